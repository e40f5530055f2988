//! What a future is judged by: one table of outcomes and one of monthly series. Files, tables, charts
//! and sentences take their names, units and directions from here.

mod costs;
pub mod curves;
mod displaced;
mod money;
pub mod observation;
mod rounds;
pub mod seen;
mod series;
mod table;

pub use costs::{CostLine, Line};
pub use observation::{Decides, Indicator, Observation};
pub use rounds::{DEPARTURES, Departure, Pair, ZoneRound};
pub use seen::Seen;
pub use series::{SERIES, SERIES_TABLE, Series, SeriesId};
pub use table::OUTCOME_TABLE;

/// Direction in which an outcome is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
    /// No direction: migration and relocation are outcomes, not failures.
    None,
}

/// One outcome: a number per replicate and strategy, over the whole horizon.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    /// Column name, ends in its unit.
    pub id: &'static str,
    /// Short label for tables and axes.
    pub label: &'static str,
    /// What the number counts, for a sentence: "people displaced (movements)".
    pub noun: &'static str,
    /// Default direction.
    pub wanted: Wanted,
    /// Shown on the screen and in the main figures.
    pub headline: bool,
    /// Exact meaning.
    pub about: &'static str,
}

/// Whether a column counts persons or person-months, by the unit that its name ends in.
pub const fn counts_persons(id: &str) -> bool {
    ends_with(id.as_bytes(), b"_people") || ends_with(id.as_bytes(), b"_person_months")
}

const fn ends_with(text: &[u8], end: &[u8]) -> bool {
    if text.len() < end.len() {
        return false;
    }
    let mut k = 0;
    while k < end.len() {
        if text[text.len() - end.len() + k] != end[k] {
            return false;
        }
        k += 1;
    }
    true
}

/// Number of outcomes.
pub const OUTCOMES: usize = OUTCOME_TABLE.len();

/// Ids of the outcomes, in the order of the table.
pub const OUTCOME_IDS: [&str; OUTCOMES] = {
    let mut ids = [""; OUTCOMES];
    let mut position = 0;
    while position < OUTCOMES {
        ids[position] = OUTCOME_TABLE[position].id;
        position += 1;
    }
    ids
};

/// Position of an outcome in every record.
#[expect(missing_docs, reason = "the table below documents each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum OutcomeId {
    DisplacedPeople,
    DisplacedPersonMonths,
    Deaths,
    TrappedPeople,
    RelocatedPeople,
    MigratedPeople,
    DestroyedDwellings,
    ProgrammeCost,
    EvacuatedPeople,
    UnsafePersonMonths,
    PlannedRelocatedPeople,
    DamagedDwellings,
    SevereDwellings,
    DwellingLoss,
    ReturnedPeople,
    OffersMade,
    WorstYearDisplacedPeople,
    ReturnMigratedPeople,
    PermanentlyMigratedPeople,
    MigratedNetPeople,
    RelocatedNetPeople,
    TrappedNetPeople,
    PermanentlyMigratedNetPeople,
    SitePersonMonths,
    PeakSitePeople,
    RepairOwn,
    RepairInsurance,
    RepairLandlord,
    RepairRelatives,
    RepairProgramme,
    Premiums,
    WellbeingLoss,
    MoversGain,
    PovertyPersonMonths,
    ShockPovertyPersonMonths,
    NewPoorPeople,
    TrappedPersonMonths,
    WantedMovesPeople,
    MadeMovesPeople,
    AdaptedDwellings,
    ServiceDisplacedPeople,
    SecondaryDisplacedPeople,
    DisplacedOver6MonthsPeople,
    DisplacedOver12MonthsPeople,
    ReturnedAt24MonthsPeople,
    IntegratedAt24MonthsPeople,
    SettledAt24MonthsPeople,
    PendingAt24MonthsPeople,
    DurableSolutionPeople,
    ContentsLoss,
    StrandedPeople,
    GrantsDeniedTitleHouseholds,
    BelowSurvivalPersonMonths,
    AssetsSold,
    GapPersonMonths,
    IncomeSupport,
    InsurancePaidByProgramme,
    Remittances,
    RemittanceFees,
    RegularMovesPeople,
    IrregularMovesPeople,
    LabourPlacesUsedPeople,
    SeasonalEarnings,
    ArrivalIncomeLoss,
    Payout,
    PayoutWithoutLoss,
    BelowAreaStandardPersonMonths,
    QualityShortfallPersonMonths,
    IllnessPersonMonths,
    DistressPersonMonths,
    ProtectionIncidentsPeople,
    ExpectedExcessDeathsPeople,
    ItemsLackingPersonMonths,
    WithoutItemsAtDay30People,
    UnmetNeedPersonMonths,
    EvictedPeople,
    PlannedClosuresPeople,
    AssistedPeople,
    AssistedPersonMonths,
    RentSupportedPeople,
    AssistedNotInNeedPeople,
    MissedInNeedPersonMonths,
    TrackingErrorShare,
}

/// The headline outcomes in the order in which they are read: displacement first, money last.
pub const HEADLINES: &[OutcomeId] = &[
    OutcomeId::DisplacedPeople,
    OutcomeId::DisplacedPersonMonths,
    OutcomeId::Deaths,
    OutcomeId::TrappedPeople,
    OutcomeId::PlannedRelocatedPeople,
    OutcomeId::MigratedNetPeople,
    OutcomeId::DestroyedDwellings,
    OutcomeId::ProgrammeCost,
];

/// Outcomes that are expected numbers, small for one household and month: they are added up finer than
/// heads.
pub const EXPECTED: &[OutcomeId] = &[
    OutcomeId::QualityShortfallPersonMonths,
    OutcomeId::IllnessPersonMonths,
    OutcomeId::DistressPersonMonths,
    OutcomeId::ProtectionIncidentsPeople,
    OutcomeId::ExpectedExcessDeathsPeople,
];

/// Outcomes that are attributed to hazards, each with the gross one from which its value in the same
/// future without hazards is taken away.
pub const NET: &[(OutcomeId, OutcomeId)] = &[
    (OutcomeId::MigratedNetPeople, OutcomeId::MigratedPeople),
    (OutcomeId::RelocatedNetPeople, OutcomeId::RelocatedPeople),
    (OutcomeId::TrappedNetPeople, OutcomeId::TrappedPeople),
    (OutcomeId::PermanentlyMigratedNetPeople, OutcomeId::PermanentlyMigratedPeople),
];

#[cfg(test)]
mod tests {
    use super::{HEADLINES, OUTCOME_TABLE};

    #[test]
    fn the_order_of_reading_holds_every_headline_once() {
        let mut listed: Vec<usize> = HEADLINES.iter().map(|id| *id as usize).collect();
        listed.sort_unstable();
        let marked: Vec<usize> =
            (0..OUTCOME_TABLE.len()).filter(|index| OUTCOME_TABLE[*index].headline).collect();
        assert_eq!(listed, marked);
    }
}
