//! The three formats of a run folder: Parquet for machines, CSV for spreadsheets, JSON for documents.

pub mod csv;
pub mod digits;
pub mod json;
pub mod parquet;
mod thrift;
