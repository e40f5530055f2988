use super::{Catalogue, CatalogueRules, LEAST_WIND_MS, Record, copies_for};
use crate::data::tracks::read_tracks;
use crate::hazard::wind_field::{Peak, WindField};
use crate::rng::Seed;

const EXTRACT: &[u8] = include_bytes!("../../tests/data/maria_ivan_irma.csv");
const PLACES: [(f64, f64); 3] = [(15.3, -61.39), (15.54, -61.36), (18.04, -63.07)];
const RULES: CatalogueRules = CatalogueRules {
    synthetic_years: 100,
    shift_sd_degrees: 1.0,
    radius_sd_log: 0.4,
    major_copies: 2,
    other_copies: 1,
    latitude: 15.4,
    name: 9,
};

fn record() -> Record {
    Record::new(&read_tracks("t", EXTRACT).unwrap(), 2004, 2017)
}

fn build(rules: &CatalogueRules) -> Catalogue {
    Catalogue::build(&record(), &PLACES, rules, Seed(5))
}

#[test]
fn the_record_has_its_seasons_and_counts() {
    let record = record();
    assert_eq!((record.seasons.len(), record.storms, record.majors), (14, 3, 3));
    assert_eq!(record.seasons[13].storms.len(), 2);
    assert_eq!(build(&RULES).years(), 112);
}

#[test]
fn without_displacement_the_record_is_replayed() {
    let rules = CatalogueRules { shift_sd_degrees: 0.0, radius_sd_log: 0.0, ..RULES };
    let (record, catalogue) = (record(), build(&rules));
    for year in 0..catalogue.years() {
        let mut expected = Vec::new();
        for storm in &record.seasons[year % 14].storms {
            let mut peaks: Vec<Peak> = Vec::new();
            WindField::default().peaks(&storm.fixes, &PLACES, &mut peaks);
            if peaks.iter().any(|peak| peak.wind_ms >= LEAST_WIND_MS) {
                expected.push(peaks.iter().map(|peak| peak.wind_ms as f32).collect::<Vec<_>>());
            }
        }
        let found: Vec<Vec<f32>> = catalogue
            .storms_of(year)
            .iter()
            .filter(|storm| storm.copy == 0)
            .map(|storm| catalogue.winds_of(storm).to_vec())
            .collect();
        assert_eq!(found, expected, "year {year}");
    }
    // Maria passed Dominica on the 18th and 19th of September.
    let september = &catalogue.storms_of(13)[0];
    assert_eq!((september.month, september.major), (9, true));
}

#[test]
fn the_screen_drops_only_storms_that_do_not_matter() {
    let (record, catalogue) = (record(), build(&RULES));
    let draws = crate::rng::Draws::shared(Seed(5));
    let (mut kept, mut fixes, mut peaks) = (0, Vec::new(), Vec::new());
    for year in 0..catalogue.years() as u32 {
        for (number, storm) in record.seasons[year as usize % 14].storms.iter().enumerate() {
            for copy in 0..RULES.major_copies {
                let displacement =
                    super::Displacement::draw(&draws, &RULES, (year, number as u32, copy));
                let field = displacement.apply(&storm.fixes, &mut fixes);
                field.peaks(&fixes, &PLACES, &mut peaks);
                kept += usize::from(peaks.iter().any(|peak| peak.wind_ms >= LEAST_WIND_MS));
            }
        }
    }
    assert_eq!(
        (0..catalogue.years()).map(|year| catalogue.storms_of(year).len()).sum::<usize>(),
        kept
    );
}

#[test]
fn more_copies_leave_the_first_as_they_were() {
    let one = build(&CatalogueRules { major_copies: 1, ..RULES });
    let two = build(&RULES);
    let (mut of_one, mut of_two) = (Vec::new(), Vec::new());
    for year in 0..one.years() {
        of_one.extend(one.storms_of(year).iter().map(|storm| (storm.mark, one.winds_of(storm))));
        let first = two.storms_of(year).iter().filter(|storm| storm.copy == 0);
        of_two.extend(first.map(|storm| (storm.mark, two.winds_of(storm))));
    }
    assert_eq!(of_one, of_two);
}

#[test]
fn threads_change_nothing() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(pool.install(|| build(&RULES)), build(&RULES));
}

#[test]
fn weights_keep_copies_by_their_share() {
    let catalogue = build(&RULES);
    let storm = (0..catalogue.years()).find_map(|year| catalogue.storms_of(year).first()).unwrap();
    let at = |copy| super::CatalogueStorm { copy, ..*storm };
    assert_eq!((at(0).probability(1.0), at(1).probability(1.0)), (1.0, 0.0));
    assert_eq!(at(0).probability(0.9), 0.9);
    assert!((at(1).probability(1.3) - 0.3).abs() < 1e-12);
    assert_eq!((copies_for(0.2), copies_for(1.0), copies_for(1.01)), (1, 1, 2));
}
