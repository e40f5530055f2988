//! The three formats of a run folder: Parquet for machines, CSV for spreadsheets, JSON for documents.

mod compact;
pub mod csv;
pub mod digits;
mod footer;
pub mod json;
pub mod parquet;
mod thrift;
