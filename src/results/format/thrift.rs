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

/// Field of a page header that says how large the page is once it is inflated.
const INFLATED: i64 = 2;

/// Largest number of a field: they have 16 bits.
const MOST_FIELD: i64 = i16::MAX as i64;

/// A structure that was looked through.
#[derive(Debug, PartialEq)]
pub(super) struct Structure {
    /// Its length in bytes.
    pub(super) length: usize,
    /// If it is the header of a page: how large the page is once it is inflated, as it claims.
    pub(super) inflated: Option<i64>,
}

/// The structure that `bytes` begin with; none if it does not end in them, is no structure, or holds what
/// Parquet never does: maps, lists of truth values, lists with more elements than bytes.
pub(super) fn structure(bytes: &[u8]) -> Option<Structure> {
    let mut walk = Walk { bytes, at: 0, inflated: None };
    walk.structure(MOST_DEPTH)?;
    Some(Structure { length: walk.at, inflated: walk.inflated })
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    inflated: Option<i64>,
}

/// A number with its sign in the lowest bit.
fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -((number & 1).cast_signed())
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
        let mut field = 0_i64;
        loop {
            let header = self.byte()?;
            if header == 0 {
                return Some(());
            }
            // The upper half is the step from the last field; without one the field itself follows.
            field = match header >> 4 {
                0 => signed(self.number()?),
                step => field + i64::from(step),
            };
            if !(0..=MOST_FIELD).contains(&field) {
                return None;
            }
            let kind = header & 0x0F;
            if matches!(kind, TRUE | FALSE) {
                continue;
            }
            if (depth, field, kind) == (MOST_DEPTH, INFLATED, I32) {
                // The library takes the last where a field stands twice; the largest is safe.
                self.inflated = self.inflated.max(Some(signed(self.number()?)));
            } else {
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
    use super::{Structure, structure};

    fn struct_length(bytes: &[u8]) -> Option<usize> {
        structure(bytes).map(|it| it.length)
    }

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
    fn a_page_says_how_large_it_is() {
        // Fields 1 to 3: a data page of 64 bytes, 40 of them packed.
        let page = [0x15, 0, 0x15, 0x80, 0x01, 0x15, 0x50, 0];
        assert_eq!(structure(&page), Some(Structure { length: 8, inflated: Some(64) }));
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
