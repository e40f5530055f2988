//! Looks through Thrift structures (compact protocol) before the Parquet library reads them.
//!
//! A few bytes can claim a list of two thousand million truth values, which take no space in the library's
//! eyes, and lists of such lists: it would pass over them for hours. Parquet's footers and page headers hold no
//! such list. What is let through here takes no more steps than it has bytes.

/// Structures within structures: Parquet's need seven.
const MOST_DEPTH: usize = 16;

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I16: u8 = 4;
const I32: u8 = 5;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const STRUCT: u8 = 12;

/// Length of the structure that `bytes` begin with; none if it does not end in them, is no structure, or
/// holds what Parquet never does: maps, lists of truth values, lists with more elements than bytes.
pub(super) fn struct_length(bytes: &[u8]) -> Option<usize> {
    let mut walk = Walk { bytes, at: 0 };
    walk.structure(MOST_DEPTH)?;
    Some(walk.at)
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self, length: usize) -> Option<()> {
        self.at = self.at.checked_add(length).filter(|at| *at <= self.bytes.len())?;
        Some(())
    }

    /// A number in groups of seven bits, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn structure(&mut self, depth: usize) -> Option<()> {
        loop {
            let header = self.byte()?;
            if header == 0 {
                return Some(());
            }
            // The upper half is the step from the last field; without one the field itself follows.
            if header >> 4 == 0 {
                self.number()?;
            }
            let kind = header & 0x0F;
            if !matches!(kind, TRUE | FALSE) {
                self.value(kind, depth)?;
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            BYTE => self.skip(1),
            I16 | I32 | I64 => self.number().map(|_| ()),
            DOUBLE => self.skip(8),
            BINARY => {
                let length = usize::try_from(self.number()?).ok()?;
                self.skip(length)
            }
            LIST | SET => self.list(depth.checked_sub(1)?),
            STRUCT => self.structure(depth.checked_sub(1)?),
            _ => None,
        }
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        let header = self.byte()?;
        let count = match header >> 4 {
            15 => usize::try_from(self.number()?).ok()?,
            few => usize::from(few),
        };
        if count > self.bytes.len() - self.at {
            return None;
        }
        // Truth values are no kind of `value`.
        (0..count).try_for_each(|_| self.value(header & 0x0F, depth))
    }
}

#[cfg(test)]
mod tests {
    use super::struct_length;

    #[test]
    fn structures_are_measured() {
        // Field 1: 32 bits; field 2: text; field 3: list of two numbers; field 20: true; field 21: structure.
        let sound = [
            0x15, 0x80, 0x01, 0x18, 2, b'a', b'b', 0x19, 0x25, 1, 2, 0x01, 40, 0x1C, 0x15, 4, 0, 0,
        ];
        assert_eq!(struct_length(&sound), Some(sound.len()));
        assert_eq!(struct_length(&[&sound[..], &[9, 9]].concat()), Some(sound.len()));
        for cut in 0..sound.len() {
            assert_eq!(struct_length(&sound[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn what_would_take_forever_is_refused() {
        // A list of 2^31 - 1 truth values, a list with more elements than bytes, a map.
        assert_eq!(struct_length(&[0x19, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0]), None);
        assert_eq!(struct_length(&[0x19, 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0]), None);
        assert_eq!(struct_length(&[0x1B, 0, 0]), None);
        // Structures in structures without end.
        assert_eq!(struct_length(&[0x1C; 1000]), None);
        assert_eq!(struct_length(&[]), None);
    }
}
