//! Hazards from a scenario to the events of futures, on the real record and few synthetic years.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use leeward::calendar::{Horizon, YearMonth};
use leeward::data::{DataError, DataSource, Folder};
use leeward::hazard::chances::{HazardChances, chances};
use leeward::hazard::climate::ClimateDraw;
use leeward::hazard::{Event, EventKind, EventSequence, HazardModel, Water, WindEffects};
use leeward::rng::{Draws, Seed};
use leeward::scenario::hazard::{
    CatalogueHazard, FloodHazard, Floodplain, FrequencyHazard, Hazard, HazardKind, Pathway,
    ReferencePoint, ScriptedAction, ScriptedEvent, ScriptedHazard, SurgeHazard, TrackHazard,
};
use leeward::scenario::parameters::{
    Behaviour, Care, Climate, DwellingMix, Finance, HouseholdSizes, Labour, Livelihood,
    LivelihoodMix, NumberKey, Policy, Population, Recovery, Sites, Standards, TenureMix, Tracking,
    Vulnerability,
};
use leeward::scenario::place::Zone;
use leeward::scenario::quantity::{Quantity, Status};
use leeward::scenario::{Currency, Experiment, Scenario};

const TRACKS: &str = "ibtracs-north-atlantic-1980-2024.csv.gz";

fn folder() -> Folder {
    Folder::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/dominica/data"))
}

/// Files that stand in the test itself.
struct Stated(BTreeMap<&'static str, &'static str>);

impl DataSource for Stated {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DataError> {
        Ok(self.0[path.to_str().expect("a path of plain text")].as_bytes().to_vec())
    }
}

fn number(value: f64) -> Quantity {
    Quantity::plain("test", value, "test", Status::Assumption)
}

fn default(key: &'static NumberKey) -> Quantity {
    Quantity::plain(key.name, key.default, key.source, key.status)
}

fn zone(id: &str, lat: f64, lon: f64) -> Zone {
    Zone {
        id: id.to_owned(),
        name: id.to_owned(),
        lat,
        lon,
        households: number(1000.0),
        census_persons: None,
        effective_wind_factor: number(1.0),
        elevation_quantiles_m: vec![0.0, 100.0],
        coast_distance_quantiles_km: vec![0.0, 5.0],
        dwelling_mix: None,
        site_places: None,
        service_recovery_years: None,
        boundary_id: None,
    }
}

fn scenario(pathway: Pathway, hazards: Vec<(&str, HazardKind)>) -> Scenario {
    Scenario {
        id: "test".to_owned(),
        summary: String::new(),
        title: "Test".to_owned(),
        profile: "caribbean_small_island".to_owned(),
        horizon: Horizon { first_month: YearMonth { year: 2026, month: 1 }, years: 30 },
        experiment: Experiment {
            seed: 20_260_101,
            replicates: 100,
            material_share: 0.01,
            wanted: Vec::new(),
            central_parameters: false,
            stop: None,
            alternative_replicates: None,
            machine: leeward::scenario::machine::MachineLimits::default(),
            limits: Vec::new(),
        },
        currency: Currency {
            code: "USD".to_owned(),
            price_year: 2024,
            per_usd: 1.0,
            cost_ratio: Quantity::plain("currency.cost_ratio", 1.0, "test", Status::Assumption),
        },
        boundaries_file: None,
        zones: vec![
            zone("north", 15.5358, -61.3547),
            zone("south", 15.2206, -61.362),
            zone("west", 15.3031, -61.3476),
        ],
        destinations: Vec::new(),
        population: Population::from_keys(default),
        household_sizes: HouseholdSizes::from_keys(default),
        dwelling_mix: DwellingMix::from_keys(default),
        tenure: TenureMix::from_keys(default),
        livelihoods: LivelihoodMix::from_keys(default),
        pathway,
        climate: Climate::from_keys(default),
        hazards: hazards.into_iter().map(|(id, kind)| Hazard { id: id.to_owned(), kind }).collect(),
        vulnerability: Vulnerability::from_keys(default),
        behaviour: Behaviour::from_keys(default),
        recovery: Recovery::from_keys(default),
        repair_queue: leeward::scenario::recovery::RepairQueue::Proportional,
        livelihood: Livelihood::from_keys(default),
        sites: Sites::from_keys(default),
        policy: Policy::from_keys(default),
        actors: Vec::new(),
        appraisal: leeward::scenario::appraisal::Appraisal::usual(2024),
        finance: Finance::from_keys(default),
        labour: Labour::from_keys(default),
        channels: Vec::new(),
        standards: Standards::from_keys(default),
        care: Care::from_keys(default),
        tracking: Tracking::from_keys(default),
        interventions: Vec::new(),
        strategies: Vec::new(),
        targets: Vec::new(),
        posterior: None,
        alternatives: Vec::new(),
    }
}

