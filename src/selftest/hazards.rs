//! Events: counts, intensities, water levels, zones together (cases 3 to 7 and 32, and the surge).

use super::island::{BASELINE, Case, ISLAND};
use super::{Broken, Findings};
use crate::dist::math::{exp, ln_1p, pow};
use crate::dist::quantile::{generalised_pareto, gumbel, negative_binomial, poisson};
use crate::hazard::surge::height_m;
use crate::hazard::tides::amplification;
use crate::hazard::{EventSequence, WindEffects};
use crate::rng::{Draws, Seed};
use crate::stats::Moments;

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

/// Looks at the events of many futures of a hazard on the island, over so many years each.
fn futures(
    hazard: &str,
    years: u16,
    futures: u32,
    mut look: impl FnMut(&EventSequence),
) -> Result<(), Broken> {
    let years = format!("scenario.horizon_years={years}");
    let overrides = ["climate.pathway=none", years.as_str()];
    let case = Case::new(&format!("{ISLAND}{hazard}{BASELINE}"), &overrides)?;
    let mut events = EventSequence::default();
    let effects = WindEffects { event_sd: 0.0, zone_sd: 0.0, zone_factors: &[] };
    for replicate in 0..futures {
        let draws = Draws::new(Seed(11), replicate);
        let climate = case.hazard.climate_change().drawn(&draws);
        case.hazard.events(&draws, &climate, effects, &mut events);
        look(&events);
    }
    Ok(())
}

/// Cyclones by frequency.
fn cyclones(rate: f64, clustering: &str, zone_sd: f64) -> String {
    format!(
        "\n[[hazards]]\nid = \"cyclones\"\nkind = \"tropical_cyclone\"\nrate_per_year = {rate:?}\n\
         threshold_ms = 17.5\nscale_ms = 21.0\nshape = -0.25\ncap_ms = 120.0\n\
         zone_sd_log = {zone_sd:?}\nclustering_size = {clustering}\n"
    )
}

/// Winds at the first zone.
fn winds(events: &EventSequence) -> impl Iterator<Item = f64> {
    events.events().iter().map(|event| f64::from(events.marine_ms(event)[0]))
}

/// Sums of losses are compound Poisson (case 3).
pub(super) fn sums_of_losses(findings: &mut Findings) -> Result<(), Broken> {
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
    let (n, years, rate) = (4_000_u32, 4_u16, 1.5);
    let mut sums = Vec::new();
    futures(&cyclones(rate, "inf", 0.0), years, n, |events| {
        sums.push(winds(events).map(loss).sum::<f64>());
    })?;
    let (n, years) = (f64::from(n), f64::from(years));
    let moments = Moments::of(&sums);
    let (expected, spread) = (rate * years * first, rate * years * second);
    findings.near("mean of sums", moments.mean(), expected, 4.0 * (spread / n).sqrt());
    // The fourth central moment of a compound Poisson sum is λ E[X⁴] + 3 Var².
    let error = ((rate * years * fourth + 2.0 * spread * spread) / n).sqrt();
    findings.near("variance of sums", moments.variance(), spread, 4.0 * error);
    Ok(())
}

/// Clustered counts are negative binomial (case 4).
pub(super) fn clustered_counts(findings: &mut Findings) -> Result<(), Broken> {
    let n = 400_000;
    for (mean, size) in [(0.5, 3.0), (1.5, 5.0), (4.0, 8.0)] {
        let (mut found, mut squares) = (0.0, 0.0);
        for u in middles(n) {
            let count = f64::from(negative_binomial(u, mean, size));
            found += count / f64::from(n);
            squares += count * count / f64::from(n);
        }
        let variance = mean + mean * mean / size;
        // The last of n equal parts holds what lies beyond it.
        findings.near("mean of the quantiles", found, mean, 1e-3);
        findings.within("variance of the quantiles", squares - found * found, variance, 1e-2);
        for u in middles(2_000) {
            let expected = f64::from(poisson(u, mean));
            for size in [f64::INFINITY, 1e12] {
                let found = f64::from(negative_binomial(u, mean, size));
                findings.equal("without clustering: Poisson", found, expected);
            }
        }
    }
    // And the hazard draws them: one year of clustered counts.
    let (mut sum, mut squares) = (0.0, 0.0);
    futures(&cyclones(1.5, "3.0", 0.0), 1, 12_000, |events| {
        let count = events.events().len() as f64;
        sum += count;
        squares += count * count;
    })?;
    let (mean, n) = (sum / 12_000.0, 12_000.0);
    let variance = squares / n - mean * mean;
    findings.near("mean of counts drawn", mean, 1.5, 4.0 * (2.25_f64 / n).sqrt());
    // Kurtosis of this negative binomial is under 7: four standard errors of its variance.
    let error = 2.25 * (6.0_f64 / n).sqrt();
    findings.near("variance of counts drawn", variance, 2.25, 4.0 * error);
    Ok(())
}

