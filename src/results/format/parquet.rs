//! Parquet through the low-level column writer: one row group a block, fixed settings, so the same
//! values give the same bytes.

use super::footer::{Footer, Said};
use super::thrift;
use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{KeyValue, ParquetMetaData};
use parquet::file::properties::WriterProperties;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::reader::{
    ChunkReader, FileReader, Length, RowGroupReader, SerializedFileReader,
};
use parquet::file::writer::{SerializedRowGroupWriter, TrackedWrite};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};
use std::fs::File;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Most rows of a row group where nothing narrower is known: beyond what any run writes.
const MOST_ROWS: usize = 1 << 26;

/// Largest page that is accepted: those written here have a megabyte.
const MOST_PAGE_BYTES: i64 = 64 << 20;

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
///
/// Damaged or forged bytes end in an error. What the footer claims is checked before anything is made
/// room for, headers are looked through, and values are taken as they come, so that time and memory follow
/// what is there and what a row group may hold. The library that decodes them was not written for hostile bytes and panics at some; such a
/// panic is caught here and becomes an error.
pub struct ParquetReader<R: ChunkReader + 'static> {
    reader: SerializedFileReader<Looked<R>>,
    most_rows: usize,
}

/// A file whose page headers are looked through before the library reads them.
struct Looked<R> {
    file: R,
    /// Whether what is read now are pages; the footer was looked through before.
    pages: Arc<AtomicBool>,
}

impl<R: ChunkReader> Length for Looked<R> {
    fn len(&self) -> u64 {
        self.file.len()
    }
}

impl<R: ChunkReader> ChunkReader for Looked<R> {
    type T = R::T;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        if self.pages.load(Ordering::Relaxed) {
            look_at_page(&self.file, start)?;
        }
        self.file.get_read(start)
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        self.file.get_bytes(start, length)
    }
}

/// Looks through the header of a page, of which nearly all are short.
fn look_at_page<R: ChunkReader>(file: &R, start: u64) -> Result<()> {
    let left = usize::try_from(file.len().saturating_sub(start)).unwrap_or(usize::MAX);
    for length in [1 << 10, 1 << 20] {
        let header = file.get_bytes(start, left.min(length))?;
        if let Some(header) = thrift::structure(&header) {
            if header.inflated.is_some_and(|length| length > MOST_PAGE_BYTES) {
                break;
            }
            return Ok(());
        }
        if left <= length {
            break;
        }
    }
    Err(ParquetError::General("the header of a page is not that of a sound table".to_owned()))
}

/// Looks through the footer: its length and a mark are the last eight bytes.
fn look_at_footer<R: ChunkReader>(file: &R) -> Result<()> {
    const END: u64 = 8;
    let refuse = || Err(ParquetError::General("it has no sound footer".to_owned()));
    let Some(end) = file.len().checked_sub(END) else { return refuse() };
    let last = file.get_bytes(end, END as usize)?;
    let Some((length, _)) = last.split_first_chunk::<4>() else { return refuse() };
    let length = u32::from_le_bytes(*length);
    let Some(start) = end.checked_sub(u64::from(length)) else { return refuse() };
    let footer = file.get_bytes(start, length as usize)?;
    if thrift::structure(&footer).is_some() { Ok(()) } else { refuse() }
}

