//! One file a command; those that only print share one.

pub(super) mod backcast;
pub(super) mod blocks;
pub(super) mod calibrate;
pub(super) mod compare;
pub(super) mod coverage;
pub(super) mod facts;
pub(super) mod hazard;
mod household;
pub(super) mod rows;
pub(super) mod run;
pub(super) mod selftest;
pub(super) mod sensitivity;
pub(super) mod trace;
pub(super) mod validate;
pub(super) mod verify;
pub(super) mod words;
