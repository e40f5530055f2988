//! What a future is judged by: one table of outcomes and one of monthly series. Files, tables, charts
//! and sentences take their names, units and directions from here.

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
}

/// The outcomes, in the order of [`OutcomeId`]. Additive outcomes are movements or sums over the horizon.
pub const OUTCOME_TABLE: &[Outcome] = &[
    Outcome {
        id: "displaced_people",
        label: "People displaced",
        noun: "people displaced",
        wanted: Wanted::Lower,
        headline: true,
        about: "Movements of people out of a dwelling that a hazard made uninhabitable; someone displaced twice counts twice. Evacuations are not counted here.",
    },
    Outcome {
        id: "displaced_person_months",
        label: "Person-months of displacement",
        noun: "person-months of displacement",
        wanted: Wanted::Lower,
        headline: true,
        about: "Time spent displaced with a host family, in a collective site, in rented rooms or in an unsafe home.",
    },
    Outcome {
        id: "deaths_people",
        label: "Deaths",
        noun: "deaths",
        wanted: Wanted::Lower,
        headline: true,
        about: "Deaths during hazard events.",
    },
    Outcome {
        id: "trapped_people",
        label: "People trapped",
        noun: "people trapped",
        wanted: Wanted::Lower,
        headline: true,
        about: "People in households that at least once wanted to move and could not, counted once.",
    },
    Outcome {
        id: "relocated_people",
        label: "Moves within the area",
        noun: "moves of people within the area",
        wanted: Wanted::None,
        headline: false,
        about: "Moves of people to another home within the area: planned relocation, own moves, and settling elsewhere after displacement.",
    },
    Outcome {
        id: "migrated_people",
        label: "Moves out of the area, gross",
        noun: "moves of people out of the area, whatever the reason",
        wanted: Wanted::None,
        headline: false,
        about: "Gross: movements of people out of the area, whatever the reason; most would happen without hazards. Someone who comes back and leaves again counts twice.",
    },
    Outcome {
        id: "destroyed_dwellings",
        label: "Dwellings destroyed",
        noun: "dwellings destroyed",
        wanted: Wanted::Lower,
        headline: true,
        about: "Times a dwelling reached the damage that counts as destroyed.",
    },
    Outcome {
        id: "programme_cost_usd",
        label: "Programme cost (USD)",
        noun: "USD of programme cost",
        wanted: Wanted::Lower,
        headline: true,
        about: "What the interventions of the strategy cost over the horizon, not discounted, in USD of the price year.",
    },
    Outcome {
        id: "evacuated_people",
        label: "People evacuated",
        noun: "people evacuated before an event",
        wanted: Wanted::None,
        headline: false,
        about: "Movements of people who left before an event; apart from displacement.",
    },
    Outcome {
        id: "unsafe_person_months",
        label: "Person-months in unsafe homes",
        noun: "person-months in unsafe homes",
        wanted: Wanted::Lower,
        headline: false,
        about: "Time spent in an uninhabitable dwelling for want of another place; part of the person-months of displacement.",
    },
    Outcome {
        id: "planned_relocated_people",
        label: "Relocated by plan",
        noun: "people relocated by plan",
        wanted: Wanted::None,
        headline: true,
        about: "People in households that accepted an offer of planned relocation; part of the moves within the area.",
    },
    Outcome {
        id: "damaged_dwellings",
        label: "Dwellings damaged",
        noun: "dwellings damaged",
        wanted: Wanted::Lower,
        headline: false,
        about: "Times a dwelling was damaged in an event, destroyed ones included.",
    },
    Outcome {
        id: "severe_dwellings",
        label: "Dwellings severely damaged",
        noun: "dwellings severely damaged",
        wanted: Wanted::Lower,
        headline: false,
        about: "Times a dwelling took severe damage or worse in an event, destroyed ones included.",
    },
    Outcome {
        id: "dwelling_loss_usd",
        label: "Dwelling loss (USD)",
        noun: "USD of dwelling loss",
        wanted: Wanted::Lower,
        headline: false,
        about: "Value of damage to dwellings, at replacement cost.",
    },
    Outcome {
        id: "returned_people",
        label: "People returned",
        noun: "people who returned home",
        wanted: Wanted::None,
        headline: false,
        about: "Movements of displaced people back to their home.",
    },
    Outcome {
        id: "offers_households",
        label: "Relocation offers (households)",
        noun: "households offered relocation",
        wanted: Wanted::None,
        headline: false,
        about: "Households to which planned relocation was offered.",
    },
    Outcome {
        id: "worst_year_displaced_people",
        label: "People displaced in the worst year",
        noun: "people displaced in the worst year",
        wanted: Wanted::Lower,
        headline: false,
        about: "Largest number of displacement movements in one calendar year.",
    },
    Outcome {
        id: "return_migrated_people",
        label: "People who came back to the area",
        noun: "people who came back to the area",
        wanted: Wanted::None,
        headline: false,
        about: "Movements of people who had left the area back to it.",
    },
    Outcome {
        id: "permanently_migrated_people",
        label: "People gone for good",
        noun: "people who left for good",
        wanted: Wanted::None,
        headline: false,
        about: "People who left the area at least twelve months before the end and are still away at the end.",
    },
    Outcome {
        id: "migrated_net_people",
        label: "Migrated because of hazards (net)",
        noun: "people who migrated because of hazards",
        wanted: Wanted::None,
        headline: true,
        about: "Attributed to hazards: migrated_people minus its value in the same future without hazards, same draws. Below zero where hazards keep people from leaving.",
    },
    Outcome {
        id: "relocated_net_people",
        label: "Moves within the area because of hazards (net)",
        noun: "moves of people within the area because of hazards",
        wanted: Wanted::None,
        headline: false,
        about: "Attributed to hazards: relocated_people minus its value in the same future without hazards, same draws. May be below zero.",
    },
    Outcome {
        id: "trapped_net_people",
        label: "People trapped because of hazards (net)",
        noun: "people trapped because of hazards",
        wanted: Wanted::Lower,
        headline: false,
        about: "Attributed to hazards: trapped_people minus its value in the same future without hazards, same draws. May be below zero.",
    },
    Outcome {
        id: "permanently_migrated_net_people",
        label: "People gone for good because of hazards (net)",
        noun: "people who left for good because of hazards",
        wanted: Wanted::None,
        headline: false,
        about: "Attributed to hazards: permanently_migrated_people minus its value in the same future without hazards, same draws. May be below zero.",
    },
];

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

