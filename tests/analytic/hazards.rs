//! Events: counts, intensities, water levels, zones together (cases 3 to 7 and 32).

use crate::common::{Case, ISLAND, assert_share};
use leeward::dist::math::{exp, pow};
use leeward::dist::quantile::{generalised_pareto, gumbel, negative_binomial, poisson};
use leeward::hazard::surge::height_m;
use leeward::hazard::tides::amplification;
use leeward::hazard::{EventSequence, WindEffects};
use leeward::rng::{Draws, Seed};

/// Threshold, scale and shape of the wind at a zone of a Caribbean island.
const WIND: (f64, f64, f64) = (17.5, 21.0, -0.25);

/// Survival of the generalised Pareto distribution.
fn survival(x: f64) -> f64 {
    let (threshold, scale, shape) = WIND;
    pow((1.0 + shape * (x - threshold) / scale).max(0.0), -1.0 / shape)
}

/// The middle of each of `n` equal parts of the unit interval.
fn middles(n: u32) -> impl Iterator<Item = f64> {
    (0..n).map(move |part| (f64::from(part) + 0.5) / f64::from(n))
}

/// Looks at the events of many futures of cyclones by frequency on the island.
fn futures(hazard: &str, overrides: &[&str], futures: u32, mut look: impl FnMut(&EventSequence)) {
    let mut all = vec!["climate.pathway=none"];
    all.extend_from_slice(overrides);
    let case = Case::new(&format!("{ISLAND}{hazard}{}", crate::common::BASELINE), &all);
    let mut events = EventSequence::default();
    let effects = WindEffects { event_sd: 0.0, zone_sd: 0.0, zone_factors: &[] };
    for replicate in 0..futures {
        let draws = Draws::new(Seed(11), replicate);
        let climate = case.hazard.climate_change().drawn(&draws);
        case.hazard.events(&draws, &climate, effects, &mut events);
        look(&events);
    }
}

fn cyclones(rate: f64, clustering: &str, zone_sd: f64) -> String {
    format!(
        "\n[[hazards]]\nid = \"cyclones\"\nkind = \"tropical_cyclone\"\nrate_per_year = {rate:?}\n\
         threshold_ms = 17.5\nscale_ms = 21.0\nshape = -0.25\ncap_ms = 120.0\n\
         zone_sd_log = {zone_sd:?}\nclustering_size = {clustering}\n"
    )
}

#[test]
fn case_03_sums_of_losses_are_compound_poisson() {
    // The loss of an event: the square of its wind in units of 100 m/s.
    let loss = |wind: f64| wind * wind / 1e4;
    let points = 100_000;
    let (mut first, mut second, mut fourth) = (0.0, 0.0, 0.0);
    for u in middles(points) {
        let one = loss(generalised_pareto(u, 17.5, 21.0, -0.25));
        first += one / f64::from(points);
        second += one * one / f64::from(points);
        fourth += one * one * one * one / f64::from(points);
    }
    let (n, years, rate) = (4_000_u32, 4.0, 1.5);
    let mut sums = Vec::new();
    futures(&cyclones(rate, "inf", 0.0), &["scenario.horizon_years=4"], n, |events| {
        let winds = events.events().iter().map(|event| f64::from(events.marine_ms(event)[0]));
        sums.push(winds.map(loss).sum::<f64>());
    });
    let n = f64::from(n);
    let mean = sums.iter().sum::<f64>() / n;
    let variance = sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum::<f64>() / (n - 1.0);
    let (expected, spread) = (rate * years * first, rate * years * second);
    assert!((mean - expected).abs() < 4.0 * (spread / n).sqrt(), "{mean} {expected}");
    // The fourth central moment of a compound Poisson sum is λ E[X⁴] + 3 Var².
    let error = ((rate * years * fourth + 2.0 * spread * spread) / n).sqrt();
    assert!((variance - spread).abs() < 4.0 * error, "{variance} {spread}");
}

