//! CSV: comma, point, one header line, line feed. Numbers are the shortest text that reads back to the
//! same value, or have the digits that people read (`super::digits`).

use std::io::{self, Write};

/// A CSV document that is written while it is made, for tables with a row a future.
#[derive(Debug)]
pub struct CsvStream<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvStream<W> {
    /// A document with these column names.
    ///
    /// # Errors
    /// If `to` refuses.
    pub fn new(to: W, columns: &[&str]) -> io::Result<Self> {
        let mut stream = Self { writer: csv::Writer::from_writer(to) };
        stream.write(columns)?;
        Ok(stream)
    }

    /// Adds a row with one field for each column.
    ///
    /// # Errors
    /// If the target refuses, or if the row has another number of fields.
    pub fn write<T: AsRef<[u8]>>(&mut self, fields: &[T]) -> io::Result<()> {
        self.writer.write_record(fields).map_err(io::Error::from)
    }

    /// Hands on what is left, and the target back.
    ///
    /// # Errors
    /// If the target refuses.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

/// A CSV document under construction, in memory.
#[derive(Debug)]
pub struct CsvTable {
    writer: csv::Writer<Vec<u8>>,
}

impl CsvTable {
    /// A document with these column names.
    pub fn new(columns: &[&str]) -> Self {
        let mut table = Self { writer: csv::Writer::from_writer(Vec::new()) };
        table.write(columns);
        table
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If it does not have one field for each column.
    pub fn write<T: AsRef<[u8]>>(&mut self, fields: &[T]) {
        self.writer.write_record(fields).expect("rows in memory have one field a column");
    }

    /// The bytes of the document.
    ///
    /// # Panics
    /// Never: memory does not refuse a write.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_inner().expect("memory does not refuse a write")
    }
}

/// The shortest text that reads back to `value`; empty for what is not a number.
pub fn number(value: f64) -> String {
    if value.is_finite() {
        // The sign of a zero carries nothing.
        if value == 0.0 { "0".to_owned() } else { value.to_string() }
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{CsvTable, number};

    #[test]
    fn numbers_read_back_and_text_is_quoted() {
        for value in [0.1 + 0.2, 1e21, 1.5e-9, -3.0, f64::MAX] {
            assert_eq!(number(value).parse::<f64>().unwrap(), value);
        }
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(f64::NAN), "");
        let mut table = CsvTable::new(&["zone", "people"]);
        table.write(&["Roseau, \"old town\"", &number(2.0)]);
        assert_eq!(
            String::from_utf8(table.into_bytes()).unwrap(),
            "zone,people\n\"Roseau, \"\"old town\"\"\",2\n"
        );
    }
}