/// Winds are generalised Pareto and their yearly maxima GEV (case 5).
pub(super) fn winds_and_their_maxima(findings: &mut Findings) -> Result<(), Broken> {
    let (threshold, scale, shape) = WIND;
    let quantile = |u: f64| generalised_pareto(u, threshold, scale, shape);
    for (wind, share) in
        [(33.0, 0.4422), (43.0, 0.2352), (50.0, 0.1413), (58.0, 0.0719), (70.0, 0.0198)]
    {
        findings.near("share beyond a wind, vector", survival(wind), share, 5e-5);
        findings.within("wind of a share", quantile(1.0 - survival(wind)), wind, 1e-9);
    }
    for (years, wind) in
        [(10.0, 30.9), (25.0, 45.3), (50.0, 54.3), (100.0, 61.8), (250.0, 69.9), (1000.0, 79.2)]
    {
        let level = threshold + scale / shape * (pow(0.2 * years, shape) - 1.0);
        findings.near("return level, vector", level, wind, 0.05);
        findings.within("return level", quantile(1.0 - 1.0 / (0.2 * years)), level, 1e-9);
    }
    let n = 400_000;
    let mean = middles(n).map(quantile).sum::<f64>() / f64::from(n);
    findings.near("mean", mean, threshold + scale / (1.0 - shape), 1e-3);
    // Mean excess over x: (σ + ξ (x - u)) / (1 - ξ).
    let over: Vec<f64> = middles(n).map(quantile).filter(|wind| *wind > 43.0).collect();
    let excess = over.iter().sum::<f64>() / over.len() as f64 - 43.0;
    findings.near("mean excess over 43 m/s", excess, (scale + shape * 25.5) / (1.0 - shape), 1e-2);
    let most = threshold - scale / shape;
    findings.holds("nothing beyond the end", quantile(1.0 - 1e-15) <= most);

    // Yearly maxima of the futures that the hazard draws.
    let levels = [30.0, 45.0, 60.0];
    let mut below = [0.0; 3];
    let years = 20_000;
    futures(&cyclones(0.6, "inf", 0.0), 1, years, |events| {
        let most = winds(events).fold(0.0, f64::max);
        for (count, level) in below.iter_mut().zip(levels) {
            *count += f64::from(u8::from(most <= level));
        }
    })?;
    for (count, level) in below.into_iter().zip(levels) {
        let expected = exp(-0.6 * survival(level));
        findings.share("years below a level, drawn", count, f64::from(years), expected);
    }
    Ok(())
}

/// A rise of the sea multiplies the rate of every level (case 6).
pub(super) fn rising_sea(findings: &mut Findings) -> Result<(), Broken> {
    let (location, scale) = (0.45, 0.15);
    for u in middles(50) {
        let level = location + scale * gumbel(u);
        for rise in [0.0, 0.1, 0.25] {
            // The expected yearly number of heights over a level x is exp(-(x - location) / scale).
            let rate = |over: f64| exp(-(over - location) / scale);
            let ratio = rate(level - rise) / rate(level);
            findings.near("ratio of rates", ratio / amplification(rise, scale), 1.0, 1e-12);
        }
        let share = exp(-exp(-(level - location) / scale));
        findings.near("share below a level", share, u, 1e-12);
    }
    findings.equal("without a rise", amplification(0.0, scale), 1.0);
    Ok(())
}