impl<R: ChunkReader + 'static> ParquetReader<R> {
    /// Opens a table.
    ///
    /// # Errors
    /// If it is not Parquet, or not of the flat kind without missing values that [`ParquetTable`] writes.
    pub fn new(from: R) -> Result<Self> {
        let length = from.len();
        look_at_footer(&from)?;
        let pages = Arc::new(AtomicBool::new(false));
        let looked = Looked { file: from, pages: Arc::clone(&pages) };
        let reader = guarded(|| SerializedFileReader::new(looked))?;
        pages.store(true, Ordering::Relaxed);
        check_layout(reader.metadata(), length)?;
        Ok(Self { reader, most_rows: MOST_ROWS })
    }

    /// Refuses row groups of more than `rows` rows.
    #[must_use]
    pub fn with_most_rows(self, rows: usize) -> Self {
        Self { most_rows: rows.min(MOST_ROWS), ..self }
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

    /// The columns of a row group, all of the same length. Text comes back with one entry a row.
    ///
    /// # Errors
    /// If it is damaged or holds kinds that [`ParquetTable`] does not write.
    pub fn row_group(&self, index: usize) -> Result<Vec<Values>> {
        let group = guarded(|| self.reader.get_row_group(index))?;
        (0..group.num_columns()).map(|column| self.values(group.as_ref(), column)).collect()
    }

    /// One column of a row group.
    ///
    /// # Errors
    /// As [`ParquetReader::row_group`], or if there is no such column.
    pub fn column(&self, group: usize, column: usize) -> Result<Values> {
        let group = guarded(|| self.reader.get_row_group(group))?;
        if column >= group.num_columns() {
            return Err(ParquetError::General(format!("there is no column {}", column + 1)));
        }
        self.values(group.as_ref(), column)
    }

    fn values(&self, group: &dyn RowGroupReader, column: usize) -> Result<Values> {
        let schema = self.reader.metadata().file_metadata().schema_descr();
        match schema.column(column).physical_type() {
            PhysicalType::BYTE_ARRAY => {
                let names = self
                    .column_values::<ByteArrayType>(group, column)?
                    .iter()
                    .map(|bytes| bytes.as_utf8().map(str::to_owned))
                    .collect::<Result<Vec<String>>>()?;
                let rows = (0..names.len() as u32).collect();
                Ok(Values::Text { names, rows })
            }
            PhysicalType::INT32 => {
                self.column_values::<Int32Type>(group, column).map(Values::Integer)
            }
            PhysicalType::DOUBLE => {
                self.column_values::<DoubleType>(group, column).map(Values::Real)
            }
            other => Err(ParquetError::General(format!("unexpected column type {other}"))),
        }
    }

    fn column_values<T: DataType>(
        &self,
        group: &dyn RowGroupReader,
        column: usize,
    ) -> Result<Vec<T::T>> {
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(usize::MAX);
        if rows > self.most_rows {
            return Err(ParquetError::General(format!(
                "a block claims {rows} rows, and {} are possible",
                self.most_rows
            )));
        }
        guarded(|| {
            let mut reader = get_typed_column_reader::<T>(group.get_column_reader(column)?);
            let mut values = Vec::new();
            // A call may stop at the end of a page.
            while values.len() < rows {
                let wanted = (rows - values.len()).min(BATCH);
                let (records, ..) = reader.read_records(wanted, None, None, &mut values)?;
                if records == 0 {
                    return Err(ParquetError::General("fewer values than rows".to_owned()));
                }
            }
            Ok(values)
        })
    }
}

impl<R: ChunkReader + 'static> std::fmt::Debug for ParquetReader<R> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_struct("ParquetReader").field("row_groups", &self.row_groups()).finish()
    }
}

/// Rows that are read at once.
const BATCH: usize = 1 << 14;

/// Refuses what this version never writes and what cannot be in a file of `length` bytes.
fn check_layout(metadata: &ParquetMetaData, length: u64) -> Result<()> {
    let refuse = |reason: &str| Err(ParquetError::General(reason.to_owned()));
    let schema = metadata.file_metadata().schema_descr();
    let flat = |column: usize| {
        let column = schema.column(column);
        column.max_def_level() == 0 && column.max_rep_level() == 0
    };
    if !(0..schema.num_columns()).all(flat) {
        return refuse("a column may lack values");
    }
    for group in metadata.row_groups() {
        if group.num_columns() != schema.num_columns() {
            return refuse("a block has other columns than the file");
        }
        for chunk in group.columns() {
            let starts = [Some(chunk.data_page_offset()), chunk.dictionary_page_offset()];
            let start = starts.into_iter().flatten().min().unwrap_or(0);
            let end = start.checked_add(chunk.compressed_size());
            let inside = start >= 0
                && chunk.compressed_size() >= 0
                && end.and_then(|end| u64::try_from(end).ok()).is_some_and(|end| end <= length);
            if !inside {
                return refuse("a column does not lie in the file");
            }
        }
    }
    Ok(())
}

/// What `read` gives; a panic inside is an error. Nothing that `read` touched is used afterwards but the
/// open file, which has no state that a panic could leave half-changed.
fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(ParquetError::General("its bytes are not those of a sound table".to_owned()))
    })
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
