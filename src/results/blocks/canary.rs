//! What the arithmetic of this machine and build makes of fixed numbers.

use super::super::manifest::digest;
use crate::dist::math;
use std::sync::OnceLock;

/// Points at which each function is asked.
const POINTS: u32 = 1_250;

/// A hash of ten thousand results of the functions that the model is made of, and of the version. Machines
/// that differ in it must not share a run; blocks carry it, and a merge compares.
pub fn canary() -> &'static str {
    static CANARY: OnceLock<String> = OnceLock::new();
    CANARY.get_or_init(|| {
        let mut bytes = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
        for point in 1..=POINTS {
            let x = f64::from(point) / 97.0;
            for value in [
                math::exp(-x),
                math::exp_m1(x / 31.0),
                math::ln(x),
                math::ln_1p(x),
                math::pow(x, 1.7),
                math::sin(x),
                math::cos(x),
                (x / 3.0).sqrt() * x + 1.0 / x,
            ] {
                bytes.extend(value.to_bits().to_le_bytes());
            }
        }
        digest(&bytes)
    })
}
