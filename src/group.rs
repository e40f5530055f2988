//! Groups of people by which outcomes are told apart: income fifth, head, disability, tenure, zone.
//!
//! A household belongs to one group of each dimension, as it was at the start. Amounts that are counted
//! by group are rounded to a binary fraction where they arise, so that sums of them are exact in any
//! order: the groups of every dimension add up to the total, bit for bit.

use crate::outcome::{OUTCOMES, OutcomeId};

/// A group of a dimension other than the zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Dimension, a column value in files.
    pub dimension: &'static str,
    /// Group within it, a column value in files.
    pub id: &'static str,
    /// Label for people.
    pub label: &'static str,
}

/// Dimension of the zones.
pub const ZONE_DIMENSION: &str = "zone";

/// The groups of all dimensions but the zones; zones follow them by rank.
pub const GROUPS: &[Group] = &[
    group("income_fifth", "fifth_1", "poorest fifth"),
    group("income_fifth", "fifth_2", "second fifth"),
    group("income_fifth", "fifth_3", "middle fifth"),
    group("income_fifth", "fifth_4", "fourth fifth"),
    group("income_fifth", "fifth_5", "richest fifth"),
    group("head_sex", "man", "head is a man"),
    group("head_sex", "woman", "head is a woman"),
    group("head_age", "under_65", "head is under 65"),
    group("head_age", "elderly", "head is 65 or more"),
    group("disability", "none", "no member with a disability"),
    group("disability", "some", "a member with a disability"),
    group("tenure", "owner", "owners"),
    group("tenure", "renter", "renters"),
    group("tenure", "informal", "rent-free or without papers"),
];

const fn group(dimension: &'static str, id: &'static str, label: &'static str) -> Group {
    Group { dimension, id, label }
}

/// Dimensions, the zones included.
pub const DIMENSIONS: usize = 6;

/// Real households below which a group is not shown.
pub const LEAST_HOUSEHOLDS: f64 = 10.0;

/// Rows of a household, one in each dimension: positions in [`GROUPS`], then the zone after them.
///
/// `tenure` is 0 for owners, 1 for renters, 2 for others.
#[inline]
pub fn rows(
    fifth: u8,
    female_head: bool,
    elderly_head: bool,
    disability: bool,
    tenure: u8,
    zone: u16,
) -> [usize; DIMENSIONS] {
    [
        usize::from(fifth),
        5 + usize::from(female_head),
        7 + usize::from(elderly_head),
        9 + usize::from(disability),
        11 + usize::from(tenure),
        GROUPS.len() + usize::from(zone),
    ]
}

/// Households that are in the same group of every dimension, by number: what comes about often is summed
/// for each such cell first, and for the groups when a future ends.
#[inline]
pub fn cell(rows: [usize; DIMENSIONS]) -> u32 {
    let [fifth, sex, age, disability, tenure, zone] = rows;
    let within = ((fifth * 2 + sex - 5) * 2 + age - 7) * 2 + disability - 9;
    ((zone - GROUPS.len()) * CELLS_OF_ZONE + within * 3 + tenure - 11) as u32
}

/// Rows of the households of a cell, as [`rows`] gives them.
pub fn rows_of_cell(cell: usize) -> [usize; DIMENSIONS] {
    let (zone, within) = (cell / CELLS_OF_ZONE, cell % CELLS_OF_ZONE);
    [
        within / 24,
        5 + within / 12 % 2,
        7 + within / 6 % 2,
        9 + within / 3 % 2,
        11 + within % 3,
        GROUPS.len() + zone,
    ]
}

/// Cells in each zone: five fifths, twice two heads, two by disability, three tenures.
pub const CELLS_OF_ZONE: usize = 120;

/// Outcomes that are counted by group: those that add up over households.
pub const GROUP_OUTCOMES: &[OutcomeId] = &[
    OutcomeId::DisplacedPeople,
    OutcomeId::DisplacedPersonMonths,
    OutcomeId::Deaths,
    OutcomeId::TrappedPeople,
    OutcomeId::RelocatedPeople,
    OutcomeId::MigratedPeople,
    OutcomeId::DestroyedDwellings,
    OutcomeId::EvacuatedPeople,
    OutcomeId::UnsafePersonMonths,
    OutcomeId::PlannedRelocatedPeople,
    OutcomeId::DamagedDwellings,
    OutcomeId::SevereDwellings,
    OutcomeId::DwellingLoss,
    OutcomeId::ReturnedPeople,
    OutcomeId::SitePersonMonths,
    OutcomeId::RepairOwn,
    OutcomeId::WellbeingLoss,
    OutcomeId::MoversGain,
    OutcomeId::PovertyPersonMonths,
    OutcomeId::ShockPovertyPersonMonths,
    OutcomeId::NewPoorPeople,
    OutcomeId::ReturnMigratedPeople,
    OutcomeId::PermanentlyMigratedPeople,
    OutcomeId::WantedMovesPeople,
    OutcomeId::MadeMovesPeople,
    OutcomeId::AdaptedDwellings,
    OutcomeId::ServiceDisplacedPeople,
    OutcomeId::SecondaryDisplacedPeople,
    OutcomeId::DisplacedOver6MonthsPeople,
    OutcomeId::DisplacedOver12MonthsPeople,
    OutcomeId::ReturnedAt24MonthsPeople,
    OutcomeId::IntegratedAt24MonthsPeople,
    OutcomeId::SettledAt24MonthsPeople,
    OutcomeId::PendingAt24MonthsPeople,
    OutcomeId::DurableSolutionPeople,
    OutcomeId::ContentsLoss,
    OutcomeId::BelowAreaStandardPersonMonths,
    OutcomeId::QualityShortfallPersonMonths,
    OutcomeId::IllnessPersonMonths,
    OutcomeId::DistressPersonMonths,
    OutcomeId::ProtectionIncidentsPeople,
    OutcomeId::ExpectedExcessDeathsPeople,
    OutcomeId::ItemsLackingPersonMonths,
    OutcomeId::WithoutItemsAtDay30People,
    OutcomeId::UnmetNeedPersonMonths,
    OutcomeId::EvictedPeople,
    OutcomeId::PlannedClosuresPeople,
    OutcomeId::AssistedPeople,
    OutcomeId::AssistedPersonMonths,
    OutcomeId::RentSupportedPeople,
    OutcomeId::MissedInNeedPersonMonths,
];

