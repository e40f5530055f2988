//! Philox4x32-10, the counter-based generator behind every draw.
//!
//! One block maps a 64-bit key and a 128-bit counter to 128 random bits without any state, so a draw
//! can be taken at any address in any order. Salmon, Moraes, Dror and Shaw (2011), "Parallel random
//! numbers: as easy as 1, 2, 3", section 3.3. Held to the authors' known-answer vectors below.

const MULTIPLIER_0: u32 = 0xD251_1F53;
const MULTIPLIER_1: u32 = 0xCD9E_8D57;
const WEYL_0: u32 = 0x9E37_79B9;
const WEYL_1: u32 = 0xBB67_AE85;

#[expect(clippy::inline_always, reason = "called for every draw; a call costs more than the work")]
#[inline(always)]
fn multiply(a: u32, b: u32) -> (u32, u32) {
    let product = u64::from(a) * u64::from(b);
    ((product >> 32) as u32, product as u32)
}

#[expect(clippy::inline_always, reason = "called for every draw; a call costs more than the work")]
#[inline(always)]
fn round(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (high_0, low_0) = multiply(MULTIPLIER_0, counter[0]);
    let (high_1, low_1) = multiply(MULTIPLIER_1, counter[2]);
    [high_1 ^ counter[1] ^ key[0], low_1, high_0 ^ counter[3] ^ key[1], low_0]
}

#[expect(clippy::inline_always, reason = "called for every draw; a call costs more than the work")]
#[inline(always)]
fn bump(key: [u32; 2]) -> [u32; 2] {
    [key[0].wrapping_add(WEYL_0), key[1].wrapping_add(WEYL_1)]
}

/// The four random words at `counter` under `key`.
#[inline]
pub fn block(key: [u32; 2], counter: [u32; 4]) -> [u32; 4] {
    // Written out: the loop form costs half as much again.
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    let counter = round(counter, key);
    let key = bump(key);
    round(counter, key)
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn known_answers_of_the_authors() {
        // Random123 1.14, tests/kat_vectors, lines "philox4x32 10".
        assert_eq!(
            block([0, 0], [0, 0, 0, 0]),
            [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
        );
        assert_eq!(
            block([u32::MAX; 2], [u32::MAX; 4]),
            [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
        );
        assert_eq!(
            block([0xa409_3822, 0x299f_31d0], [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }
}
