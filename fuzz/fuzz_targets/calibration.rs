//! Fuzzes the reader `calibration`; what is looked at stands in `tests/readers/read.rs`.

#![no_main]

#[path = "../../tests/readers/read.rs"]
mod read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| read::calibration(bytes));
