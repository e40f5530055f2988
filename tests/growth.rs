//! The population index multiplies the persons counted and changes nothing that happens.

mod common;

use common::{BASELINE, Case, ISLAND, STORMY, in_month, intervention, outcome, strategy};
use leeward::outcome::{NET, OUTCOME_TABLE, OutcomeId, SERIES_TABLE, SeriesId, counts_persons};
use leeward::plan::Place;

const GROWTH: f64 = 0.03;

fn case(growth: f64) -> Case {
    let rest = intervention("roofs", "dwelling_strength", 10.0, 0.5, 900.0)
        + BASELINE
        + &strategy("b_roofs", &["roofs"], None);
    Case::island(STORMY, &rest, &[&format!("population.growth_per_year={growth:?}")])
}

#[test]
fn the_index_is_compound_growth_from_the_first_month() {
    let index = Place::compile(&case(GROWTH).scenario).population_index;
    assert_eq!(index.len(), 36);
    assert_eq!((index[0], index[12]), (1.0, 1.03));
    assert!((index[24] - 1.03 * 1.03).abs() < 1e-15);
    assert!((index[6] * index[6] - 1.03).abs() < 1e-15);
    let without = Case::new(&format!("{ISLAND}{STORMY}{BASELINE}"), &[]);
    assert!(Place::compile(&without.scenario).population_index.iter().all(|index| *index == 1.0));
}

#[test]
fn every_month_holds_what_it_held_times_its_index() {
    let (as_drawn, grown) = (case(0.0), case(GROWTH));
    let index = Place::compile(&grown.scenario).population_index;
    let (as_drawn, grown) = (as_drawn.play(3), grown.play(3));
    for (drawn, grown) in as_drawn.iter().zip(&grown) {
        for (month, index) in index.iter().enumerate() {
            for (series, entry) in SERIES_TABLE.iter().enumerate() {
                let factor = if counts_persons(entry.id) { *index } else { 1.0 };
                let expected = drawn.months[month][series] * factor;
                assert_eq!(grown.months[month][series], expected, "{} in {month}", entry.id);
            }
        }
        assert_eq!(grown.destroyed_by_zone, drawn.destroyed_by_zone);
        for (number, entry) in OUTCOME_TABLE.iter().enumerate() {
            let net = NET.iter().any(|(net, _)| *net as usize == number);
            let (before, after) = (drawn.outcomes[number], grown.outcomes[number]);
            if entry.id == "tracking_error_share" {
                // A share of sums over months, each of which weighs between one and its last index.
                let last = index[index.len() - 1];
                assert!(before / last <= after && after <= before * last, "{after} {before}");
            } else if !counts_persons(entry.id) {
                assert_eq!(after, before, "{}", entry.id);
            } else if !net {
                // Between the index of the first month and that of the last.
                let last = index[index.len() - 1];
                // Each amount added is rounded to 1 / 65 536.
                let rounding = before / 131_072.0 + 1e-9;
                assert!(after >= before && after <= before * last + rounding, "{}", entry.id);
            }
        }
    }
    let displaced = |record| outcome(record, OutcomeId::DisplacedPeople);
    assert!(grown.iter().map(displaced).sum::<f64>() > as_drawn.iter().map(displaced).sum());
}

#[test]
fn outcomes_are_the_sums_of_the_months_and_of_the_zones() {
    let case = case(GROWTH);
    let start = Place::compile(&case.scenario).population.persons();
    for record in case.play(3) {
        // Each amount added to an outcome is of one person at least and rounded to 1 / 65 536.
        let close =
            |a: f64, b: f64| assert!((a - b).abs() <= b.abs() / 131_072.0 + 1e-8, "{a} and {b}");
        for (series, id) in [
            (SeriesId::DisplacedPeople, OutcomeId::DisplacedPeople),
            (SeriesId::RelocatedPeople, OutcomeId::RelocatedPeople),
            (SeriesId::MigratedPeople, OutcomeId::MigratedPeople),
            (SeriesId::ReturnMigratedPeople, OutcomeId::ReturnMigratedPeople),
        ] {
            let months = (0..record.months.len()).map(|month| in_month(&record, month, series));
            close(months.sum(), outcome(&record, id));
        }
        assert_eq!(
            record.displaced_by_zone.iter().sum::<f64>(),
            outcome(&record, OutcomeId::DisplacedPeople)
        );
        let residents = in_month(&record, record.months.len() - 1, SeriesId::ResidentStock);
        close(record.population_change_by_zone.iter().sum(), residents - start);
    }
}
