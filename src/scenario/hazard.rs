//! Hazards as the scenario states them.

use std::path::PathBuf;

use super::quantity::Quantity;
use crate::calendar::YearMonth;

/// Climate pathway (SSP id).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pathway {
    /// The climate of the record.
    None,
    /// SSP1-2.6.
    Ssp126,
    /// SSP2-4.5.
    Ssp245,
    /// SSP5-8.5.
    Ssp585,
}

/// The words of [`Pathway::ALL`].
pub(super) const PATHWAY_WORDS: &[&str] = &["none", "SSP1-2.6", "SSP2-4.5", "SSP5-8.5"];

impl Pathway {
    /// Every pathway.
    pub const ALL: [Self; 4] = [Self::None, Self::Ssp126, Self::Ssp245, Self::Ssp585];

    /// The word a scenario file uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ssp126 => "SSP1-2.6",
            Self::Ssp245 => "SSP2-4.5",
            Self::Ssp585 => "SSP5-8.5",
        }
    }
}

/// A named point, for the hazard report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePoint {
    /// Name, such as the capital.
    pub name: String,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Longitude, degrees east.
    pub lon: f64,
}

/// One hazard of the scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Hazard {
    /// Id; hazards are ranked by it.
    pub id: String,
    /// What it is.
    pub kind: HazardKind,
}

/// The kinds of hazard that are built.
#[expect(clippy::large_enum_variant, reason = "a scenario has a handful of hazards")]
#[derive(Clone, Debug, PartialEq)]
pub enum HazardKind {
    /// Tropical cyclones resampled from recorded tracks (`tropical_cyclone` with `tracks_file`).
    Tracks(TrackHazard),
    /// Tropical cyclones by frequency and generalised Pareto intensity (`tropical_cyclone` without).
    Frequency(FrequencyHazard),
    /// Storm surge that follows the wind of a cyclone hazard (`storm_surge`).
    Surge(SurgeHazard),
    /// River and rain floods by return period (`river_flood`).
    Flood(FloodHazard),
    /// The rising sea: tidal floods and ground that is lost (`sea_level`).
    Sea(SeaHazard),
    /// Spells of drought (`drought`).
    Drought(DroughtHazard),
    /// Heat that slows outdoor work (`heat`).
    Heat(HeatHazard),
    /// Events read from a CSV file (`catalogue`).
    Catalogue(CatalogueHazard),
    /// Stated events in stated months (`scripted`).
    Scripted(ScriptedHazard),
}

/// Resampled record.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackHazard {
    /// Best tracks: plain CSV, official IBTrACS CSV or HURDAT2 text; plain or gzip.
    pub tracks_file: PathBuf,
    /// First season used.
    pub first_season: u16,
    /// Last season used.
    pub last_season: u16,
    /// Synthetic years in the catalogue.
    pub synthetic_years: u32,
    /// Standard deviation of the rigid displacement of each storm, degrees.
    pub shift_sd_degrees: Quantity,
    /// Standard deviation of the logarithm of the radius of maximum wind.
    pub radius_sd_log: Quantity,
    /// Point of the hazard report; the mean of the zones where absent.
    pub reference: Option<ReferencePoint>,
}

/// Poisson or negative-binomial frequency with generalised Pareto intensity at the site (M2.1).
#[derive(Clone, Debug, PartialEq)]
pub struct FrequencyHazard {
    /// Events a year.
    pub rate_per_year: Quantity,
    /// Size of the negative binomial; infinite is Poisson.
    pub clustering_size: Quantity,
    /// Wind over which events are counted.
    pub threshold_ms: Quantity,
    /// Scale of the generalised Pareto distribution.
    pub scale_ms: Quantity,
    /// Its shape.
    pub shape: Quantity,
    /// Largest possible wind.
    pub cap_ms: Quantity,
    /// Share of events in each month, January first.
    pub month_shares: [f64; 12],
    /// Log standard deviation of zone factors (M2.2).
    pub zone_sd_log: Quantity,
    /// Distance over which zone factors are correlated.
    pub correlation_km: Quantity,
}

/// Surge height from the marine wind of a cyclone (M2.3).
#[derive(Clone, Debug, PartialEq)]
pub struct SurgeHazard {
    /// Id of the hazard whose wind drives it.
    pub driven_by: String,
    /// Factor of the shelf: 1 for wide shelves, .35 for steep volcanic islands.
    pub shelf_factor: Quantity,
    /// Tide at the time of the surge, metres.
    pub tide_m: Quantity,
}

