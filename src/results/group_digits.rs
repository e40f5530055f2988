//! How the amounts of groups stand in a table: within a dimension they add up to that of all people.

use super::format::digits::{of_units, parts_of, rounded, units};
use super::groups::GroupRow;

/// Dimension and group of the row that holds all people.
pub const ALL: &str = "all";

/// Why the values of a group are empty.
const FEW: &str = "fewer than 10 households: not shown";

/// Why the values of the other groups of its dimension do not add up.
const NO_SUM: &str = "adds up to no total: a group of its dimension is not shown";

/// Households and people of all groups, by the first dimension, to which every household belongs.
pub fn households_and_people(rows: &[GroupRow<'_>]) -> (f64, f64) {
    dimensions(rows).next().map_or((0.0, 0.0), |first| {
        first
            .iter()
            .fold((0.0, 0.0), |(homes, people), row| (homes + row.households, people + row.people))
    })
}

/// The rows of each dimension; they stand side by side.
fn dimensions<'a, 'b>(rows: &'b [GroupRow<'a>]) -> impl Iterator<Item = &'b [GroupRow<'a>]> {
    rows.chunk_by(|one, other| one.dimension == other.dimension)
}

/// Whether all people of a dimension are in groups that are shown.
fn is_whole(dimension: &[GroupRow<'_>]) -> bool {
    dimension.iter().all(|row| row.shown() || row.households == 0.0)
}

/// The note of each row of a table by group: why it is empty, or why its dimension does not add up.
pub fn notes(rows: &[GroupRow<'_>]) -> Vec<&'static str> {
    let note = |row: &GroupRow<'_>, whole: bool| match (row.shown(), whole) {
        (false, _) => FEW,
        (true, false) => NO_SUM,
        (true, true) => "",
    };
    dimensions(rows)
        .flat_map(|dimension| {
            let whole = is_whole(dimension);
            dimension.iter().map(move |row| note(row, whole))
        })
        .collect()
}

/// The `amounts` of the groups with `decimals`, so that those of a dimension add up to `total` as
/// displayed. Empty for groups that are not shown; where such a group has households, the others of its
/// dimension are rounded one by one. No amount is moved by more than one unit of its last decimal.
///
/// `amounts` holds one for each row; of rows without households it must be 0.
pub fn shown_parts(
    rows: &[GroupRow<'_>],
    amounts: &[f64],
    total: f64,
    decimals: u32,
) -> Vec<String> {
    let mut texts = Vec::with_capacity(rows.len());
    for dimension in dimensions(rows) {
        let parts = &amounts[texts.len()..texts.len() + dimension.len()];
        let added = is_whole(dimension)
            .then(|| parts_of(units(total, decimals), parts, decimals))
            .flatten();
        texts.extend(dimension.iter().enumerate().map(|(position, row)| {
            match (row.shown(), &added) {
                (false, _) => String::new(),
                (true, Some(units)) => of_units(units[position], decimals),
                (true, None) => rounded(parts[position], decimals),
            }
        }));
    }
    texts
}
