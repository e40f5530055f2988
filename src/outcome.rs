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
    ServiceDisplacedPeople,
    SecondaryDisplacedPeople,
    DisplacedOver6MonthsPeople,
    DisplacedOver12MonthsPeople,
    ReturnedAt24MonthsPeople,
    IntegratedAt24MonthsPeople,
    SettledAt24MonthsPeople,
    PendingAt24MonthsPeople,
    DurableSolutionPeople,
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
        label: "People migrated",
        noun: "people who migrated",
        wanted: Wanted::None,
        headline: true,
        about: "People who left the area.",
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
        id: "service_displaced_people",
        label: "Left for want of services",
        noun: "people displaced for want of services",
        wanted: Wanted::Lower,
        headline: false,
        about: "Movements of people out of a home that stands, for want of services after an event; part of the people displaced.",
    },
    Outcome {
        id: "secondary_displaced_people",
        label: "Displaced a second time",
        noun: "people displaced a second time",
        wanted: Wanted::Lower,
        headline: false,
        about: "People whose spell of displacement saw a second move, because a site closed or failed or a host family could not keep them; once a spell.",
    },
    Outcome {
        id: "displaced_over_6_months_people",
        label: "Displaced for over 6 months",
        noun: "people displaced for over 6 months",
        wanted: Wanted::Lower,
        headline: false,
        about: "People whose spell of displacement reached six months, once a spell.",
    },
    Outcome {
        id: "displaced_over_12_months_people",
        label: "Displaced for over 12 months",
        noun: "people displaced for over 12 months",
        wanted: Wanted::Lower,
        headline: false,
        about: "People whose spell of displacement reached twelve months, once a spell.",
    },
    Outcome {
        id: "returned_at_24_months_people",
        label: "Returned after 24 months",
        noun: "people home again after 24 months",
        wanted: Wanted::None,
        headline: false,
        about: "People whom the end of the 24th month after their displacement finds in the home that they were displaced from, whole enough; spells that the horizon cuts off before are not classed.",
    },
    Outcome {
        id: "integrated_at_24_months_people",
        label: "Settled in place after 24 months",
        noun: "people settled in place after 24 months",
        wanted: Wanted::None,
        headline: false,
        about: "People whom it finds in another home of the zone where they were displaced (local integration).",
    },
    Outcome {
        id: "settled_at_24_months_people",
        label: "Settled elsewhere after 24 months",
        noun: "people settled elsewhere after 24 months",
        wanted: Wanted::None,
        headline: false,
        about: "People whom it finds settled in another zone, in a planned home, or out of the area.",
    },
    Outcome {
        id: "pending_at_24_months_people",
        label: "Without a solution after 24 months",
        noun: "people without a solution after 24 months",
        wanted: Wanted::Lower,
        headline: false,
        about: "People whom it finds displaced, or home in a dwelling that is not whole enough.",
    },
    Outcome {
        id: "durable_solution_people",
        label: "Durable solutions",
        noun: "people with a durable solution",
        wanted: Wanted::Higher,
        headline: false,
        about: "People of these who met six of the eight criteria of a durable solution (IASC 2010), safety and housing among them, after 12 and after 24 months.",
    },
];

/// The headline outcomes in the order in which they are read: displacement first, money last.
pub const HEADLINES: &[OutcomeId] = &[
    OutcomeId::DisplacedPeople,
    OutcomeId::DisplacedPersonMonths,
    OutcomeId::Deaths,
    OutcomeId::TrappedPeople,
    OutcomeId::PlannedRelocatedPeople,
    OutcomeId::MigratedPeople,
    OutcomeId::DestroyedDwellings,
    OutcomeId::ProgrammeCost,
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
        label: "People migrated",
        flow: true,
        about: "People who left the area in the month.",
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