/// Outcomes that are attributed to hazards, each with the gross one from which its value in the same
/// future without hazards is taken away.
pub const NET: &[(OutcomeId, OutcomeId)] = &[
    (OutcomeId::MigratedNetPeople, OutcomeId::MigratedPeople),
    (OutcomeId::RelocatedNetPeople, OutcomeId::RelocatedPeople),
    (OutcomeId::TrappedNetPeople, OutcomeId::TrappedPeople),
    (OutcomeId::PermanentlyMigratedNetPeople, OutcomeId::PermanentlyMigratedPeople),
];

/// One monthly series.
#[derive(Debug, PartialEq)]
pub struct Series {
    /// Column name, ends in its unit.
    pub id: &'static str,
    /// Label for axes.
    pub label: &'static str,
    /// Whether it is a flow (added up over months) or a stock (counted at the end of the month).
    pub flow: bool,
    /// Exact meaning.
    pub about: &'static str,
}

/// Number of monthly series.
pub const SERIES: usize = SERIES_TABLE.len();

/// Position of a series in every record.
#[expect(missing_docs, reason = "the table below documents each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum SeriesId {
    DisplacedPeople,
    DisplacedStock,
    HostStock,
    SiteStock,
    RentStock,
    UnsafeStock,
    TrappedStock,
    RelocatedPeople,
    MigratedPeople,
    DestroyedDwellings,
    DamagedStock,
    ProgrammeCost,
    ResidentStock,
    ReturnMigratedPeople,
}

/// The monthly series, in the order of [`SeriesId`].
pub const SERIES_TABLE: &[Series] = &[
    Series {
        id: "displaced_people",
        label: "People displaced",
        flow: true,
        about: "Displacement movements in the month.",
    },
    Series {
        id: "displaced_stock_people",
        label: "People living displaced",
        flow: false,
        about: "People displaced at the end of the month: the sum of the four columns that follow.",
    },
    Series {
        id: "host_stock_people",
        label: "With host families",
        flow: false,
        about: "Of these, with host families.",
    },
    Series {
        id: "site_stock_people",
        label: "In collective sites",
        flow: false,
        about: "Of these, in collective sites.",
    },
    Series {
        id: "rent_stock_people",
        label: "In rented rooms",
        flow: false,
        about: "Of these, in rented rooms.",
    },
    Series {
        id: "unsafe_stock_people",
        label: "In unsafe homes",
        flow: false,
        about: "Of these, in an uninhabitable dwelling.",
    },
    Series {
        id: "trapped_stock_people",
        label: "People trapped",
        flow: false,
        about: "People whose household's last decision was to move and who could not.",
    },
    Series {
        id: "relocated_people",
        label: "Moves within the area",
        flow: true,
        about: "Moves within the area in the month.",
    },
    Series {
        id: "migrated_people",
        label: "Moves out of the area, gross",
        flow: true,
        about: "Gross: people who left the area in the month, whatever the reason.",
    },
    Series {
        id: "destroyed_dwellings",
        label: "Dwellings destroyed",
        flow: true,
        about: "Dwellings destroyed in the month.",
    },
    Series {
        id: "damaged_stock_dwellings",
        label: "Damaged dwellings",
        flow: false,
        about: "Dwellings with damage not yet repaired at the end of the month.",
    },
    Series {
        id: "programme_cost_usd",
        label: "Programme cost",
        flow: true,
        about: "Programme cost of the month, USD of the price year.",
    },
    Series {
        id: "resident_stock_people",
        label: "Residents",
        flow: false,
        about: "People living in the area at the end of the month.",
    },
    Series {
        id: "return_migrated_people",
        label: "People who came back to the area",
        flow: true,
        about: "People who had left the area and came back in the month.",
    },
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
