//! `[uncertainty]`.

use crate::scenario::posterior::Posterior;
use crate::scenario::reader::TableReader;

/// Reads the section; none where it names no file. The sets of the file are not read here.
pub(super) fn read(reader: &TableReader<'_>) -> Option<Posterior> {
    let file = reader.path("posterior");
    let keep = reader.names("keep").unwrap_or_default();
    let posterior = file.map(|file| Posterior {
        file,
        keep: keep.into_iter().map(|(key, _)| key).collect(),
        ..Posterior::default()
    });
    reader.finish();
    posterior
}
