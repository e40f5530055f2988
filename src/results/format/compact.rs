//! The Thrift compact protocol, as far as the end of a Parquet file needs it.
//!
//! Apache Thrift, `thrift-compact-protocol.md`: numbers have seven bits a byte, the lowest first; signed
//! ones are zigzag; a field is a byte with the step from the last field and the kind of its value.

use parquet::errors::{ParquetError, Result};

/// Kinds of values that are entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list.
    List = 9,
    /// A struct.
    Struct = 12,
}

/// Reads a value byte by byte.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, place: 0 }
    }

    /// Bytes read.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    fn byte(&mut self) -> Result<u8> {
        let cut = || ParquetError::General("metadata is cut short".to_owned());
        let byte = self.bytes.get(self.place).ok_or_else(cut)?;
        self.place += 1;
        Ok(*byte)
    }

    fn unsigned(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(ParquetError::General("a number of metadata has no end".to_owned()))
    }

    /// A whole number of any width.
    pub(super) fn long(&mut self) -> Result<i64> {
        let zigzag = self.unsigned()?;
        Ok((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
    }

    /// The next field of a struct, whose last one was `last`, and the kind of its value; none at the end.
    pub(super) fn field(&mut self, last: &mut i16) -> Result<Option<(i16, u8)>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Ok(None);
        }
        *last = match byte >> 4 {
            0 => self.long()? as i16,
            step => *last + i16::from(step),
        };
        Ok(Some((*last, byte & 0x0f)))
    }

    /// Length of a list and the kind of its values.
    pub(super) fn list(&mut self) -> Result<(u64, u8)> {
        let byte = self.byte()?;
        let length = if byte >> 4 == 15 { self.unsigned()? } else { u64::from(byte >> 4) };
        Ok((length, byte & 0x0f))
    }

    /// Passes over the value of a field.
    pub(super) fn skip(&mut self, kind: u8) -> Result<()> {
        match kind {
            // The kind is the value.
            1 | 2 => {}
            3 => {
                self.byte()?;
            }
            4..=6 => {
                self.unsigned()?;
            }
            7 => self.place += 8,
            8 => self.place += self.unsigned()? as usize,
            9 | 10 => {
                let (length, kind) = self.list()?;
                for _ in 0..length {
                    // In a list a truth has a byte.
                    self.skip(if kind <= 2 { 3 } else { kind })?;
                }
            }
            12 => {
                let mut last = 0;
                while let Some((_, kind)) = self.field(&mut last)? {
                    self.skip(kind)?;
                }
            }
            other => {
                return Err(ParquetError::General(format!("metadata has values of kind {other}")));
            }
        }
        Ok(())
    }
}

/// Writes a number without sign.
pub(super) fn unsigned(mut value: u64, to: &mut Vec<u8>) {
    while value >= 0x80 {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

/// Writes a whole number.
pub(super) fn long(value: i64, to: &mut Vec<u8>) {
    unsigned(((value << 1) ^ (value >> 63)).cast_unsigned(), to);
}

#[cfg(test)]
mod tests {
    use super::{Cursor, long};

    #[test]
    fn numbers_read_back_in_as_few_bytes_as_they_need() {
        for (value, bytes) in [(0, 1), (-1, 1), (63, 1), (64, 2), (-65, 2), (1 << 40, 6)] {
            let mut written = Vec::new();
            long(value, &mut written);
            assert_eq!(written.len(), bytes, "{value}");
            assert_eq!(Cursor::new(&written).long().unwrap(), value);
        }
        for value in [i64::MIN, i64::MAX] {
            let mut written = Vec::new();
            long(value, &mut written);
            assert_eq!(Cursor::new(&written).long().unwrap(), value);
        }
        assert!(Cursor::new(&[0x80]).long().is_err(), "cut short");
    }
}
