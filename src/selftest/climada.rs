//! Average annual impact of the demonstration data of CLIMADA, beside what CLIMADA and its tests say (V-1).
//!
//! The data are under the GPL and no part of this program: who has the package re-cuts them into three
//! tables (docs/model/limit-cases.md) and names their folder. 50 assets stand on three sites of the
//! hazard, so this checks the sum of losses over events, and not which site an asset is given.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Broken, Findings};
use crate::data::{DataSource, gzip};

/// How often each event comes.
const EVENTS_PER_YEAR: f64 = 1.0 / 1_610.0;
/// Share by which sums over many winds of six decimals may be off.
const TOLERANCE: f64 = 1e-8;
/// Half of the last decimal of a wind, m/s.
const HALF_DECIMAL_MS: f64 = 5e-7;
/// Half of the last of five digits.
const FIVE_DIGITS: f64 = 5.1e-5;

#[derive(Deserialize)]
struct Asset {
    value: f64,
    #[serde(rename = "impf_TC")]
    function: u32,
    site: u32,
}

#[derive(Deserialize)]
struct CurvePoint {
    impact_fun_id: u32,
    intensity: f64,
    mdd: f64,
    paa: f64,
}

#[derive(Deserialize)]
struct Wind {
    event: u32,
    site: u32,
    v_ms: f64,
}

/// Rows of a table of the folder.
fn rows<T: DeserializeOwned>(files: &dyn DataSource, name: &str) -> Result<Vec<T>, Broken> {
    let text = gzip::read_text(name, &files.read(Path::new(name))?)?;
    let rows = csv::Reader::from_reader(text.text.as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>().map_err(|error| Broken(format!("{name}: {error}")))
}

/// Linear between points, level beyond the ends.
fn between(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|point| point.0 <= x);
    match (after.checked_sub(1).and_then(|before| points.get(before)), points.get(after)) {
        (Some(before), Some(after)) => {
            before.1 + (x - before.0) / (after.0 - before.0) * (after.1 - before.1)
        }
        (Some(only), None) | (None, Some(only)) => only.1,
        (None, None) => f64::NAN,
    }
}

/// Loss once in so many years: events ranked, linear in the return period.
fn exceeded(losses: &[f64], years: f64) -> f64 {
    let mut ranked = losses.to_vec();
    ranked.sort_by(|a, b| b.total_cmp(a));
    let mut points: Vec<(f64, f64)> = ranked
        .iter()
        .zip(1..)
        .map(|(loss, rank)| (1.0 / (f64::from(rank) * EVENTS_PER_YEAR), *loss))
        .collect();
    points.reverse();
    between(&points, years)
}

/// The check, on the tables of a folder.
pub(super) fn average_annual_impact(
    files: &dyn DataSource,
    findings: &mut Findings,
) -> Result<(), Broken> {
    let assets: Vec<Asset> = rows(files, "assets.csv")?;
    let mut curves: BTreeMap<u32, [Vec<(f64, f64)>; 2]> = BTreeMap::new();
    for point in rows::<CurvePoint>(files, "impact_functions.csv")? {
        let [degree, affected] = curves.entry(point.impact_fun_id).or_default();
        degree.push((point.intensity, point.mdd));
        affected.push((point.intensity, point.paa));
    }
    let mut sites: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (number, asset) in assets.iter().enumerate() {
        if !curves.contains_key(&asset.function) {
            return Err(Broken(format!("assets.csv: no impact function {}", asset.function)));
        }
        sites.entry(asset.site).or_default().push(number);
    }
    let mut by_asset = vec![0.0; assets.len()];
    // Loss of each event, and by how much the decimals of its winds leave it open.
    let mut by_event: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for wind in rows::<Wind>(files, "hazard_sparse.csv.gz")? {
        for &number in sites.get(&wind.site).map_or(&[][..], Vec::as_slice) {
            let asset = &assets[number];
            let [degree, affected] = &curves[&asset.function];
            let at = |v_ms: f64| between(degree, v_ms) * between(affected, v_ms) * asset.value;
            let loss = at(wind.v_ms);
            by_asset[number] += EVENTS_PER_YEAR * loss;
            let event = by_event.entry(wind.event).or_default();
            event.0 += loss;
            event.1 += (at(wind.v_ms + HALF_DECIMAL_MS) - loss).abs();
        }
    }
    let annual: f64 = by_event.values().map(|event| EVENTS_PER_YEAR * event.0).sum();
    findings.within("average annual impact", annual, 6.512_201_157_564_421e9, TOLERANCE);
    let total: f64 = assets.iter().map(|asset| asset.value).sum();
    findings.within("value of all assets", total, 6.570_532_945_599_105e11, TOLERANCE);
    for (number, expected) in
        [(0, 1.518_553_670_803_242e8), (25, 1.373_490_457_046_383e8), (49, 1.066_837_260_150_042e8)]
    {
        let found = by_asset.get(number).copied().unwrap_or(f64::NAN);
        findings.within("annual impact of assets 0, 25 and 49", found, expected, TOLERANCE);
    }
    for (event, expected) in [(13_809, 1.472_482_938_320_243e8), (12_147, 7.076_504_723_057_62e10)]
    {
        let (found, open) = by_event.get(&event).copied().unwrap_or((f64::NAN, f64::NAN));
        let tolerance = open + TOLERANCE * expected;
        findings.near("impact of events 13809 and 12147", found, expected, tolerance);
    }
    let losses: Vec<f64> = by_event.into_values().map(|event| event.0).collect();
    for (years, expected) in [
        (10.0, 1.2141e10),
        (25.0, 4.7579e10),
        (50.0, 1.0189e11),
        (100.0, 1.5893e11),
        (250.0, 1.8457e11),
    ] {
        let found = exceeded(&losses, years);
        findings.within("loss once in 10 to 250 years", found, expected, FIVE_DIGITS);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{average_annual_impact, between, exceeded};
    use crate::data::Folder;
    use crate::selftest::Findings;

    #[test]
    fn between_points_it_is_linear_and_level_beyond() {
        let points = [(0.0, 1.0), (2.0, 3.0), (3.0, 3.5)];
        for (x, y) in [(-1.0, 1.0), (0.0, 1.0), (1.0, 2.0), (2.0, 3.0), (2.5, 3.25), (9.0, 3.5)] {
            assert_eq!(between(&points, x), y);
        }
        assert!(between(&[], 1.0).is_nan());
    }

    #[test]
    fn the_largest_loss_comes_once_in_the_years_of_the_catalogue() {
        assert_eq!(exceeded(&[1.0, 5.0, 3.0], 1_610.0), 5.0);
        assert_eq!(exceeded(&[1.0, 5.0, 3.0], 805.0), 3.0);
    }

    #[test]
    fn demonstration_data_of_climada_give_its_average_annual_impact() {
        let Some(folder) = std::env::var_os("LEEWARD_CLIMADA_DEMO") else {
            #[expect(clippy::print_stderr, reason = "a test that checked nothing says so")]
            {
                eprintln!("skipped: LEEWARD_CLIMADA_DEMO names no folder");
            }
            return;
        };
        let mut findings = Findings::default();
        average_annual_impact(&Folder::new(folder), &mut findings).unwrap();
        let lines = findings.into_lines();
        assert_eq!(lines.len(), 5);
        assert!(lines.iter().all(|line| line.wrong == 0), "{lines:#?}");
    }
}
