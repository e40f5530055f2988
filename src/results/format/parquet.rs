//! Parquet through the low-level column writer: one row group a block, fixed settings, so the same
//! values give the same bytes.

use super::footer::{Footer, Said};
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedRowGroupWriter, TrackedWrite};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};
use std::fs::File;
use std::io::Write;
use std::sync::Arc;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// UTF-8 text.
    Text,
    /// Whole numbers of 32 bits.
    Integer,
    /// Numbers of 64 bits.
    Real,
}

/// The values of a column in one row group. No value is missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Text as positions in a list of distinct texts.
    Text {
        /// The distinct texts.
        names: Vec<String>,
        /// For each row, which of them.
        rows: Vec<u32>,
    },
    /// Whole numbers.
    Integer(Vec<i32>),
    /// Numbers.
    Real(Vec<f64>),
}

/// Mark of the format, at both ends of a file.
const MARK: &[u8] = b"PAR1";

/// Writes a table row group by row group.
pub struct ParquetTable<W: Write + Send> {
    to: TrackedWrite<W>,
    schema: SchemaDescPtr,
    properties: WriterPropertiesPtr,
    footer: Footer,
}

impl<W: Write + Send> ParquetTable<W> {
    /// A table with these columns and file-level notes. `scratch` is an empty file that keeps what the end
    /// of the table says of its row groups.
    ///
    /// # Errors
    /// If `to` refuses.
    pub fn new(
        to: W,
        scratch: File,
        columns: &[(&str, Kind)],
        notes: &[(&str, &str)],
    ) -> Result<Self> {
        let (schema, properties) = layout(columns, notes)?;
        let schema = Arc::new(SchemaDescriptor::new(schema));
        let mut to = TrackedWrite::new(to);
        to.write_all(MARK)?;
        let footer = Footer::new(Arc::clone(&schema), Arc::clone(&properties), scratch);
        Ok(Self { to, schema, properties, footer })
    }

    /// Adds a row group with one entry for each column; no more than one is held at a time.
    ///
    /// # Errors
    /// If the values do not fit the columns or the file refuses.
    pub fn write_row_group(&mut self, columns: impl IntoIterator<Item = Values>) -> Result<()> {
        let mut said: Option<Said> = None;
        let place = i32::try_from(self.footer.row_groups())
            .map_err(|error| ParquetError::General(error.to_string()))?;
        let mut group = SerializedRowGroupWriter::new(
            Arc::clone(&self.schema),
            Arc::clone(&self.properties),
            &mut self.to,
            place,
            Some(Box::new(|_, row_group, _, columns, offsets| {
                said = Some((row_group, columns, offsets));
                Ok(())
            })),
        );
        fill(&mut group, columns)?;
        group.close()?;
        match said {
            Some(said) => self.footer.keep(said),
            None => Err(ParquetError::General("a row group was not closed".to_owned())),
        }
    }

    /// Writes the footer and hands the target back.
    ///
    /// # Errors
    /// If the file refuses.
    pub fn finish(mut self) -> Result<W> {
        self.footer.write(&mut self.to)?;
        self.to.flush()?;
        self.to.into_inner()
    }
}

/// Schema and settings of a table.
fn layout(
    columns: &[(&str, Kind)],
    notes: &[(&str, &str)],
) -> Result<(Arc<Type>, WriterPropertiesPtr)> {
    let fields = columns.iter().map(|(name, kind)| field(name, *kind)).collect::<Result<_>>()?;
    let schema = Type::group_type_builder("leeward").with_fields(fields).build()?;
    let notes = notes
        .iter()
        .map(|(key, value)| KeyValue::new((*key).to_owned(), Some((*value).to_owned())))
        .collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // A fixed text: the version of a library is no part of a result.
        .set_created_by("leeward run folder".to_owned())
        .set_key_value_metadata(Some(notes))
        .build();
    Ok((Arc::new(schema), Arc::new(properties)))
}

/// Writes the columns of a row group.
fn fill<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    columns: impl IntoIterator<Item = Values>,
) -> Result<()> {
    for values in columns {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("more values than columns".to_owned()));
        };
        match values {
            Values::Text { names, rows } => {
                let names: Vec<ByteArray> = names.iter().map(|name| name.as_str().into()).collect();
                let rows: Vec<ByteArray> =
                    rows.iter().map(|row| names[*row as usize].clone()).collect();
                column.typed::<ByteArrayType>().write_batch(&rows, None, None)?;
            }
            Values::Integer(rows) => {
                column.typed::<Int32Type>().write_batch(&rows, None, None)?;
            }
            Values::Real(rows) => {
                column.typed::<DoubleType>().write_batch(&rows, None, None)?;
            }
        }
        column.close()?;
    }
    Ok(())
}

fn field(name: &str, kind: Kind) -> Result<Arc<Type>> {
    let (physical, logical) = match kind {
        Kind::Text => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (PhysicalType::INT32, None),
        Kind::Real => (PhysicalType::DOUBLE, None),
    };
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

/// Reads a table written by [`ParquetTable`].
pub struct ParquetReader<R: ChunkReader + 'static> {
    reader: SerializedFileReader<R>,
}