fn tracks(synthetic_years: u32) -> HazardKind {
    HazardKind::Tracks(TrackHazard {
        tracks_file: PathBuf::from(TRACKS),
        first_season: 1980,
        last_season: 2024,
        synthetic_years,
        shift_sd_degrees: number(1.0),
        radius_sd_log: number(0.4),
        reference: Some(ReferencePoint { name: "Roseau".to_owned(), lat: 15.3, lon: -61.39 }),
    })
}

fn surge(driven_by: &str) -> HazardKind {
    HazardKind::Surge(SurgeHazard {
        driven_by: driven_by.to_owned(),
        shelf_factor: number(0.35),
        tide_m: number(0.3),
    })
}

const EFFECTS: WindEffects<'_> =
    WindEffects { event_sd: 0.15, zone_sd: 0.05, zone_factors: &[1.0, 0.8, 1.0] };
const NO_EFFECTS: WindEffects<'_> =
    WindEffects { event_sd: 0.0, zone_sd: 0.0, zone_factors: &[1.0, 1.0, 1.0] };

fn play(model: &HazardModel, replicate: u32, effects: WindEffects<'_>) -> EventSequence {
    let draws = Draws::new(Seed(20_260_101), replicate);
    let mut out = EventSequence::default();
    model.events(&draws, &model.climate_change().drawn(&draws), effects, &mut out);
    out
}

#[test]
fn futures_are_ordered_repeatable_and_carry_surge() {
    let scenario =
        scenario(Pathway::Ssp245, vec![("cyclones", tracks(450)), ("surge", surge("cyclones"))]);
    let model = HazardModel::compile(&scenario, &folder()).unwrap();
    let mut storms = 0;
    for replicate in 0..50 {
        let future = play(&model, replicate, EFFECTS);
        assert_eq!(future, play(&model, replicate, EFFECTS));
        storms += future.events().len();
        let dates = |event: &Event| (event.period, event.day, event.index_in_period);
        for pair in future.events().windows(2) {
            assert!(dates(&pair[0]) < dates(&pair[1]) || pair[0].period < pair[1].period);
        }
        for event in future.events() {
            assert!(event.period < 360 && (1..=31).contains(&event.day));
            let marine = future.marine_ms(event);
            assert!(marine.iter().any(|wind| *wind >= 15.0) && marine.len() == 3);
            let (kind, water) = future.water_m(event).unwrap();
            assert_eq!(kind, Water::SurgeHeight);
            for (wind, water) in marine.iter().zip(water) {
                assert_eq!(*water > 0.0, f64::from(*wind) >= 26.8224);
            }
            let effective = future.effective_ms(event);
            assert_ne!(effective[0], marine[0]);
        }
    }
    // 1500 years; about one storm in two years brings 15 m/s to the island.
    assert!((650..1000).contains(&storms), "{storms}");
}

#[test]
fn effects_multiply_the_marine_wind() {
    let scenario = scenario(Pathway::None, vec![("cyclones", tracks(90))]);
    let model = HazardModel::compile(&scenario, &folder()).unwrap();
    let plain = play(&model, 4, NO_EFFECTS);
    let factor = play(&model, 4, WindEffects { zone_factors: &[0.5, 1.0, 2.0], ..NO_EFFECTS });
    assert!(!plain.events().is_empty());
    for (a, b) in plain.events().iter().zip(factor.events()) {
        assert_eq!(plain.effective_ms(a), plain.marine_ms(a));
        assert_eq!(factor.effective_ms(b)[0], 0.5 * plain.marine_ms(a)[0]);
        assert_eq!(factor.effective_ms(b)[2], 2.0 * plain.marine_ms(a)[2]);
        assert_eq!(plain.water_m(a), None);
    }
}

#[test]
fn weights_thin_and_multiply_the_same_storms() {
    let scenario = scenario(Pathway::Ssp585, vec![("cyclones", tracks(450))]);
    let model = HazardModel::compile(&scenario, &folder()).unwrap();
    let change = model.climate_change();
    let events = |climate: &ClimateDraw, replicate: u32| {
        let mut out = EventSequence::default();
        model.events(&Draws::new(Seed(1), replicate), climate, NO_EFFECTS, &mut out);
        out
    };
    let winds = |sequence: &EventSequence| -> Vec<Vec<u32>> {
        let of = |event| sequence.marine_ms(event).iter().map(|wind| wind.to_bits()).collect();
        sequence.events().iter().map(of).collect()
    };
    let (mut few, mut many) = (0, 0);
    for replicate in 0..40 {
        let record = winds(&events(&ClimateDraw::OF_THE_RECORD, replicate));
        let fewer = winds(&events(&change.at(-2.33, -2.33, false), replicate));
        let more = winds(&events(&change.at(2.33, 2.33, false), replicate));
        assert!(fewer.iter().all(|storm| record.contains(storm)), "thinning adds nothing");
        assert!(record.iter().all(|storm| more.contains(storm)), "more keeps what there was");
        few += record.len() - fewer.len();
        many += more.len() - record.len();
    }
    assert!(few > 0 && many > 0);
}

