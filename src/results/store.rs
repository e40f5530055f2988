//! Columns of numbers that grow row by row: in memory, or in a file without a name.
//!
//! An ensemble has more values than a machine has memory, and what is said of it needs one column at a
//! time. On disk a column lies in pieces of [`PIECE`] rows, all columns of a piece side by side, so that
//! rows can be added without moving what is there. The file has no name: the system takes it back when
//! the store is dropped, and also when the program dies.

use super::error::ResultsError;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Rows of a piece.
const PIECE: usize = 64;

/// Bytes of a number.
const NUMBER: usize = size_of::<f64>();

/// Where columns are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// In memory: for small tables.
    #[default]
    Memory,
    /// In a file without a name, in this folder.
    Disk(PathBuf),
}

impl Storage {
    /// An empty file without a name; of storage in memory, where the system keeps what is temporary.
    pub(super) fn file(&self) -> Result<File, ResultsError> {
        let (file, folder) = match self {
            Self::Memory => (tempfile::tempfile(), std::env::temp_dir()),
            Self::Disk(folder) => (tempfile::tempfile_in(folder), folder.clone()),
        };
        file.map_err(ResultsError::system("write a temporary file in", &folder))
    }
}

/// Columns of numbers, all with the same rows.
#[derive(Debug)]
pub struct ColumnStore {
    columns: usize,
    rows: usize,
    /// Column that takes the next value of the row under way.
    next: usize,
    values: Values,
}

#[derive(Debug)]
enum Values {
    Memory(Vec<Vec<f64>>),
    Disk {
        folder: PathBuf,
        /// Whole pieces; none before the first.
        file: Option<Mutex<File>>,
        /// The piece under way, column after column.
        piece: Vec<f64>,
    },
}

impl ColumnStore {
    /// A store of so many columns without rows.
    pub fn new(columns: usize, storage: &Storage) -> Self {
        let values = match storage {
            Storage::Memory => Values::Memory(vec![Vec::new(); columns]),
            Storage::Disk(folder) => Values::Disk {
                folder: folder.clone(),
                file: None,
                piece: vec![0.0; columns * PIECE],
            },
        };
        Self { columns, rows: 0, next: 0, values }
    }

    /// Rows that have a value in every column.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Column that takes the next value.
    pub fn next(&self) -> usize {
        self.next
    }