impl<R: ChunkReader + 'static> ParquetReader<R> {
    /// Opens a table.
    ///
    /// # Errors
    /// If it is not Parquet.
    pub fn new(from: R) -> Result<Self> {
        Ok(Self { reader: SerializedFileReader::new(from)? })
    }

    /// Names of the columns.
    pub fn columns(&self) -> Vec<String> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        schema.columns().iter().map(|column| column.name().to_owned()).collect()
    }

    /// How many row groups there are.
    pub fn row_groups(&self) -> usize {
        self.reader.num_row_groups()
    }

    /// How many rows there are in all row groups.
    pub fn rows(&self) -> usize {
        self.reader.metadata().file_metadata().num_rows() as usize
    }

    /// The columns of a row group. Text comes back with one entry a row.
    ///
    /// # Errors
    /// If it is damaged or holds kinds that [`ParquetTable`] does not write.
    pub fn row_group(&self, index: usize) -> Result<Vec<Values>> {
        let group = self.reader.get_row_group(index)?;
        (0..group.num_columns()).map(|column| self.values(group.as_ref(), column)).collect()
    }

    /// One column of a row group.
    ///
    /// # Errors
    /// As [`ParquetReader::row_group`], or if there is no such column.
    pub fn column(&self, group: usize, column: usize) -> Result<Values> {
        let group = self.reader.get_row_group(group)?;
        if column >= group.num_columns() {
            return Err(ParquetError::General(format!("there is no column {}", column + 1)));
        }
        self.values(group.as_ref(), column)
    }

    fn values(&self, group: &dyn RowGroupReader, column: usize) -> Result<Values> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        match schema.column(column).physical_type() {
            PhysicalType::BYTE_ARRAY => {
                let names = column_values::<ByteArrayType>(group, column)?
                    .iter()
                    .map(|bytes| bytes.as_utf8().map(str::to_owned))
                    .collect::<Result<Vec<String>>>()?;
                let rows = (0..names.len() as u32).collect();
                Ok(Values::Text { names, rows })
            }
            PhysicalType::INT32 => column_values::<Int32Type>(group, column).map(Values::Integer),
            PhysicalType::DOUBLE => column_values::<DoubleType>(group, column).map(Values::Real),
            other => Err(ParquetError::General(format!("unexpected column type {other}"))),
        }
    }
}

impl<R: ChunkReader + 'static> std::fmt::Debug for ParquetReader<R> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("ParquetReader").field("row_groups", &self.row_groups()).finish()
    }
}

fn column_values<T: DataType>(group: &dyn RowGroupReader, column: usize) -> Result<Vec<T::T>> {
    let rows = group.metadata().num_rows() as usize;
    let mut reader = get_typed_column_reader::<T>(group.get_column_reader(column)?);
    let mut values = Vec::with_capacity(rows);
    // A call may stop at the end of a page.
    while values.len() < rows {
        let (records, ..) = reader.read_records(rows - values.len(), None, None, &mut values)?;
        if records == 0 {
            return Err(ParquetError::General("fewer values than rows".to_owned()));
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::{Kind, ParquetTable, Values, fill, layout};
    use parquet::file::writer::SerializedFileWriter;

    /// One row group; the values of each differ, and so do their numbers of rows.
    fn columns(group: usize) -> Vec<Values> {
        let rows = 1 + (group * 37) % 500;
        let name = |row: usize| format!("{row}{}", "x".repeat(group));
        vec![
            Values::Text {
                names: (0..3).map(name).collect(),
                rows: (0..rows).map(|row| (row % 3) as u32).collect(),
            },
            Values::Integer((-5..).take(rows).collect()),
            Values::Real((0..rows).map(|row| (row as f64 + group as f64).sqrt()).collect()),
            Values::Real(vec![f64::NAN; rows]),
        ]
    }

    #[test]
    fn a_table_has_the_bytes_that_the_library_would_write() {
        let names = [
            ("name", Kind::Text),
            ("count", Kind::Integer),
            ("value", Kind::Real),
            ("no_number", Kind::Real),
        ];
        let notes = [("one", "1"), ("two", "2")];
        for groups in [0, 1, 2, 14, 15, 300] {
            let scratch = tempfile::tempfile().unwrap();
            let mut ours = ParquetTable::new(Vec::new(), scratch, &names, &notes).unwrap();
            let (schema, properties) = layout(&names, &notes).unwrap();
            let mut theirs = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
            for group in 0..groups {
                ours.write_row_group(columns(group)).unwrap();
                let mut next = theirs.next_row_group().unwrap();
                fill(&mut next, columns(group)).unwrap();
                next.close().unwrap();
            }
            let ours = ours.finish().unwrap();
            assert!(ours == theirs.into_inner().unwrap(), "{groups} row groups");
        }
    }
}