#[test]
fn case_04_clustered_counts_are_negative_binomial() {
    let n = 400_000;
    for (mean, size) in [(0.5, 3.0), (1.5, 5.0), (4.0, 8.0)] {
        let counts: Vec<f64> =
            middles(n).map(|u| f64::from(negative_binomial(u, mean, size))).collect();
        let found = counts.iter().sum::<f64>() / f64::from(n);
        let squares = counts.iter().map(|count| count * count).sum::<f64>() / f64::from(n);
        let variance = mean + mean * mean / size;
        // The last of n equal parts holds what lies beyond it.
        assert!((found - mean).abs() < 1e-3, "{found}");
        assert!((squares - found * found - variance).abs() < 1e-2 * variance, "{squares}");
        for u in middles(2_000) {
            assert_eq!(negative_binomial(u, mean, f64::INFINITY), poisson(u, mean));
            assert_eq!(negative_binomial(u, mean, 1e12), poisson(u, mean));
        }
    }
    // And the hazard draws them: four years of clustered counts.
    let (mut sum, mut squares) = (0.0, 0.0);
    futures(&cyclones(1.5, "3.0", 0.0), &["scenario.horizon_years=1"], 12_000, |events| {
        let count = events.events().len() as f64;
        sum += count;
        squares += count * count;
    });
    let (mean, n) = (sum / 12_000.0, 12_000.0);
    let variance = squares / n - mean * mean;
    assert!((mean - 1.5).abs() < 4.0 * (2.25_f64 / n).sqrt(), "{mean}");
    // Kurtosis of this negative binomial is under 7: four standard errors of its variance.
    assert!((variance - 2.25).abs() < 4.0 * 2.25 * (6.0_f64 / n).sqrt(), "{variance}");
}

#[test]
fn case_05_winds_are_generalised_pareto_and_their_yearly_maxima_gev() {
    let (threshold, scale, shape) = WIND;
    let quantile = |u: f64| generalised_pareto(u, threshold, scale, shape);
    for (wind, share) in
        [(33.0, 0.4422), (43.0, 0.2352), (50.0, 0.1413), (58.0, 0.0719), (70.0, 0.0198)]
    {
        assert!((survival(wind) - share).abs() < 5e-5, "{wind}");
        assert!((quantile(1.0 - survival(wind)) - wind).abs() < 1e-9 * wind, "{wind}");
    }
    for (years, wind) in
        [(10.0, 30.9), (25.0, 45.3), (50.0, 54.3), (100.0, 61.8), (250.0, 69.9), (1000.0, 79.2)]
    {
        let level = threshold + scale / shape * (pow(0.2 * years, shape) - 1.0);
        assert!((level - wind).abs() < 0.05, "{years}");
        assert!((quantile(1.0 - 1.0 / (0.2 * years)) - level).abs() < 1e-9 * level);
    }
    let n = 400_000;
    let mean = middles(n).map(quantile).sum::<f64>() / f64::from(n);
    assert!((mean - (threshold + scale / (1.0 - shape))).abs() < 1e-3, "{mean}");
    // Mean excess over x: (σ + ξ (x - u)) / (1 - ξ).
    let over: Vec<f64> = middles(n).map(quantile).filter(|wind| *wind > 43.0).collect();
    let excess = over.iter().sum::<f64>() / over.len() as f64 - 43.0;
    assert!((excess - (scale + shape * 25.5) / (1.0 - shape)).abs() < 1e-2, "{excess}");
    assert!(quantile(1.0 - 1e-15) <= threshold - scale / shape);

    // Yearly maxima of the futures that the hazard draws.
    let levels = [30.0, 45.0, 60.0];
    let mut below = [0.0; 3];
    let years = 20_000;
    futures(&cyclones(0.6, "inf", 0.0), &["scenario.horizon_years=1"], years, |events| {
        let winds = events.events().iter().map(|event| f64::from(events.marine_ms(event)[0]));
        let most = winds.fold(0.0, f64::max);
        for (count, level) in below.iter_mut().zip(levels) {
            *count += f64::from(u8::from(most <= level));
        }
    });
    for (count, level) in below.into_iter().zip(levels) {
        assert_share(count, f64::from(years), exp(-0.6 * survival(level)));
    }
}

#[test]
fn case_06_a_rise_of_the_sea_multiplies_the_rate_of_every_level() {
    let (location, scale) = (0.45, 0.15);
    for u in middles(50) {
        let level = location + scale * gumbel(u);
        for rise in [0.0, 0.1, 0.25] {
            // The expected yearly number of heights over a level x is exp(-(x - location) / scale).
            let rate = |over: f64| exp(-(over - location) / scale);
            let ratio = rate(level - rise) / rate(level);
            assert!((ratio / amplification(rise, scale) - 1.0).abs() < 1e-12);
        }
        assert!((exp(-exp(-(level - location) / scale)) - u).abs() < 1e-12);
    }
    assert_eq!(amplification(0.0, scale).to_bits(), 1.0_f64.to_bits());
}

