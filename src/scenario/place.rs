//! The place: zones where households live, and destinations outside.

use super::parameters::DwellingMix;
use super::quantity::Quantity;

/// A zone: a parish, district or municipality.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// Id; zones are ranked by it.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Latitude of the centre of its dwellings, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Number of real households.
    pub households: Quantity,
    /// Persons counted by a census, to print totals against.
    pub census_persons: Option<Quantity>,
    /// Factor g from marine wind to effective wind.
    pub effective_wind_factor: Quantity,
    /// Elevation in metres at evenly spaced quantiles over dwellings, lowest first; at least two.
    pub elevation_quantiles_m: Vec<f64>,
    /// Distance to the coast in kilometres at evenly spaced quantiles over dwellings; at least two.
    pub coast_distance_quantiles_km: Vec<f64>,
    /// Own dwelling mix, where it differs from the population's.
    pub dwelling_mix: Option<DwellingMix<Quantity>>,
    /// Places in collective sites, persons; where absent, a share of the population.
    pub site_places: Option<Quantity>,
    /// Time in which lost services come back, years; where absent, that of the area.
    pub service_recovery_years: Option<Quantity>,
    /// Key of its polygon in the boundaries file (`iso_3166_2` or `name`).
    pub boundary_id: Option<String>,
}

/// A destination outside the area.
#[derive(Clone, Debug, PartialEq)]
pub struct Destination {
    /// Id; destinations are ranked by it.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Distance in kilometres.
    pub distance_km: Quantity,
    /// Population, persons.
    pub population: Quantity,
    /// Income there over income here.
    pub income_ratio: Quantity,
    /// Cash cost of the move for a household.
    pub move_cost_usd: Quantity,
    /// Share of households with a legal way in.
    pub legal_access_share: Quantity,
    /// Share of those with ties abroad whose ties are here.
    pub ties_share: Quantity,
}

/// Who may use a channel of migration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// Anyone.
    FreeMovement,
    /// Households that live on work.
    Labour,
    /// Households with ties at the destination.
    Family,
    /// Displaced households.
    Humanitarian,
}

impl ChannelKind {
    /// Word in a scenario file.
    pub fn name(self) -> &'static str {
        match self {
            Self::FreeMovement => "free_movement",
            Self::Labour => "labour",
            Self::Family => "family",
            Self::Humanitarian => "humanitarian",
        }
    }
}

/// A regular channel of migration.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// Id; channels are ranked by it.
    pub id: String,
    /// Rank of the destination that it leads to.
    pub destination: u8,
    /// Who may use it.
    pub kind: ChannelKind,
    /// Persons who may use it in a calendar year; no limit where none is stated.
    pub places_per_year: Option<Quantity>,
    /// What a household pays for it beside the move, or for a season.
    pub cost_usd: Quantity,
    /// Months after which a worker is home again; 0 is a move for good.
    pub circular_months: u16,
}
