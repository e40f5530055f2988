//! From wind and water to damage and to homes that cannot be lived in (cases 2, 8, 9, 10, 25).

use crate::common::{
    BASELINE, Case, PLAIN_RETURN, assert_share, outcome, shares_storm, step_through,
};
use leeward::dist::beta::{DamageTable, cumulative, quantile};
use leeward::dist::math::exp;
use leeward::dist::quantile::{generalised_pareto, normal};
use leeward::outcome::OutcomeId;
use leeward::plan::vulnerability::Curves;
use leeward::scenario::parameters::Vulnerability;

/// The defaults with the curves of the reference: no shift, one middle of habitability for all classes.
fn reference() -> Vulnerability<f64> {
    let mut numbers = Vulnerability::from_keys(|key| key.default);
    numbers.wind_shift_ms = 0.0;
    numbers.uninhabitable_damage_makeshift = 0.45;
    numbers.uninhabitable_damage_timber = 0.45;
    numbers.uninhabitable_damage_masonry = 0.45;
    numbers.uninhabitable_damage_concrete = 0.45;
    numbers.uninhabitable_scale = 0.10;
    numbers
}

#[test]
fn case_02_displacements_are_people_times_months_with_an_event() {
    // Every dwelling loses about two fifths, of which nobody can live in it; all are back a month later. So
    // each month with an event displaces everyone once.
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "scenario.horizon_years=1",
        "climate.pathway=none",
        "recovery.return_rate_per_month=20",
        "recovery.return_damage=0.9",
        "population.dwelling_mix.makeshift_share=0",
        "population.dwelling_mix.timber_share=0",
        "population.dwelling_mix.masonry_share=0",
        "population.dwelling_mix.concrete_share=1",
        "vulnerability.uninhabitable_damage_concrete=0.1",
        "vulnerability.uninhabitable_scale=0.01",
        "vulnerability.damage_concentration=50",
        "vulnerability.wind_shift_ms=-30",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
        "vulnerability.event_effect_sd=0",
        "vulnerability.zone_effect_sd=0",
        "sites.site_places_share=1",
        "sites.shelter_hardened_share=1",
        "sites.host_probability=0",
    ]);
    let hazard = "\n[[hazards]]\nid = \"cyclones\"\nkind = \"tropical_cyclone\"\nrate_per_year = 0.8\n\
                  threshold_ms = 60.0\nscale_ms = 0.5\nzone_sd_log = 0.0\n\
                  month_shares = [0.0, 0.25, 0.0, 0.0, 0.0, 0.25, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0]\n";
    let case = Case::island(hazard, BASELINE, &overrides);
    let futures = 3_000;
    let records = case.play(futures);
    let persons = records[0].months[0][leeward::outcome::SeriesId::ResidentStock as usize];
    let months = [0.25, 0.25, 0.5].map(|share| 1.0 - exp(-0.8 * share));
    let expected: f64 = months.iter().sum();
    let variance: f64 = months.iter().map(|p| p * (1.0 - p)).sum();
    let found =
        records.iter().map(|record| outcome(record, OutcomeId::DisplacedPeople)).sum::<f64>()
            / (f64::from(futures) * persons);
    let error = (variance / f64::from(futures)).sqrt();
    // Five events in a year would leave a home beyond return: less than one future in a thousand.
    assert!((found - expected).abs() < 4.0 * error + 1e-3, "{found} {expected}");
}