    /// Adds the next values of the row under way. A row ends with its last column.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn push(&mut self, values: impl IntoIterator<Item = f64>) -> Result<(), ResultsError> {
        for value in values {
            match &mut self.values {
                Values::Memory(columns) => columns[self.next].push(value),
                Values::Disk { piece, .. } => piece[self.next * PIECE + self.rows % PIECE] = value,
            }
            self.next += 1;
            if self.next == self.columns {
                self.next = 0;
                self.rows += 1;
                if self.rows.is_multiple_of(PIECE) {
                    self.store_piece()?;
                }
            }
        }
        Ok(())
    }

    fn store_piece(&mut self) -> Result<(), ResultsError> {
        let Values::Disk { folder, file, piece } = &mut self.values else { return Ok(()) };
        let refused = || ResultsError::system("write a temporary file in", folder);
        let file = match file {
            Some(file) => file,
            None => file.insert(Mutex::new(tempfile::tempfile_in(&*folder).map_err(refused())?)),
        };
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = [0; PIECE * NUMBER];
        file.seek(SeekFrom::End(0)).map_err(refused())?;
        for column in piece.chunks(PIECE) {
            for (bytes, value) in bytes.chunks_mut(NUMBER).zip(column) {
                bytes.copy_from_slice(&value.to_le_bytes());
            }
            file.write_all(&bytes).map_err(refused())?;
        }
        Ok(())
    }

    /// A column, in the order of the rows.
    ///
    /// # Errors
    /// If the disk refuses.
    ///
    /// # Panics
    /// If there is no such column.
    pub fn column(&self, index: usize) -> Result<Cow<'_, [f64]>, ResultsError> {
        assert!(index < self.columns, "there are {} columns, not {index}", self.columns);
        match &self.values {
            Values::Memory(columns) => Ok(Cow::Borrowed(&columns[index][..self.rows])),
            Values::Disk { folder, file, piece } => {
                let mut values = Vec::with_capacity(self.rows);
                if let Some(file) = file {
                    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                    for piece in 0..self.rows / PIECE {
                        let at = (piece * self.columns + index) * PIECE;
                        read_numbers(&mut file, at, 1, folder, &mut values)?;
                    }
                }
                let of_column = &piece[index * PIECE..];
                values.extend_from_slice(&of_column[..self.rows % PIECE]);
                Ok(Cow::Owned(values))
            }
        }
    }

    /// Hands every row to `take`, in order. Holds no more than a piece of all columns.
    ///
    /// # Errors
    /// The first error of `take`, or if the disk refuses.
    pub fn each_row(
        &self,
        mut take: impl FnMut(&[f64]) -> Result<(), ResultsError>,
    ) -> Result<(), ResultsError> {
        let mut row = Vec::with_capacity(self.columns);
        match &self.values {
            Values::Memory(columns) => {
                for index in 0..self.rows {
                    row.clear();
                    row.extend(columns.iter().map(|column| column[index]));
                    take(&row)?;
                }
            }
            Values::Disk { folder, file, piece } => {
                let mut read = Vec::with_capacity(self.columns * PIECE);
                for first in (0..self.rows).step_by(PIECE) {
                    let whole = first + PIECE <= self.rows;
                    if let Some(file) = file.as_ref().filter(|_| whole) {
                        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                        read.clear();
                        let at = first * self.columns;
                        read_numbers(&mut file, at, self.columns, folder, &mut read)?;
                    }
                    let values = if whole { &read } else { piece };
                    for index in 0..PIECE.min(self.rows - first) {
                        row.clear();
                        row.extend(values.chunks(PIECE).map(|column| column[index]));
                        take(&row)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Reads the rows of so many columns that lie side by side from the number at `at` on.
fn read_numbers(
    file: &mut File,
    at: usize,
    columns: usize,
    folder: &Path,
    values: &mut Vec<f64>,
) -> Result<(), ResultsError> {
    let refused = || ResultsError::system("read a temporary file in", folder);
    file.seek(SeekFrom::Start((at * NUMBER) as u64)).map_err(refused())?;
    let mut bytes = [0; PIECE * NUMBER];
    for _ in 0..columns {
        file.read_exact(&mut bytes).map_err(refused())?;
        values.extend(bytes.chunks_exact(NUMBER).map(|bytes| {
            let mut number = [0; NUMBER];
            number.copy_from_slice(bytes);
            f64::from_le_bytes(number)
        }));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{ColumnStore, Storage};

    #[test]
    fn columns_on_disk_are_those_in_memory_to_the_last_bit() {
        let folder = tempfile::tempdir().unwrap();
        for rows in [1, 63, 64, 65, 200] {
            let mut memory = ColumnStore::new(3, &Storage::Memory);
            let mut disk = ColumnStore::new(3, &Storage::Disk(folder.path().to_owned()));
            for row in 0..rows {
                let row = f64::from(row + 1);
                for store in [&mut memory, &mut disk] {
                    store.push([row.sqrt(), -row]).unwrap();
                    store.push([1.0 / row]).unwrap();
                    assert_eq!(store.next(), 0);
                }
            }
            for column in 0..3 {
                let bits = |store: &ColumnStore| -> Vec<u64> {
                    store.column(column).unwrap().iter().map(|value| value.to_bits()).collect()
                };
                assert_eq!(bits(&memory), bits(&disk));
                assert_eq!(memory.column(column).unwrap().len(), rows as usize);
            }
            let mut seen = Vec::new();
            let mut see = |row: &[f64]| {
                seen.push(row.to_vec());
                Ok(())
            };
            memory.each_row(&mut see).unwrap();
            assert_eq!(seen.len(), rows as usize);
            let mut again = Vec::new();
            let mut see_again = |row: &[f64]| {
                again.push(row.to_vec());
                Ok(())
            };
            disk.each_row(&mut see_again).unwrap();
            assert_eq!(seen, again);
        }
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 0, "a file without a name leaves nothing");
    }

    #[test]
    fn a_row_under_way_is_not_shown() {
        for storage in [Storage::Memory, Storage::Disk(std::env::temp_dir())] {
            let mut store = ColumnStore::new(2, &storage);
            store.push([1.0, 2.0, 3.0]).unwrap();
            assert_eq!((store.rows(), store.next()), (1, 1));
            assert_eq!(*store.column(0).unwrap(), [1.0]);
        }
    }
}