#[test]
fn a_script_brings_the_recorded_storm_once() {
    let event =
        |month: &str, action| ScriptedEvent { month: month.parse().unwrap(), day: 18, action };
    let storm = ScriptedAction::Storm {
        tracks_file: PathBuf::from(TRACKS),
        storm: "2017260N12310".to_owned(),
    };
    let shares = ScriptedAction::DamageShares(vec![[[0.1, 0.2, 0.3, 0.4]; 4]; 3]);
    let script = ScriptedHazard {
        events: vec![
            event("2027-09", storm),
            event("2026-09", ScriptedAction::Winds(vec![50.0, 40.0, 30.0])),
            event("2027-09", shares),
            event("2019-09", ScriptedAction::Winds(vec![1.0, 1.0, 1.0])),
        ],
        draw_effects: false,
    };
    let scenario = scenario(
        Pathway::None,
        vec![("drill", HazardKind::Scripted(script)), ("surge", surge("drill"))],
    );
    let model = HazardModel::compile(&scenario, &folder()).unwrap();
    let future = play(&model, 0, EFFECTS);
    let events = future.events();
    assert_eq!(events.len(), 3);
    assert_eq!((events[0].period, events[1].period, events[2].index_in_period), (8, 20, 1));
    assert_eq!(future.marine_ms(&events[0]), [50.0, 40.0, 30.0]);
    // Maria from IBTrACS at the three places (wind.md section 4); the second has factor .8.
    for (wind, expected) in future.marine_ms(&events[1]).iter().zip([72.4, 61.4, 69.8]) {
        assert!((wind - expected).abs() <= 0.10, "{wind}");
    }
    assert!(
        (future.effective_ms(&events[1])[1] - 0.8 * future.marine_ms(&events[1])[1]).abs() < 1e-4
    );
    assert!(matches!(&events[2].kind, EventKind::DamageShares(shares) if shares.len() == 3));
    assert_eq!(future, play(&model, 1, EFFECTS));
}

#[test]
fn a_brought_catalogue_is_drawn_by_whole_years() {
    let csv = "year,month,day,zone,wind_ms,depth_m\n7,9,3,north,60,1.5\n7,9,3,south,55,\n7,9,20,west,30,0\n9,8,1,west,20,\n";
    let listed = |years| {
        HazardKind::Catalogue(CatalogueHazard { events_file: PathBuf::from("events.csv"), years })
    };
    let source = Stated(BTreeMap::from([("events.csv", csv)]));
    let model =
        HazardModel::compile(&scenario(Pathway::None, vec![("brought", listed(4))]), &source)
            .unwrap();
    let (mut years_of_7, mut storms) = (0, 0);
    for replicate in 0..100 {
        let future = play(&model, replicate, NO_EFFECTS);
        storms += future.events().len();
        for pair in future.events().windows(2).filter(|pair| pair[0].period == pair[1].period) {
            assert_eq!((pair[0].day, pair[1].day), (3, 20));
            assert_eq!(future.marine_ms(&pair[0]), [60.0, 55.0, 0.0]);
            let depths: (Water, &[f32]) = (Water::Depth, &[1.5, 0.0, 0.0]);
            assert_eq!(future.water_m(&pair[0]), Some(depths));
            years_of_7 += 1;
        }
    }
    // A quarter of 3000 years, within four standard errors, and three events in four years.
    assert!((655..845).contains(&years_of_7), "{years_of_7}");
    assert!((2020..2480).contains(&storms), "{storms}");
    let refused = |csv: &'static str, years| {
        let source = Stated(BTreeMap::from([("events.csv", csv)]));
        let scenario = scenario(Pathway::None, vec![("brought", listed(years))]);
        match HazardModel::compile(&scenario, &source) {
            Err(DataError::Invalid(problems)) => problems[0].code,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(csv, 1), "D115");
    assert_eq!(refused("year,month,day,zone,wind_ms\n1,1,1,nort,60\n", 4), "D114");
}

