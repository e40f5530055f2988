//! Numbers that others have published, computed by the functions that the model uses.

use std::fmt::Write;

use super::island::{BASELINE, Case};
use super::{Broken, Findings};
use crate::dist::math::logistic;
use crate::hazard::{EventKind, EventSequence, WindEffects};
use crate::plan::Place;
use crate::plan::risk::{RiskTally, WITNESS_CLASS, mean_of_bands};
use crate::plan::vulnerability::Curves;
use crate::rng::{Draws, Seed};
use crate::scenario::parameters::Vulnerability;

/// Damage ratio that stands for one unit of impact: a tenth of all dwellings with severe damage.
const UNIT: f64 = 0.05;

/// Impacts of two events on three sites, and how often a year each comes.
const IMPACTS: [([f64; 3], f64); 2] = [([1.0, 0.0, 1.0], 1.0), ([2.0, 2.0, 0.0], 0.1)];

/// Years in which the first event comes ten times and the second once.
const YEARS: u16 = 10;

/// The three sites, and the events of ten years.
fn sites() -> String {
    let mut text = "format = 1\n[scenario]\nid = \"sites\"\ntitle = \"Sites\"\nfirst_month = \"2026-01\"\n\
                    horizon_years = 10\n[experiment]\nseed = 11\nreplicates = 4\nparameters = \"central\"\n"
        .to_owned();
    for (site, lat) in [("a", 15.1), ("b", 15.2), ("c", 15.3)] {
        let _ = write!(
            text,
            "[[zones]]\nid = \"{site}\"\nname = \"{site}\"\nlat = {lat}\nlon = -61.4\nhouseholds = 20\n\
             elevation_quantiles_m = [1.0, 2.0, 6.0, 20.0, 60.0]\n\
             coast_distance_quantiles_km = [0.1, 0.2, 0.5, 0.9, 1.5]\n"
        );
    }
    text += "[[destinations]]\nid = \"abroad\"\nname = \"Abroad\"\ndistance_km = 300\npopulation = 500000\n\
             income_ratio = 1.5\nmove_cost_usd = 1500\nlegal_access_share = 0.6\nties_share = 1.0\n\
             [[hazards]]\nid = \"events\"\nkind = \"scripted\"\ndraw_effects = false\n";
    for (number, (impacts, per_year)) in IMPACTS.iter().enumerate() {
        let times = (per_year * f64::from(YEARS)).round() as u16;
        for year in 0..times {
            let month = 3 + 2 * number;
            let _ = write!(text, "[[hazards.events]]\nmonth = \"{}-{month:02}\"\n", 2026 + year);
            for (site, impact) in ["a", "b", "c"].into_iter().zip(impacts) {
                let severe = 0.1 * impact;
                let shares = [1.0 - severe, 0.0, severe, 0.0];
                for class in ["makeshift", "timber", "masonry", "concrete"] {
                    let _ = writeln!(text, "damage_shares.{site}.{class} = {shares:?}");
                }
            }
        }
    }
    text
}

/// Risk metrics of two events on three sites: by event, by site, and all (V-2).
pub(super) fn risk_metrics(findings: &mut Findings) -> Result<(), Broken> {
    let case = Case::new::<&str>(&(sites() + BASELINE), &[])?;
    let place = Place::compile(&case.scenario);
    let curves = Curves::new(&Vulnerability::from_keys(|key| key.default));
    let mut events = EventSequence::default();
    let effects = WindEffects { event_sd: 0.0, zone_sd: 0.0, zone_factors: &[] };
    let climate = case.hazard.climate_change().central();
    case.hazard.events(&Draws::new(Seed(11), 0), &climate, effects, &mut events);
    findings.equal("events in ten years", events.events().len() as f64, 11.0);
    for event in events.events() {
        let EventKind::DamageShares(shares) = &event.kind else {
            findings.holds("an event states its damage", false);
            continue;
        };
        let impact: f64 = shares.iter().map(|zone| mean_of_bands(zone[WITNESS_CLASS]) / UNIT).sum();
        let expected = if event.period % 12 == 2 { 2.0 } else { 4.0 };
        findings.near("impact of an event", impact, expected, 1e-12);
    }
    let mut tally = RiskTally::new(&place, &curves);
    tally.add(&events, &vec![0.0; usize::from(place.horizon.periods())]);
    let risk = tally.finish(f64::from(YEARS));
    let mut all = 0.0;
    for (site, expected) in risk.zone.iter().zip([1.2, 0.2, 1.0]) {
        let found = site[WITNESS_CLASS] / UNIT;
        findings.near("average annual impact of a site", found, expected, 1e-12);
        all += found;
    }
    findings.near("average annual impact", all, 2.4, 1e-12);
    Ok(())
}

/// The curve of wind damage at its published values (V-3).
pub(super) fn wind_curve(findings: &mut Findings) -> Result<(), Broken> {
    let curves = |threshold: f64, half: f64| {
        let mut numbers = Vulnerability::from_keys(|key| key.default);
        numbers.wind_shift_ms = 0.0;
        numbers.wind_threshold_makeshift_ms = threshold;
        numbers.wind_half_makeshift_ms = half;
        Curves::new(&numbers)
    };
    let caribbean = curves(25.7, 74.7);
    let published = [
        0.000_675_342,
        0.006_790_496,
        0.024_252_544,
        0.057_587_063,
        0.108_705_565,
        0.176_143_357,
        0.255_398_362,
        0.340_338_225,
        0.424_944_774,
        0.504_577_709,
        0.576_424_303,
        0.639_309_174,
        0.693_220_312,
        0.738_825_660,
        0.777_104_531,
        0.809_112_465,
        0.835_852_219,
        0.858_215_091,
        0.876_963_323,
    ];
    for (wind, expected) in (30..=120).step_by(5).zip(published) {
        let found = caribbean.wind_damage(0, f64::from(wind), 0.0);
        findings.near("damage at 30 to 120 m/s", found, expected, 5e-10);
    }
    let small = curves(2.0, 5.0);
    for (wind, expected) in [(3.0, 0.017_857), (4.0, 0.114_286), (5.0, 0.25)] {
        let found = 0.5 * small.wind_damage(0, wind, 0.0);
        findings.near("half of the curve from 2 to 5 m/s", found, expected, 5e-7);
    }
    Ok(())
}

/// Coefficients of dislocation: constant, per per cent of loss, single-family.
const DISLOCATION: [f64; 3] = [-0.425_23, 0.024_80, -0.501_66];

/// Dislocation by loss, at the model's logistic curve (V-5).
pub(super) fn dislocation(findings: &mut Findings) -> Result<(), Broken> {
    let [constant, by_loss, single] = DISLOCATION;
    let chance = |percent: f64, alone: f64| logistic(constant + by_loss * percent + single * alone);
    for (percent, expected) in
        [(0.0, 0.284), (25.0, 0.424), (50.0, 0.578), (75.0, 0.718), (100.0, 0.825)]
    {
        findings.near("single-family, by quarters", chance(percent, 1.0), expected, 1e-3);
    }
    for (percent, family, multiple) in [
        (0.0, 0.284, 0.395),
        (20.0, 0.394, 0.518),
        (50.0, 0.578, 0.693),
        (80.0, 0.742, 0.826),
        (100.0, 0.825, 0.886),
    ] {
        findings.near("single-family, vector", chance(percent, 1.0), family, 5.1e-4);
        findings.near("multi-family, vector", chance(percent, 0.0), multiple, 5.1e-4);
    }
    Ok(())
}
