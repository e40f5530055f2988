//! The monthly series of a future.

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
    VoluntarilyImmobileStock,
    AcquiescentStock,
    DwellingLoss,
    ContentsLoss,
    IncomeLoss,
    PartnersCost,
    InsurersCost,
    HouseholdsCost,
    OthersCost,
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
    Series {
        id: "voluntarily_immobile_stock_people",
        label: "Voluntarily immobile",
        flow: false,
        about: "People whose household's last decision was to stay although its dwelling is exposed.",
    },
    Series {
        id: "acquiescent_stock_people",
        label: "Acquiescent",
        flow: false,
        about: "People whose household's last decision was to stay where little threatens it.",
    },
    Series {
        id: "dwelling_loss_usd",
        label: "Damage to dwellings",
        flow: true,
        about: "Damage to dwellings in the month at replacement cost, USD of the price year.",
    },
    Series {
        id: "contents_loss_usd",
        label: "Damage to contents",
        flow: true,
        about: "Damage to household goods in the month, USD of the price year.",
    },
    Series {
        id: "income_loss_usd",
        label: "Loss of earnings",
        flow: true,
        about: "Earnings that households living in the area lose in the month to shocks, drought and heat, USD of the price year; below zero where a month is better than usual.",
    },
    Series {
        id: "partners_cost_usd",
        label: "Paid by partners",
        flow: true,
        about: "Repair granted in the month by partners and not charged to a programme, USD of the price year.",
    },
    Series {
        id: "insurers_cost_usd",
        label: "Paid by insurers",
        flow: true,
        about: "Repair paid in the month by insurers, USD of the price year; premiums are not taken off.",
    },
    Series {
        id: "households_cost_usd",
        label: "Paid by households",
        flow: true,
        about: "What households pay in the month for repair, moves, stronger and planned homes, out of income, own work, savings and credit, USD of the price year; premiums not included.",
    },
    Series {
        id: "others_cost_usd",
        label: "Paid by landlords and relatives",
        flow: true,
        about: "Repair and moves paid in the month by landlords and relatives abroad, USD of the price year.",
    },
];