#[test]
fn a_frequency_hazard_stands_in_where_there_are_no_tracks() {
    let mut month_shares = [0.0; 12];
    month_shares[8] = 1.0;
    let frequency = HazardKind::Frequency(FrequencyHazard {
        rate_per_year: number(0.25),
        clustering_size: number(f64::INFINITY),
        threshold_ms: number(17.5),
        scale_ms: number(12.5),
        shape: number(-0.08),
        cap_ms: number(90.0),
        month_shares,
        zone_sd_log: number(0.1),
        correlation_km: number(50.0),
    });
    let model =
        HazardModel::compile(&scenario(Pathway::Ssp245, vec![("storms", frequency)]), &folder())
            .unwrap();
    let storms: usize =
        (0..100).map(|replicate| play(&model, replicate, EFFECTS).events().len()).sum();
    // 3000 years at .25 a year and less than a tenth fewer by 2055.
    assert!((560..800).contains(&storms), "{storms}");
}

#[test]
fn seasons_without_tracks_are_refused() {
    let HazardKind::Tracks(mut hazard) = tracks(90) else { panic!() };
    (hazard.first_season, hazard.last_season) = (1900, 1910);
    let scenario = scenario(Pathway::None, vec![("cyclones", HazardKind::Tracks(hazard))]);
    let Err(DataError::Invalid(problems)) = HazardModel::compile(&scenario, &folder()) else {
        panic!()
    };
    assert_eq!(
        (problems[0].code, problems[0].notes[0].as_str()),
        ("D108", "it holds the seasons 1980 to 2024")
    );
}

#[test]
fn chances_stand_beside_the_record() {
    let scenario = scenario(Pathway::Ssp245, vec![("cyclones", tracks(1800))]);
    let all: Vec<HazardChances> = chances(&scenario, &folder(), None).unwrap();
    let one = &all[0];
    assert_eq!((one.synthetic_years, one.places.len(), one.passages.len()), (1800, 4, 10));
    assert!(!one.outside_checked_area);
    for place in &one.places {
        for pair in place.levels.windows(2) {
            assert!(pair[0].per_year >= pair[1].per_year);
            assert!(pair[0].over_horizon > pair[0].per_year);
        }
        assert!(
            place.levels.iter().all(|level| level.standard_error > 0.0 || level.per_year == 0.0)
        );
    }
    // wind.md section 2, smoothed by 1 degree: 33 m/s at Roseau once in 24 years.
    let hurricane = &one.places[0].levels[1];
    assert_eq!((one.places[0].name.as_str(), hurricane.wind_ms), ("Roseau", 33.0));
    assert!((1.0 / 32.0..1.0 / 18.0).contains(&hurricane.per_year), "{hurricane:?}");
    assert!(hurricane.agrees, "{hurricane:?}");
    // Passages within 100 km are two to three times as frequent as hurricane wind at the site.
    let near: f64 = one.passages[1..4].iter().map(|passage| passage.catalogue_per_year).sum();
    assert!((1.5..4.0).contains(&(near / hurricane.per_year)), "{near}");
    let later = &chances(&scenario, &folder(), Some(2095)).unwrap()[0];
    assert!(later.places[0].levels[0].per_year < one.places[0].levels[0].per_year);
    assert_eq!(later.passages, one.passages);
}

fn floods(driven_by: Option<&str>, zone_correlation: f64, protection: f64) -> HazardKind {
    let plain = |zone| Floodplain {
        zone,
        depths_m: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
        exposed_share: number(0.3),
        protection_standard_years: number(protection),
    };
    HazardKind::Flood(FloodHazard {
        driven_by: driven_by.map(str::to_owned),
        wind_correlation: number(0.5),
        zone_correlation: number(zone_correlation),
        month_shares: [1.0 / 12.0; 12],
        floodplains: vec![plain(0), plain(2)],
    })
}

fn stormy() -> HazardKind {
    HazardKind::Frequency(FrequencyHazard {
        rate_per_year: number(0.7),
        clustering_size: number(f64::INFINITY),
        threshold_ms: number(17.5),
        scale_ms: number(12.5),
        shape: number(-0.08),
        cap_ms: number(90.0),
        month_shares: [1.0 / 12.0; 12],
        zone_sd_log: number(0.1),
        correlation_km: number(60.0),
    })
}