#[test]
fn case_08_curves_and_spread_of_damage() {
    let mut numbers = reference();
    numbers.wind_threshold_makeshift_ms = 25.7;
    numbers.wind_half_makeshift_ms = 66.3;
    let curves = Curves::new(&numbers);
    let vectors: [(usize, &[(f64, f64)]); 4] = [
        (
            0,
            &[
                (33.0, 0.0058),
                (43.0, 0.0718),
                (50.0, 0.1766),
                (58.0, 0.3349),
                (65.0, 0.4756),
                (70.0, 0.5650),
                (80.0, 0.7052),
            ],
        ),
        (1, &[(58.0, 0.1150), (65.0, 0.3466), (70.0, 0.5192), (80.0, 0.7564)]),
        (2, &[(58.0, 0.0322), (65.0, 0.1555), (80.0, 0.5703)]),
        (3, &[(65.0, 0.0042), (80.0, 0.1617)]),
    ];
    for (class, points) in vectors {
        for (wind, mean) in points {
            assert!(
                (curves.wind_damage(class, *wind, 0.0) - mean).abs() < 5.1e-5,
                "{class} {wind}"
            );
        }
    }
    let edges = [(25.7, 66.3), (46.3, 69.4), (48.9, 77.2), (59.2, 95.2)];
    for (class, (threshold, half)) in edges.into_iter().enumerate() {
        assert_eq!(curves.wind_damage(class, threshold, 0.0), 0.0);
        assert!((curves.wind_damage(class, half, 0.0) - 0.5).abs() < 1e-12);
        let mut before = 0.0;
        for wind in 0..200 {
            let mean = curves.wind_damage(class, f64::from(wind), 0.0);
            assert!(mean >= before && mean < 1.0);
            before = mean;
        }
    }
    // Beta(m φ, (1 - m) φ): mean m, variance m (1 - m) / (1 + φ), from the quantiles and from the table.
    for (mean, concentration) in [(0.1, 1.5), (0.35, 2.0), (0.45, 3.0), (0.8, 6.0)] {
        let n = 4_000;
        let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
        let middle = |part: u32| (f64::from(part) + 0.5) / f64::from(n);
        let moments = |value: &dyn Fn(f64) -> f64| {
            let (mut first, mut second) = (0.0, 0.0);
            for part in 0..n {
                let damage = value(middle(part));
                first += damage / f64::from(n);
                second += damage * damage / f64::from(n);
            }
            (first, second - first * first)
        };
        let variance = mean * (1.0 - mean) / (1.0 + concentration);
        let exact = moments(&|u| quantile(u, a, b));
        assert!((exact.0 - mean).abs() < 1e-4 && (exact.1 - variance).abs() < 1e-4, "{exact:?}");
        let table = DamageTable::new(concentration);
        let at = DamageTable::locate(mean);
        let found = moments(&|u| f64::from(table.damage(at, u)));
        assert!((found.0 - mean).abs() < 2e-3 && (found.1 - variance).abs() < 2e-3, "{found:?}");
    }
    for (mean, concentration, beyond, share) in [
        (0.35, 1.5, 0.55, 0.277),
        (0.35, 3.0, 0.55, 0.223),
        (0.45, 1.5, 0.55, 0.395),
        (0.45, 3.0, 0.55, 0.360),
        (0.45, 1.5, 0.80, 0.193),
    ] {
        let tail = 1.0 - cumulative(beyond, mean * concentration, (1.0 - mean) * concentration);
        assert!((tail - share).abs() < 5.1e-4, "{mean} {concentration} {tail}");
    }
}

