//! The end of a Parquet file, kept on disk until it is written.
//!
//! A Parquet file ends with what it says of every column of every row group. The library keeps that in
//! memory until the file is closed: a megabyte for every thousand replicates and table. Here what is said
//! of a row group is written down as the end of a file that holds this row group alone; the end of the
//! whole file is put together from those, one after the other, with the places of the page indexes moved
//! to where they come to stand. The bytes are those that the library would write.
//!
//! The end of a file (Parquet format, `parquet.thrift`, Thrift compact protocol): column indexes, offset
//! indexes, `FileMetaData`, its length, the mark of the format.

use super::compact::{Cursor, Kind, long, unsigned};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::page_index::PageIndexBuilder;
use parquet::file::metadata::{
    FileMetaData, ParquetMetaDataBuilder, ParquetMetaDataWriter, RowGroupMetaData,
};
use parquet::file::page_index::column_index::ColumnIndexMetaData;
use parquet::file::page_index::offset_index::OffsetIndexMetaData;
use parquet::file::properties::WriterPropertiesPtr;
use parquet::file::writer::TrackedWrite;
use parquet::schema::types::SchemaDescPtr;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::Arc;

/// Bytes after `FileMetaData`: its length and the mark of the format.
const TAIL: usize = 8;

/// Fields of `FileMetaData`.
const ROWS: i16 = 3;
const ROW_GROUPS: i16 = 4;

/// Field of `RowGroup`.
const COLUMNS: i16 = 1;

/// Fields of `ColumnChunk`.
const OFFSET_INDEX: i16 = 4;
const COLUMN_INDEX: i16 = 6;

/// What is said of a row group, beside its values.
pub(super) type Said =
    (RowGroupMetaData, Vec<Option<ColumnIndexMetaData>>, Vec<Option<OffsetIndexMetaData>>);

/// The ends of files with one row group each.
pub(super) struct Footer {
    schema: SchemaDescPtr,
    properties: WriterPropertiesPtr,
    scratch: File,
    /// Length of each end in `scratch`, of its column indexes, and of its offset indexes.
    ends: Vec<[u64; 3]>,
    rows: i64,
}

impl Footer {
    /// Nothing said yet. `scratch` is an empty file that nobody else writes to.
    pub(super) fn new(
        schema: SchemaDescPtr,
        properties: WriterPropertiesPtr,
        scratch: File,
    ) -> Self {
        Self { schema, properties, scratch, ends: Vec::new(), rows: 0 }
    }

    /// Row groups so far.
    pub(super) fn row_groups(&self) -> usize {
        self.ends.len()
    }

    /// Keeps what is said of the next row group.
    pub(super) fn keep(&mut self, (row_group, columns, offsets): Said) -> Result<()> {
        self.rows += row_group.num_rows();
        let mut index = PageIndexBuilder::new(1, columns.len());
        for (place, said) in columns.into_iter().enumerate() {
            if let Some(said) = said {
                index.put_column_index(said, 0, place);
            }
        }
        for (place, said) in offsets.into_iter().enumerate() {
            if let Some(said) = said {
                index.put_offset_index(said, 0, place);
            }
        }
        let end = self.end_of(Some((row_group, index)))?;
        let (columns, offsets) = index_lengths(&end)?;
        self.scratch.write_all(&end)?;
        self.ends.push([end.len() as u64, columns, offsets]);
        Ok(())
    }

    /// The end of a file with these row groups: one or none.
    fn end_of(&self, said: Option<(RowGroupMetaData, PageIndexBuilder)>) -> Result<Vec<u8>> {
        let metadata = FileMetaData::new(
            self.properties.writer_version().as_num(),
            said.as_ref().map_or(0, |(row_group, _)| row_group.num_rows()),
            Some(self.properties.created_by().to_owned()),
            self.properties.key_value_metadata().cloned(),
            Arc::clone(&self.schema),
            None,
        );
        let mut builder = ParquetMetaDataBuilder::new(metadata);
        if let Some((row_group, index)) = said {
            builder =
                builder.add_row_group(row_group).set_page_index(Some(Arc::new(index.build())));
        }
        let mut bytes = Vec::new();
        ParquetMetaDataWriter::new(&mut bytes, &builder.build()).finish()?;
        Ok(bytes)
    }

    /// Writes the end of the file.
    pub(super) fn write<W: Write>(mut self, to: &mut TrackedWrite<W>) -> Result<()> {
        let ends = std::mem::take(&mut self.ends);
        let Some([length, ..]) = ends.first() else {
            to.write_all(&self.end_of(None)?)?;
            return Ok(());
        };
        self.scratch.seek(SeekFrom::Start(0))?;
        let first = read(&mut self.scratch, *length)?;
        let mut column_place = to.bytes_written().cast_signed() as i64;
        self.copy(to, &ends, |[_, columns, _]| (0, columns))?;
        let mut offset_place = to.bytes_written().cast_signed() as i64;
        self.copy(to, &ends, |[_, columns, offsets]| (columns, offsets))?;

        let start = to.bytes_written();
        let [before, after] = around(metadata(&first)?)?;
        to.write_all(before)?;
        let mut counts = Vec::new();
        long(self.rows, &mut counts);
        // The list of row groups is the next field.
        counts.push(0x10 | Kind::List as u8);
        if ends.len() < 15 {
            counts.push((ends.len() as u8) << 4 | Kind::Struct as u8);
        } else {
            counts.push(0xf0 | Kind::Struct as u8);
            unsigned(ends.len() as u64, &mut counts);
        }
        to.write_all(&counts)?;
        self.scratch.seek(SeekFrom::Start(0))?;
        let mut moved = Vec::new();
        for [length, columns, offsets] in &ends {
            let end = read(&mut self.scratch, *length)?;
            // In its own end the offset indexes stand behind the column indexes.
            let shift = (column_place, offset_place - columns.cast_signed());
            moved.clear();
            move_row_group(metadata(&end)?, shift, &mut moved)?;
            to.write_all(&moved)?;
            column_place += columns.cast_signed();
            offset_place += offsets.cast_signed();
        }
        to.write_all(after)?;
        let length = (to.bytes_written() - start) as u32;
        to.write_all(&length.to_le_bytes())?;
        to.write_all(&first[first.len() - TAIL / 2..])?;
        Ok(())
    }

