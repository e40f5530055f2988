//! Alternatives: ways in which the future may differ that nobody can put a chance on.

use super::quantity::Status;

/// Keys of a scenario set to other values. Each alternative is a whole case of its own, played on the
/// same draws and shown beside the main one; cases are never averaged with chance.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Id.
    pub id: String,
    /// Title shown to people.
    pub title: String,
    /// Who says that it may come so.
    pub source: String,
    /// Support.
    pub status: Status,
    /// Keys, such as `climate.pathway`, and their values as TOML; sorted by key, each key once.
    pub set: Vec<(String, String)>,
}