#[test]
fn case_09_damage_adds_up_in_any_order_and_never_passes_one() {
    let damages = [0.0, 0.02, 0.3, 0.55, 0.8, 1.0];
    for a in damages {
        assert!((Curves::combined(a, 0.0) - a).abs() < 1e-15);
        assert_eq!(Curves::combined(a, 1.0), 1.0);
        for b in damages {
            let both = Curves::combined(a, b);
            assert!((both - Curves::combined(b, a)).abs() < 1e-15);
            assert!(both >= a.max(b) && both <= 1.0);
            assert!((1.0 - both - (1.0 - a) * (1.0 - b)).abs() < 1e-15);
        }
    }
    // On a dwelling that is not repaired: two events leave the product of what each leaves.
    let two = |first: [f64; 4], second: [f64; 4]| {
        let zone = |shares: [f64; 4]| {
            let all = format!(
                "{{ makeshift = {shares:?}, timber = {shares:?}, masonry = {shares:?}, concrete = {shares:?} }}"
            );
            format!("damage_shares = {{ bay = {all}, hill = {all} }}")
        };
        format!(
            "\n[[hazards]]\nid = \"storms\"\nkind = \"scripted\"\ndraw_effects = false\n\
             [[hazards.events]]\nmonth = \"2026-02\"\nday = 1\n{}\n\
             [[hazards.events]]\nmonth = \"2026-02\"\nday = 9\n{}\n",
            zone(first),
            zone(second)
        )
    };
    let damage = |hazard: &str| {
        let mut overrides = PLAIN_RETURN.to_vec();
        overrides.extend([
            "scenario.horizon_years=1",
            "recovery.repair_capacity_share_per_year=0.001",
            "vulnerability.collapse_death_probability=0",
            "vulnerability.damage_death_probability=0",
        ]);
        let case = Case::island(hazard, BASELINE, &overrides);
        let mut at_end: Vec<f64> = Vec::new();
        step_through(&case, 0, |run, period| {
            if period == 1 {
                at_end = run.households.damage.iter().map(|damage| f64::from(*damage)).collect();
            }
        });
        at_end
    };
    let (minor, severe) = ([0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]);
    let none = [1.0, 0.0, 0.0, 0.0];
    let both = damage(&two(minor, severe));
    let (first, second) = (damage(&two(minor, none)), damage(&two(none, severe)));
    // A little is repaired in the month, at most what crews can do: .001 / 12 of all value.
    for ((both, first), second) in both.iter().zip(&first).zip(&second) {
        assert!((both - Curves::combined(*first, *second)).abs() < 2e-3, "{both} {first} {second}");
    }
}

#[test]
fn case_10_a_steep_curve_of_habitability_is_a_threshold() {
    let mut numbers = reference();
    numbers.uninhabitable_scale = 1e-9;
    let curves = Curves::new(&numbers);
    for class in 0..4 {
        assert_eq!(curves.uninhabitable(class, 0.449_999), 0.0);
        assert_eq!(curves.uninhabitable(class, 0.450_001), 1.0);
        assert_eq!(curves.uninhabitable(class, 0.02), 0.0);
    }
    let smooth = Curves::new(&reference());
    for (damage, share) in [(0.2, 0.08), (0.3, 0.18), (0.4, 0.38), (0.5, 0.62), (0.7, 0.92)] {
        assert!((smooth.uninhabitable(1, damage) - share).abs() < 5.1e-3, "{damage}");
    }
    // The displaced share of a storm is then the tail of the Beta distribution: all timber, mean .35.
    let mut overrides = PLAIN_RETURN.to_vec();
    overrides.extend([
        "scenario.horizon_years=1",
        "population.dwelling_mix.makeshift_share=0",
        "population.dwelling_mix.timber_share=1",
        "population.dwelling_mix.masonry_share=0",
        "population.dwelling_mix.concrete_share=0",
        "vulnerability.wind_shift_ms=0",
        "vulnerability.damage_concentration=1.5",
        "vulnerability.uninhabitable_damage_timber=0.55",
        "vulnerability.uninhabitable_scale=0.001",
        "behaviour.order_wind_ms=80",
        "behaviour.forecast_error_sd=0",
        "vulnerability.collapse_death_probability=0",
        "vulnerability.damage_death_probability=0",
    ]);
    // x³ / (1 + x³) = .35 at x = (.35 / .65)^(1/3).
    let wind = 46.3 + (69.4 - 46.3) * leeward::dist::math::pow(0.35 / 0.65, 1.0 / 3.0);
    let hazard = format!(
        "\n[[hazards]]\nid = \"storm\"\nkind = \"scripted\"\ndraw_effects = false\n\
         events = [{{ month = \"2026-02\", winds = {{ bay = {wind:?}, hill = {wind:?} }} }}]\n"
    );
    let case = Case::island(&hazard, BASELINE, &overrides);
    let (mut displaced, mut all) = (0, 0);
    for replicate in 0..40 {
        step_through(&case, replicate, |run, period| {
            if period == 1 {
                all += run.households.living.len();
                displaced +=
                    run.households.displaced_since.iter().filter(|since| **since == 1).count();
            }
        });
    }
    // The table's share beyond any damage is within .002 of the exact one (docs/adr/0011).
    let tail = 1.0 - cumulative(0.55, 0.35 * 1.5, 0.65 * 1.5);
    let error = (tail * (1.0 - tail) / all as f64).sqrt();
    let share = displaced as f64 / all as f64;
    assert!((share - tail).abs() < 4.0 * error + 0.002, "{share} {tail}");
}