/// Tidal floods by a Gumbel distribution, and homes below high water (M2.5).
#[derive(Clone, Debug, PartialEq)]
pub struct SeaHazard {
    /// Mean higher high water over the mean sea level of 1995-2014, metres.
    pub high_water_m: Quantity,
    /// Location of the yearly highest still water without cyclones over that level, metres.
    pub location_m: Quantity,
    /// Its Gumbel scale b, metres: the rate of each height multiplies by exp(rise / b).
    pub scale_m: Quantity,
}

/// A two-state monthly chain of dry and other months over the whole area (M2.7).
#[derive(Clone, Debug, PartialEq)]
pub struct DroughtHazard {
    /// Chance that a drought begins in a month without one.
    pub onset_per_month: Quantity,
    /// Chance that a drought lasts another month.
    pub persistence_per_month: Quantity,
    /// Least severity of a spell, 0-1.
    pub severity_low: Quantity,
    /// Largest severity of a spell, 0-1.
    pub severity_high: Quantity,
}

/// Monthly mean wet bulb globe temperature, and how it follows global warming (M2.8).
#[derive(Clone, Debug, PartialEq)]
pub struct HeatHazard {
    /// Rise of the wet bulb globe temperature with global warming, degrees for each degree.
    pub rise_per_degree: Quantity,
    /// Zones by rank with their mean in each month in the climate of the record, degrees Celsius.
    pub zones: Vec<(u16, [f64; 12])>,
}

/// Return periods of the depths of a floodplain, years (model M2.4).
pub const RETURN_PERIODS: [f64; 9] = [2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0];

/// River and rain floods: at most one a year and zone, its depth by return period (M2.4).
#[derive(Clone, Debug, PartialEq)]
pub struct FloodHazard {
    /// Id of the cyclone hazard with whose wind floods go together; none where they come by themselves.
    pub driven_by: Option<String>,
    /// Rank correlation of the flood of a year with its strongest wind in the zone, 0-1.
    pub wind_correlation: Quantity,
    /// Correlation of the normal scores of two zones in a year, 0-1.
    pub zone_correlation: Quantity,
    /// Share of floods in each month, January first, for years whose flood has no storm.
    pub month_shares: [f64; 12],
    /// Zones that can be flooded, by rank.
    pub floodplains: Vec<Floodplain>,
}

/// The floodplain of a zone.
#[derive(Clone, Debug, PartialEq)]
pub struct Floodplain {
    /// Rank of the zone.
    pub zone: u16,
    /// Depth at the exposed dwellings for each of [`RETURN_PERIODS`], metres.
    pub depths_m: [f64; 9],
    /// Share of the zone's dwellings that floods reach, the lowest first.
    pub exposed_share: Quantity,
    /// Return period up to which dikes hold, years; 0 is none.
    pub protection_standard_years: Quantity,
}

/// Events from a CSV file with columns `year,month,day,zone,wind_ms` and optionally `depth_m`.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogueHazard {
    /// The file.
    pub events_file: PathBuf,
    /// Years the catalogue covers; a future draws whole years of it.
    pub years: u32,
}

/// Stated events.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptedHazard {
    /// Events in the order of the file.
    pub events: Vec<ScriptedEvent>,
    /// Whether the event and zone effects of `vulnerability` are drawn for them.
    pub draw_effects: bool,
}

/// One stated event.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptedEvent {
    /// Month in which it happens.
    pub month: YearMonth,
    /// Day of the month, 1 to 28.
    pub day: u8,
    /// What happens.
    pub action: ScriptedAction,
}

/// What a stated event brings.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptedAction {
    /// The wind of a recorded storm.
    Storm {
        /// Best tracks that hold it.
        tracks_file: PathBuf,
        /// IBTrACS SID, ATCF id, or `NAME YEAR`.
        storm: String,
    },
    /// Marine wind by zone, m/s, in the order of the zones.
    Winds(Vec<f64>),
    /// Shares of dwellings by zone and class: for each zone rank and class the shares undamaged,
    /// minor, severe and destroyed, which add up to one.
    DamageShares(Vec<[[f64; 4]; 4]>),
    /// A drought over the whole area, from the month of the event on.
    Drought {
        /// Severity, 0-1.
        severity: f64,
        /// Months that it lasts.
        months: u16,
    },
}
