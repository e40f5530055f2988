//! The closed set of levers (DESIGN section 6): what an intervention can move. Each is one slot in one
//! equation; a new intervention needs no code, a new lever needs an entry here.

/// How several interventions on one lever combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// The largest counts.
    Largest,
    /// They add up.
    Sum,
    /// 1 - product of (1 - x): two halves make three quarters.
    Complement,
}

/// What an intervention moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// Households that a warning reaches.
    Warning,
    /// Places in collective shelters.
    ShelterPlaces,
    /// Strength of dwellings against wind.
    DwellingStrength,
    /// Class to which severely damaged dwellings are rebuilt.
    RebuildClass,
    /// Safe plots.
    Plots,
    /// Offer of planned relocation.
    RelocationOffer,
    /// Money for repair.
    RepairFunding,
}

/// One line of the lever table.
#[derive(Debug)]
pub struct LeverEntry {
    /// The lever.
    pub lever: Lever,
    /// Word in a scenario file.
    pub name: &'static str,
    /// Unit of the effect.
    pub unit: &'static str,
    /// Thing that is delivered and costed: what one unit of `unit_cost_usd` buys.
    pub delivered: &'static str,
    /// Smallest effect accepted.
    pub least: f64,
    /// Largest effect accepted.
    pub most: f64,
    /// How several interventions combine.
    pub combine: Combine,
    /// Where it acts, in one sentence.
    pub about: &'static str,
}

impl Lever {
    /// The lever table.
    pub const TABLE: &'static [LeverEntry] = &[
        LeverEntry {
            lever: Self::Warning,
            name: "warning",
            unit: "share of covered households reached",
            delivered: "person covered",
            least: 0.0,
            most: 1.0,
            combine: Combine::Complement,
            about: "Adds to the share of households that receive a warning: reach becomes 1 - (1 - reach now) x (1 - effect) for covered households.",
        },
        LeverEntry {
            lever: Self::ShelterPlaces,
            name: "shelter_places",
            unit: "places per person covered",
            delivered: "place",
            least: 0.0,
            most: 1.0,
            combine: Combine::Sum,
            about: "Adds places to the collective sites of a zone.",
        },
        LeverEntry {
            lever: Self::DwellingStrength,
            name: "dwelling_strength",
            unit: "m/s added to the half-damage wind",
            delivered: "dwelling",
            least: 0.0,
            most: 40.0,
            combine: Combine::Largest,
            about: "Shifts the wind damage curve of treated timber and masonry dwellings: half-damage wind by the effect, threshold by five ninths of it.",
        },
        LeverEntry {
            lever: Self::RebuildClass,
            name: "rebuild_class",
            unit: "dwelling classes better",
            delivered: "dwelling rebuilt",
            least: 0.0,
            most: 3.0,
            combine: Combine::Largest,
            about: "Dwellings of covered households that were made uninhabitable-grade (damage of .55 or more) come back this many classes stronger.",
        },
        LeverEntry {
            lever: Self::Plots,
            name: "plots",
            unit: "plots per unit delivered",
            delivered: "plot",
            least: 0.0,
            most: 1.0,
            combine: Combine::Sum,
            about: "Adds safe plots to the supply that planned relocation and rebuilding off unsafe ground draw on.",
        },
        LeverEntry {
            lever: Self::RelocationOffer,
            name: "relocation_offer",
            unit: "share of the package that is paid",
            delivered: "household that accepts",
            least: 0.0,
            most: 1.0,
            combine: Combine::Largest,
            about: "Puts the option of planned relocation before covered households: a concrete house on safe ground; each decides.",
        },
        LeverEntry {
            lever: Self::RepairFunding,
            name: "repair_funding",
            unit: "share of repair cost paid",
            delivered: "USD paid",
            least: 0.0,
            most: 1.0,
            combine: Combine::Complement,
            about: "Pays part of the repair of covered households, after the lag of recovery.grant_lag_months.",
        },
    ];

    /// Levers of DESIGN section 6 that are reserved and not built yet.
    pub const RESERVED: &'static [&'static str] = &[
        "flood_protection",
        "surge_attenuation",
        "dwelling_elevation",
        "siting",
        "risk_communication",
        "knowledge",
        "contents_protection",
        "shelter_strength",
        "transport_seats",
        "service",
        "tracking",
        "repair_capacity",
        "title",
        "income_support",
        "livelihood",
        "insurance",
        "remittance",
        "channel",
        "destination",
        "capacity",
        "coherence",
        "participation",
        "finance",
    ];

    /// Whether it acts only through hazards: where none strikes, it changes no life.
    pub fn acts_on_hazards_alone(self) -> bool {
        match self {
            Self::Warning
            | Self::ShelterPlaces
            | Self::DwellingStrength
            | Self::RebuildClass
            | Self::RepairFunding => true,
            // Plots back offers; offers move people in quiet times too.
            Self::Plots | Self::RelocationOffer => false,
        }
    }

    /// Its line in the table.
    ///
    /// # Panics
    /// Never: every lever has a line.
    pub fn entry(self) -> &'static LeverEntry {
        Self::TABLE.iter().find(|entry| entry.lever == self).expect("every lever has an entry")
    }
}