#[test]
fn case_25_a_factor_on_all_damage_scales_the_loss() {
    // Stated shares: a fraction of the dwellings that would be damaged is.
    let loss = |factor: f64| {
        let shares = [1.0 - 0.6 * factor, 0.0, 0.6 * factor, 0.0];
        let case = Case::island(&shares_storm(shares), BASELINE, &["scenario.horizon_years=1"]);
        let records = case.play(40);
        let all = 40.0 * 440.0;
        let damaged =
            records.iter().map(|record| outcome(record, OutcomeId::DamagedDwellings)).sum::<f64>();
        assert_share(damaged, all, 0.6 * factor);
        damaged / all
    };
    assert!(loss(0.5) < loss(1.0));
    // And exactly: half the factor on the damage of goods is half their loss, while all stay below one.
    let goods = |factor: &str| {
        let storm = shares_storm([0.4, 0.0, 0.6, 0.0]);
        let overrides = [factor, "scenario.horizon_years=1"];
        outcome(&Case::island(&storm, BASELINE, &overrides).play(1)[0], OutcomeId::ContentsLoss)
    };
    let (half, whole) = (
        goods("vulnerability.contents_damage_ratio=0.6"),
        goods("vulnerability.contents_damage_ratio=1.2"),
    );
    // Each of 440 amounts is rounded to 1 / 1 024 USD.
    assert!(whole > 1e5 && (half - 0.5 * whole).abs() < 440.0 / 1_024.0, "{half} {whole}");
}

#[test]
fn average_yearly_displacement_by_wind_holds_its_vector() {
    let numbers = reference();
    let curves = Curves::new(&numbers);
    let table = DamageTable::new(1.5);
    let mixes = [
        ([0.05, 0.35, 0.55, 0.05], 0.0059),
        ([0.02, 0.08, 0.30, 0.60], 0.0026),
        ([0.40, 0.20, 0.35, 0.05], 0.0145),
    ];
    for (mix, expected) in mixes {
        let n = 4_000;
        let mut displaced = 0.0;
        for part in 0..n {
            let u = (f64::from(part) + 0.5) / f64::from(n);
            // A lognormal factor of zones with s = .1 and mean one: the draws of a second, independent
            // sequence of evenly spread points.
            let factor = (f64::from(part) * 0.618_033_988_749_894_9 + 0.5).fract();
            let factor = exp(0.1 * normal(factor) - 0.005);
            let wind = factor * generalised_pareto(u, 17.5, 21.0, -0.25);
            for (class, share) in mix.into_iter().enumerate() {
                let mean = curves.wind_damage(class, wind, 0.0);
                if mean <= 0.0 {
                    continue;
                }
                let at = DamageTable::locate(mean);
                let habitable: f64 = (0..200)
                    .map(|point| {
                        let damage = table.damage(at, (f64::from(point) + 0.5) / 200.0);
                        curves.uninhabitable(class, f64::from(damage))
                    })
                    .sum::<f64>()
                    / 200.0;
                displaced += share * habitable / f64::from(n);
            }
        }
        let per_year = 0.2 * displaced;
        // Three per cent, and the last digit given.
        assert!((per_year - expected).abs() < 0.03 * expected + 5e-5, "{per_year} {expected}");
    }
}
