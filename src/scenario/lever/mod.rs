//! The closed set of levers (DESIGN section 6): what an intervention can move. Each is one slot in one
//! equation; a new intervention needs no code, a new lever needs a line in the table.

mod table;

pub use table::LEVER_TABLE;

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

impl Combine {
    /// What is there and what comes to it, together.
    #[inline]
    pub fn together(self, before: f64, effect: f64) -> f64 {
        match self {
            Self::Largest => before.max(effect),
            Self::Sum => before + effect,
            Self::Complement => 1.0 - (1.0 - before) * (1.0 - effect),
        }
    }
}

/// What one unit of `unit_cost_usd` is counted in, and when it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// On delivery, by the persons of the household.
    Persons,
    /// On delivery, by the persons of the household times the effect.
    PersonsTimesEffect,
    /// On delivery, by household or its dwelling.
    Households,
    /// On delivery, by household times the effect.
    HouseholdsTimesEffect,
    /// When an event or a need calls for it; what is delivered says in what.
    OnNeed,
}

/// What an intervention moves.
#[expect(missing_docs, reason = "the table documents each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub enum Lever {
    Warning,
    ShelterPlaces,
    DwellingStrength,
    RebuildClass,
    Plots,
    RelocationOffer,
    RepairFunding,
    FloodProtection,
    SurgeAttenuation,
    DwellingElevation,
    Siting,
    RiskCommunication,
    Knowledge,
    ContentsProtection,
    ShelterStrength,
    TransportSeats,
    ServiceArea,
    ServiceWater,
    ServiceToilets,
    ServiceItems,
    ServiceHealth,
    ServicePsychosocial,
    ServiceProtection,
    ServiceManagement,
    Tracking,
    RepairCapacity,
    Title,
    IncomeSupport,
    Livelihood,
    Insurance,
    Remittance,
    Channel,
    Destination,
    Capacity,
    Coherence,
    Participation,
    Finance,
    RentSupport,
    ReturnSupport,
}

/// Number of levers.
pub const LEVERS: usize = LEVER_TABLE.len();

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
    /// How units are counted, and when they are paid.
    pub counted: Counted,
    /// Smallest effect accepted.
    pub least: f64,
    /// Largest effect accepted.
    pub most: f64,
    /// How several interventions combine.
    pub combine: Combine,
    /// Whether it acts only through hazards: where none strikes, it changes no life.
    pub hazards_alone: bool,
    /// Where it acts, in one sentence.
    pub about: &'static str,
}

impl Lever {
    /// Its line in the table.
    pub fn entry(self) -> &'static LeverEntry {
        &LEVER_TABLE[self as usize]
    }

    /// Whether it acts only through hazards: where none strikes, it changes no life.
    pub fn acts_on_hazards_alone(self) -> bool {
        self.entry().hazards_alone
    }
}

#[cfg(test)]
mod tests {
    use super::{Combine, LEVER_TABLE, LEVERS, Lever};

    #[test]
    fn the_table_stands_in_the_order_of_the_levers() {
        assert_eq!(LEVERS, Lever::ReturnSupport as usize + 1);
        for (position, entry) in LEVER_TABLE.iter().enumerate() {
            assert_eq!(entry.lever as usize, position, "{}", entry.name);
            assert!(entry.least <= entry.most && entry.about.ends_with('.'), "{}", entry.name);
        }
    }

    #[test]
    fn levers_combine_as_stated_and_nothing_changes_nothing() {
        assert_eq!(Combine::Largest.together(2.0, 3.0), 3.0);
        assert_eq!(Combine::Sum.together(2.0, 3.0), 5.0);
        assert_eq!(Combine::Complement.together(0.5, 0.5), 0.75);
        for combine in [Combine::Largest, Combine::Sum, Combine::Complement] {
            assert_eq!(combine.together(0.25, 0.0), 0.25);
        }
    }
}