#[test]
fn case_07_zones_flood_together_or_apart() {
    let rivers = |correlation: f64| {
        let depths =
            "depths_m = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]\nexposed_share = 1.0\n";
        format!(
            "\n[[hazards]]\nid = \"rivers\"\nkind = \"river_flood\"\nzone_correlation = {correlation:?}\n\
             [hazards.floodplains.bay]\n{depths}[hazards.floodplains.hill]\n{depths}"
        )
    };
    let years = 30_000;
    let count = |correlation: f64| {
        let (mut one, mut both) = (0.0, 0.0);
        futures(&rivers(correlation), &["scenario.horizon_years=1"], years, |events| {
            let wet = |zone: usize| {
                events.events().iter().any(|event| {
                    events.flood_m(event).is_some_and(|(depths, _)| depths[zone] > 0.99)
                })
            };
            one += f64::from(u8::from(wet(0)));
            both += f64::from(u8::from(wet(0) && wet(1)));
        });
        (one, both)
    };
    let (one, both) = count(1.0);
    assert_eq!(one, both, "one flood, all zones");
    assert_share(one, f64::from(years), 0.04);
    let (one, both) = count(0.0);
    assert_share(one, f64::from(years), 0.04);
    assert_share(both, f64::from(years), 0.04 * 0.04);
    // Cyclones by frequency with no spread between zones bring every zone the same wind.
    futures(&cyclones(1.5, "inf", 0.0), &[], 50, |events| {
        for event in events.events() {
            let winds = events.marine_ms(event);
            assert_eq!(winds[0].to_bits(), winds[1].to_bits());
        }
    });
}

#[test]
fn case_32_rare_winds_are_known_as_well_as_their_number_allows() {
    // p = 1 / 100, n years: relative standard error √((1 - p) / (n p)). For 10 % n = 9,900.
    let p = 0.01_f64;
    assert!((((1.0 - p) / (9_900.0 * p)).sqrt() - 0.1).abs() < 1e-12);
    // A wind that a year exceeds with probability p, over 60 samples of 400 years.
    let rate = 0.6;
    let least = {
        // 1 - exp(-λ S) = p, S the survival.
        let share = -leeward::dist::math::ln_1p(-p) / rate;
        generalised_pareto(1.0 - share, 17.5, 21.0, -0.25)
    };
    let (samples, years) = (60_usize, 400_u32);
    let mut over = Vec::new();
    futures(
        &cyclones(rate, "inf", 0.0),
        &["scenario.horizon_years=1"],
        samples as u32 * years,
        |events| {
            let most = events
                .events()
                .iter()
                .map(|event| f64::from(events.marine_ms(event)[0]))
                .fold(0.0, f64::max);
            over.push(f64::from(u8::from(most > least)));
        },
    );
    let estimates: Vec<f64> = over
        .chunks(years as usize)
        .map(|chunk| chunk.iter().sum::<f64>() / f64::from(years))
        .collect();
    let n = samples as f64;
    let mean = estimates.iter().sum::<f64>() / n;
    let variance = estimates.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (n - 1.0);
    let expected = p * (1.0 - p) / f64::from(years);
    assert!((mean - p).abs() < 4.0 * (expected / n).sqrt(), "{mean}");
    // A variance of n nearly normal values has the relative standard error √(2 / (n - 1)), and the
    // count's excess kurtosis 1 / (years p) adds to it.
    let error = (2.0 / (n - 1.0) + 1.0 / (f64::from(years) * p * n)).sqrt();
    assert!((variance / expected - 1.0).abs() < 4.0 * error, "{variance} {expected}");
}

#[test]
fn surge_heights_hold_their_vector() {
    for (wind, height) in [(33.0, 2.46), (43.0, 3.48), (50.0, 4.20), (58.0, 5.02), (70.0, 6.25)] {
        assert!((height_m(wind, 1.0) - height).abs() <= 0.005, "{wind}");
    }
}