/// Zone-years with a flood at least so deep at zones 0, 1 and 2, and at 0 and 2 together; and zone-years
/// in all.
fn count_floods(model: &HazardModel, depth_m: f32) -> ([f64; 4], f64) {
    let mut counts = [0.0; 4];
    for replicate in 0..400 {
        let sequence = play(model, replicate, NO_EFFECTS);
        for year in 0..30 {
            let mut deep = [false; 3];
            for event in sequence.events().iter().filter(|event| event.period / 12 == year) {
                if let Some((depths, _)) = sequence.flood_m(event) {
                    for (is_deep, depth) in deep.iter_mut().zip(depths) {
                        assert!(!*is_deep || *depth == 0.0, "two floods in a year");
                        *is_deep |= *depth >= depth_m;
                    }
                }
            }
            let both = deep[0] && deep[2];
            for (count, is) in counts.iter_mut().zip([deep[0], deep[1], deep[2], both]) {
                *count += f64::from(u8::from(is));
            }
        }
    }
    (counts, 400.0 * 30.0)
}

fn assert_near(count: f64, n: f64, p: f64) {
    let error = (p * (1.0 - p) / n).sqrt();
    assert!((count / n - p).abs() < 4.0 * error, "{} {p} {error}", count / n);
}

#[test]
fn floods_come_at_their_return_periods_together_or_apart() {
    for (correlation, together) in [(0.0, 0.04), (1.0, 0.2)] {
        let floods = vec![("rivers", floods(None, correlation, 0.0))];
        let model = HazardModel::compile(&scenario(Pathway::None, floods), &folder()).unwrap();
        // .2 m is the depth once in five years.
        let (counts, years) = count_floods(&model, 0.2);
        assert_near(counts[0], years, 0.2);
        assert_eq!(counts[1], 0.0);
        assert_near(counts[2], years, 0.2);
        assert_near(counts[3], years, together);
        if correlation == 1.0 {
            assert_eq!(counts[0], counts[3]);
        }
    }
}

#[test]
fn a_dike_stops_floods_below_its_standard_and_no_others() {
    let at = |protection: f64, depth_m: f32| {
        let floods = vec![("rivers", floods(None, 1.0, protection))];
        let model = HazardModel::compile(&scenario(Pathway::None, floods), &folder()).unwrap();
        count_floods(&model, depth_m).0[0]
    };
    // .4 m is the depth once in 25 years.
    assert_eq!(at(25.0, 0.01), at(0.0, 0.4));
    assert_eq!(at(25.0, 0.6), at(0.0, 0.6));
    assert!(at(0.0, 0.01) > 10.0 * at(25.0, 0.01));
}

#[test]
fn more_rain_multiplies_the_rate_of_floods() {
    let hazards = || vec![("rivers", floods(None, 1.0, 0.0))];
    let mut warm = scenario(Pathway::Ssp585, hazards());
    warm.climate.rain_change = number(1.0);
    let model = HazardModel::compile(&warm, &folder()).unwrap();
    let change = model.climate_change().central();
    let expected: f64 =
        (2026..2056).map(|year| 0.2 * change.flood_factor(year)).sum::<f64>() / 30.0;
    assert!(expected > 0.25);
    let (counts, years) = count_floods(&model, 0.2);
    // The chance differs between years, which makes the spread smaller than that of equal chances.
    assert_near(counts[0], years, expected);
}

#[test]
fn floods_go_with_the_storms_of_their_year_and_keep_their_rate() {
    let hazards = vec![("rivers", floods(Some("storms"), 0.0, 0.0)), ("storms", stormy())];
    let model = HazardModel::compile(&scenario(Pathway::None, hazards), &folder()).unwrap();
    let (counts, years) = count_floods(&model, 0.2);
    // The ranks of the wind come from 2000 years: their sampling error adds to that of the count.
    let error = (0.16 / years + 0.16 / 2000.0).sqrt();
    assert!((counts[0] / years - 0.2).abs() < 4.0 * error, "{}", counts[0] / years);
    // Floods of years with a storm come with it, the others alone, and strong storms bring more.
    let (mut with_storm, mut alone, mut dry_storms) = (Vec::new(), 0, Vec::new());
    for replicate in 0..100 {
        let sequence = play(&model, replicate, NO_EFFECTS);
        for event in sequence.events() {
            let wind = sequence.marine_ms(event)[0];
            let deep = sequence.flood_m(event).is_some_and(|(depths, _)| depths[0] >= 0.2);
            match (deep, wind > 0.0) {
                (true, true) => with_storm.push(wind),
                (true, false) => alone += 1,
                (false, true) => dry_storms.push(wind),
                (false, false) => {}
            }
        }
    }
    assert!(with_storm.len() > 100 && alone > 20, "{} {alone}", with_storm.len());
    let mean = |winds: &[f32]| winds.iter().sum::<f32>() / winds.len() as f32;
    assert!(mean(&with_storm) > mean(&dry_storms) + 2.0);
}
