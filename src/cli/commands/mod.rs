//! One file a command.

pub(super) mod run;
