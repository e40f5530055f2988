use super::{Frequency, correlation_factor, distance_km};
use crate::calendar::{Horizon, YearMonth};
use crate::dist::math::exp;
use crate::hazard::climate::ClimateDraw;
use crate::hazard::event::EventSequence;
use crate::rng::{Draws, Seed};
use crate::scenario::hazard::FrequencyHazard;
use crate::scenario::quantity::{Quantity, Status};

const ZONES: [(f64, f64); 3] = [(15.3, -61.4), (15.5, -61.3), (15.5, -61.3)];

fn quantity(value: f64) -> Quantity {
    Quantity::plain("x", value, "", Status::Assumption)
}

fn hazard(zone_sd: f64) -> Frequency {
    let mut month_shares = [0.0; 12];
    month_shares[7] = 0.4;
    month_shares[8] = 0.6;
    let hazard = FrequencyHazard {
        rate_per_year: quantity(0.25),
        clustering_size: quantity(f64::INFINITY),
        threshold_ms: quantity(17.5),
        scale_ms: quantity(12.5),
        shape: quantity(-0.08),
        cap_ms: quantity(90.0),
        month_shares,
        zone_sd_log: quantity(zone_sd),
        correlation_km: quantity(50.0),
    };
    Frequency::new(7, 0, &hazard, &ZONES)
}

fn sequence(hazard: &Frequency, replicate: u32, years: u16) -> EventSequence {
    let horizon = Horizon { first_month: YearMonth { year: 2026, month: 1 }, years };
    let mut out = EventSequence::default();
    out.start(ZONES.len());
    let draws = Draws::new(Seed(3), replicate);
    for number in 0..years {
        let year = 2026 + number;
        hazard.add_year(horizon, (number, year), &draws, &ClimateDraw::OF_THE_RECORD, &mut out);
    }
    out.put_in_order();
    out
}

#[test]
fn correlations_come_back_from_their_factor() {
    let factor = correlation_factor(&ZONES, 50.0);
    let row = |n: usize| &factor[n * (n + 1) / 2..][..=n];
    let product: f64 = row(0).iter().zip(row(1)).map(|(a, b)| a * b).sum();
    assert!((product - exp(-distance_km(ZONES[0], ZONES[1]) / 50.0)).abs() < 1e-12);
    // Two zones at one place are one.
    assert!((row(2)[1] - row(1)[1]).abs() < 1e-9 && row(2)[2] == 0.0);
}

#[test]
fn events_have_their_rate_and_exceedances() {
    let hazard = hazard(0.0);
    let years = 400 * 100;
    let (mut events, mut over_33, mut september) = (0, 0, 0);
    for replicate in 0..400 {
        let sequence = sequence(&hazard, replicate, 100);
        for event in sequence.events() {
            events += 1;
            september += u32::from(event.period % 12 == 8);
            let wind = sequence.marine_ms(event)[0];
            assert!((17.5..=90.0).contains(&wind) && (1..=31).contains(&event.day));
            over_33 += u32::from(wind > 33.0);
        }
    }
    // wind.md section 2: 33 m/s once in 15 years; three standard errors.
    let rate = f64::from(events) / f64::from(years);
    assert!((rate - 0.25).abs() < 3.0 * (0.25_f64 / f64::from(years)).sqrt(), "{rate}");
    let per_year = f64::from(over_33) / f64::from(years);
    assert!((1.0 / per_year - 15.0).abs() < 1.0, "{per_year}");
    assert!((f64::from(september) / f64::from(events) - 0.6).abs() < 0.02);
}

#[test]
fn zone_factors_have_mean_one_and_twins_agree() {
    let hazard = hazard(0.1);
    let plain = self::hazard(0.0);
    let (mut ratio, mut count) = (0.0, 0.0);
    for replicate in 0..200 {
        let (with, without) = (sequence(&hazard, replicate, 50), sequence(&plain, replicate, 50));
        for (a, b) in with.events().iter().zip(without.events()) {
            let (a, b) = (with.marine_ms(a), without.marine_ms(b));
            assert!((a[1] - a[2]).abs() < 1e-4);
            ratio += f64::from(a[0] / b[0]);
            count += 1.0;
        }
    }
    assert!((ratio / count - 1.0).abs() < 3.0 * 0.1 / f64::sqrt(count), "{}", ratio / count);
}