/// Zones flood together or apart (case 7).
pub(super) fn zones_together(findings: &mut Findings) -> Result<(), Broken> {
    let rivers = |correlation: f64| {
        let depths =
            "depths_m = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]\nexposed_share = 1.0\n";
        format!(
            "\n[[hazards]]\nid = \"rivers\"\nkind = \"river_flood\"\nzone_correlation = {correlation:?}\n\
             [hazards.floodplains.bay]\n{depths}[hazards.floodplains.hill]\n{depths}"
        )
    };
    let years = 30_000;
    let count = |correlation: f64| -> Result<(f64, f64), Broken> {
        let (mut one, mut both) = (0.0, 0.0);
        futures(&rivers(correlation), 1, years, |events| {
            let wet = |zone: usize| {
                events.events().iter().any(|event| {
                    events.flood_m(event).is_some_and(|(depths, _)| depths[zone] > 0.99)
                })
            };
            one += f64::from(u8::from(wet(0)));
            both += f64::from(u8::from(wet(0) && wet(1)));
        })?;
        Ok((one, both))
    };
    let (one, both) = count(1.0)?;
    findings.equal("correlation 1: both zones when one", both, one);
    findings.share("years with a flood in a zone", one, f64::from(years), 0.04);
    let (one, both) = count(0.0)?;
    findings.share("years with a flood in a zone", one, f64::from(years), 0.04);
    findings.share("correlation 0: both zones", both, f64::from(years), 0.04 * 0.04);
    // Cyclones by frequency with no spread between zones bring every zone the same wind.
    let mut unlike = 0.0;
    futures(&cyclones(1.5, "inf", 0.0), 3, 50, |events| {
        for event in events.events() {
            let winds = events.marine_ms(event);
            unlike += f64::from(u8::from(winds[0].to_bits() != winds[1].to_bits()));
        }
    })?;
    findings.equal("storms unlike in two zones without a spread", unlike, 0.0);
    Ok(())
}

/// Rare winds are known as well as their number allows (case 32).
pub(super) fn rare_winds(findings: &mut Findings) -> Result<(), Broken> {
    // p = 1 / 100, n years: relative standard error √((1 - p) / (n p)). For 10 % n = 9,900.
    let p = 0.01_f64;
    let relative = ((1.0 - p) / (9_900.0 * p)).sqrt();
    findings.near("relative error from 9,900 years", relative, 0.1, 1e-12);
    // A wind that a year exceeds with probability p, over 60 samples of 400 years.
    let rate = 0.6;
    let least = {
        // 1 - exp(-λ S) = p, S the survival.
        let share = -ln_1p(-p) / rate;
        generalised_pareto(1.0 - share, 17.5, 21.0, -0.25)
    };
    let (samples, years) = (60_usize, 400_u32);
    let mut over = Vec::new();
    futures(&cyclones(rate, "inf", 0.0), 1, samples as u32 * years, |events| {
        let most = winds(events).fold(0.0, f64::max);
        over.push(f64::from(u8::from(most > least)));
    })?;
    let estimates: Vec<f64> = over
        .chunks(years as usize)
        .map(|chunk| chunk.iter().sum::<f64>() / f64::from(years))
        .collect();
    let n = samples as f64;
    let moments = Moments::of(&estimates);
    let expected = p * (1.0 - p) / f64::from(years);
    findings.near("mean of 60 estimates", moments.mean(), p, 4.0 * (expected / n).sqrt());
    // A variance of n nearly normal values has the relative standard error √(2 / (n - 1)), and the
    // count's excess kurtosis 1 / (years p) adds to it.
    let error = (2.0 / (n - 1.0) + 1.0 / (f64::from(years) * p * n)).sqrt();
    let ratio = moments.variance() / expected;
    findings.near("their variance over the expected one", ratio, 1.0, 4.0 * error);
    Ok(())
}

/// Surge heights hold their vector.
pub(super) fn surge_heights(findings: &mut Findings) -> Result<(), Broken> {
    for (wind, height) in [(33.0, 2.46), (43.0, 3.48), (50.0, 4.20), (58.0, 5.02), (70.0, 6.25)] {
        findings.near("height of the surge, m", height_m(wind, 1.0), height, 0.005);
    }
    Ok(())
}