    /// Copies a part of every end.
    fn copy<W: Write>(
        &mut self,
        to: &mut TrackedWrite<W>,
        ends: &[[u64; 3]],
        part: impl Fn([u64; 3]) -> (u64, u64),
    ) -> Result<()> {
        let mut start = 0;
        for end in ends {
            let (before, length) = part(*end);
            self.scratch.seek(SeekFrom::Start(start + before))?;
            to.write_all(&read(&mut self.scratch, length)?)?;
            start += end[0];
        }
        Ok(())
    }
}

fn read(from: &mut File, length: u64) -> Result<Vec<u8>> {
    let mut bytes = vec![0; length as usize];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// `FileMetaData` in the end of a file.
fn metadata(end: &[u8]) -> Result<&[u8]> {
    let (length, start) = metadata_place(end)?;
    Ok(&end[start..start + length])
}

fn metadata_place(end: &[u8]) -> Result<(usize, usize)> {
    let cut = || ParquetError::General("the end of a row group is cut short".to_owned());
    let tail = end.len().checked_sub(TAIL).ok_or_else(cut)?;
    let mut bytes = [0; TAIL / 2];
    bytes.copy_from_slice(&end[tail..tail + TAIL / 2]);
    let length = u32::from_le_bytes(bytes) as usize;
    Ok((length, tail.checked_sub(length).ok_or_else(cut)?))
}

/// Bytes of the column indexes and of the offset indexes at the start of an end with one row group.
fn index_lengths(end: &[u8]) -> Result<(u64, u64)> {
    let (_, indexes) = metadata_place(end)?;
    let mut columns = indexes.cast_signed() as i64;
    visit_indexes(metadata(end)?, &mut |field, place| {
        if field == OFFSET_INDEX {
            columns = columns.min(place);
        }
    })?;
    Ok((columns as u64, indexes as u64 - columns as u64))
}

/// Tells where the indexes of each column of the only row group are.
fn visit_indexes(metadata: &[u8], visit: &mut dyn FnMut(i16, i64)) -> Result<()> {
    let mut cursor = Cursor::new(metadata);
    enter_row_group(&mut cursor)?;
    let mut last = 0;
    while let Some((field, kind)) = cursor.field(&mut last)? {
        if field != COLUMNS {
            cursor.skip(kind)?;
            continue;
        }
        for _ in 0..cursor.list()?.0 {
            let mut last = 0;
            while let Some((field, kind)) = cursor.field(&mut last)? {
                if matches!(field, OFFSET_INDEX | COLUMN_INDEX) {
                    visit(field, cursor.long()?);
                } else {
                    cursor.skip(kind)?;
                }
            }
        }
    }
    Ok(())
}

/// Goes to the only row group of `FileMetaData`.
fn enter_row_group(cursor: &mut Cursor<'_>) -> Result<()> {
    let mut last = 0;
    while let Some((field, kind)) = cursor.field(&mut last)? {
        if field == ROW_GROUPS {
            cursor.list()?;
            return Ok(());
        }
        cursor.skip(kind)?;
    }
    Err(ParquetError::General("the end of a row group tells of none".to_owned()))
}

/// Bytes of `FileMetaData` before the number of rows, and after the list of row groups.
fn around(metadata: &[u8]) -> Result<[&[u8]; 2]> {
    let mut cursor = Cursor::new(metadata);
    let (mut last, mut before) = (0, 0);
    while let Some((field, kind)) = cursor.field(&mut last)? {
        if field == ROWS {
            before = cursor.place();
        }
        cursor.skip(kind)?;
        if field == ROW_GROUPS {
            return Ok([&metadata[..before], &metadata[cursor.place()..]]);
        }
    }
    Err(ParquetError::General("the end of a row group tells of none".to_owned()))
}

/// Copies the only row group of `FileMetaData` with the places of its column indexes and offset indexes
/// moved.
fn move_row_group(
    metadata: &[u8],
    (column_shift, offset_shift): (i64, i64),
    to: &mut Vec<u8>,
) -> Result<()> {
    let mut cursor = Cursor::new(metadata);
    enter_row_group(&mut cursor)?;
    let mut copied = cursor.place();
    let mut last = 0;
    while let Some((field, kind)) = cursor.field(&mut last)? {
        if field != COLUMNS {
            cursor.skip(kind)?;
            continue;
        }
        for _ in 0..cursor.list()?.0 {
            let mut last = 0;
            while let Some((field, kind)) = cursor.field(&mut last)? {
                let shift = match field {
                    COLUMN_INDEX => column_shift,
                    OFFSET_INDEX => offset_shift,
                    _ => {
                        cursor.skip(kind)?;
                        continue;
                    }
                };
                to.extend_from_slice(&metadata[copied..cursor.place()]);
                long(cursor.long()? + shift, to);
                copied = cursor.place();
            }
        }
    }
    to.extend_from_slice(&metadata[copied..cursor.place()]);
    Ok(())
}