/// Number of outcomes counted by group.
pub const GROUP_COLUMNS: usize = GROUP_OUTCOMES.len();

/// Column of each outcome among those counted by group.
const COLUMN: [Option<u8>; OUTCOMES] = {
    let mut columns = [None; OUTCOMES];
    let mut column = 0;
    while column < GROUP_COLUMNS {
        columns[GROUP_OUTCOMES[column] as usize] = Some(column as u8);
        column += 1;
    }
    columns
};

/// Column of an outcome among those counted by group; none if it is not.
#[inline]
pub fn column(outcome: OutcomeId) -> Option<usize> {
    COLUMN[outcome as usize].map(usize::from)
}

/// Persons, dwellings or person-months, rounded to 1 / 65 536: sums below 10^11 are exact.
#[inline]
pub fn exact_people(amount: f64) -> f64 {
    nearest(amount * 65_536.0) / 65_536.0
}

/// Expected numbers of persons or person-months, rounded to 2^-28: sums below 3 · 10^7 are exact.
#[inline]
pub fn exact_expected(amount: f64) -> f64 {
    const PARTS: f64 = 268_435_456.0;
    // Too large for a fraction: heads then, as any.
    if amount.abs() >= 4_194_304.0 { exact_people(amount) } else { nearest(amount * PARTS) / PARTS }
}

/// USD, rounded to 1 / 1 024: sums below 10^12 are exact.
#[inline]
pub fn exact_usd(amount: f64) -> f64 {
    nearest(amount * 1_024.0) / 1_024.0
}

/// The nearest whole number, halves to even, for |x| below 2^51: adding 1.5 · 2^52 leaves no room for a
/// fraction.
#[inline]
fn nearest(x: f64) -> f64 {
    const ROOM: f64 = 6_755_399_441_055_744.0;
    debug_assert!(x.abs() < 2_251_799_813_685_248.0, "{x}");
    (x + ROOM) - ROOM
}

#[cfg(test)]
mod tests {
    use super::{
        CELLS_OF_ZONE, DIMENSIONS, GROUP_OUTCOMES, GROUPS, cell, column, exact_usd, rows,
        rows_of_cell,
    };
    use crate::outcome::OutcomeId;

    #[test]
    fn a_household_has_one_group_in_each_dimension() {
        let mut dimensions: Vec<&str> = GROUPS.iter().map(|group| group.dimension).collect();
        dimensions.dedup();
        assert_eq!(dimensions.len() + 1, DIMENSIONS);
        let rows = rows(4, true, false, true, 2, 3);
        for (row, dimension) in rows.iter().zip(dimensions) {
            assert_eq!(GROUPS[*row].dimension, dimension);
        }
        let ids: Vec<&str> = rows[..5].iter().map(|row| GROUPS[*row].id).collect();
        assert_eq!(ids, ["fifth_5", "woman", "under_65", "some", "informal"]);
        assert_eq!(rows[5], GROUPS.len() + 3);
    }

    #[test]
    fn a_cell_has_the_rows_of_its_households() {
        for number in 0..3 * CELLS_OF_ZONE {
            let rows = rows_of_cell(number);
            assert_eq!(cell(rows) as usize, number);
        }
        assert_eq!(
            rows_of_cell(cell(rows(4, true, false, true, 2, 3)) as usize)[..5],
            [4, 6, 7, 10, 13]
        );
    }

    #[test]
    fn columns_stand_in_the_order_of_the_list() {
        for (position, outcome) in GROUP_OUTCOMES.iter().enumerate() {
            assert_eq!(column(*outcome), Some(position));
        }
        assert_eq!(column(OutcomeId::ProgrammeCost), None);
    }

    #[test]
    fn rounded_amounts_add_up_in_any_order() {
        let amounts: Vec<f64> = (1..5000).map(|k| exact_usd(1e6 / f64::from(k))).collect();
        let forward: f64 = amounts.iter().sum();
        let backward: f64 = amounts.iter().rev().sum();
        assert_eq!(forward, backward);
    }
}
