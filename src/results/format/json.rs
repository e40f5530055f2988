//! JSON: two spaces, keys in the order of the type, a line feed at the end.

use serde::Serialize;

/// The bytes of a document. What is not a number becomes `null`.
///
/// # Panics
/// If a map in `value` has keys that are not text.
pub fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("documents have text keys only");
    bytes.push(b'\n');
    bytes
}
