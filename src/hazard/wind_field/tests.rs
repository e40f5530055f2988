use super::{
    FixMs, MS_PER_KNOT, Peak, RadiusRule, WindField, fixes_of, formula_radius_km, profile,
};
use crate::data::tracks::{TrackTime, find_storm, read_tracks};

const FORMULA: WindField = WindField { radius: RadiusRule::Formula, radius_factor: 1.0 };

fn fixed(radius_km: f64) -> WindField {
    WindField { radius: RadiusRule::Fixed(radius_km), radius_factor: 1.0 }
}

fn fix(hour: f64, lat: f64, lon: f64, wind_ms: f64) -> FixMs {
    FixMs { time: TrackTime((hour * 60.0) as i64), lat, lon, wind_ms, radius_km: None }
}

fn near(value: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((value - expected).abs() <= tolerance, "{what}: {value} instead of {expected}");
}

// The radius, the profile and short tracks hold their vectors in `selftest::wind`, which the tests run too.

#[test]
fn there_is_no_wind_in_the_centre() {
    assert_eq!(profile(0.000_9), 0.0);
    let wind = 100.0 * MS_PER_KNOT;
    let track = [fix(0.0, 15.0, -60.0, wind), fix(6.0, 15.0, -60.0, wind)];
    assert_eq!(fixed(20.0).peak_wind(&track, (15.0, -60.0)), 0.0);
}

#[test]
fn the_upper_bound_of_the_profile_is_close_and_above() {
    for step in 1..4000 {
        let scaled = f64::from(step) * 0.25;
        let (share, bound) = (profile(scaled), super::segment::most_share(scaled));
        assert!(bound * super::segment::MARGIN >= share, "{scaled}");
        assert!(scaled < 1.0 || bound < 1.2 * share, "{scaled}");
        assert!(!(1.0..=256.0).contains(&scaled) || bound < 1.004 * share, "{scaled}");
    }
    for degrees in -89..90 {
        let degrees = f64::from(degrees);
        assert!(super::segment::least_cos_degrees(degrees) <= super::segment::cos_degrees(degrees));
    }
}

#[test]
fn a_moving_cyclone_is_stronger_on_its_right() {
    let moment = super::segment::Moment {
        lat: 15.0,
        lon: -60.0,
        wind_ms: 60.0,
        radius_km: 20.0,
        translation: (-5.0, 0.0, 5.0),
    };
    let degrees = 30.0 / super::KM_PER_DEGREE;
    let east = degrees / super::segment::cos_degrees(15.0);
    for (point, expected) in [
        ((15.0 + degrees, -60.0), 48.007),
        ((15.0 - degrees, -60.0), 43.606),
        ((15.0, -60.0 + east), 45.806),
        ((15.0, -60.0 - east), 45.806),
    ] {
        near(moment.wind_at(point), expected, 0.000_5, "moving");
    }
    // The mirror image on the southern hemisphere.
    let southern = super::segment::Moment { lat: -15.0, ..moment };
    near(southern.wind_at((-15.0 - degrees, -60.0)), 48.007, 0.000_5, "southern");
}

#[test]
fn reported_radii_count_only_where_both_ends_have_one() {
    let mut track =
        [fix(0.0, 15.0, -60.0, 50.0), fix(6.0, 15.0, -61.0, 50.0), fix(12.0, 15.0, -62.0, 50.0)];
    let reported = WindField::default();
    let point = (15.6, -60.5);
    let formula = FORMULA.peak_wind(&track, point);
    track[0].radius_km = Some(60.0);
    assert_eq!(reported.peak_wind(&track, point), formula);
    track[1].radius_km = Some(60.0);
    assert!(reported.peak_wind(&track, point) > formula + 1.0);
    assert_eq!(FORMULA.peak_wind(&track, point), formula);
}

/// Storm, latitude, longitude; HURDAT2 with formula, IBTrACS with formula, HURDAT2 at 15 and 30 km.
type Vector = (&'static str, f64, f64, [f64; 4]);
const VECTORS: [Vector; 25] = [
    ("Maria", 15.5358, -61.3547, [73.8, 72.4, 73.8, 72.7]),
    ("Maria", 15.3996, -61.2887, [71.7, 71.8, 71.6, 71.0]),
    ("Maria", 15.3031, -61.3476, [69.8, 69.8, 69.8, 70.7]),
    ("Maria", 15.5664, -61.4497, [72.9, 71.7, 72.9, 72.5]),
    ("Maria", 15.4415, -61.3858, [71.5, 71.1, 71.4, 71.6]),
    ("Maria", 15.2483, -61.3657, [66.5, 65.9, 62.7, 70.8]),
    ("Maria", 15.2206, -61.362, [61.5, 61.4, 58.1, 70.7]),
    ("Maria", 15.2769, -61.3015, [70.2, 69.9, 70.2, 69.8]),
    ("Maria", 15.362, -61.3682, [70.2, 70.3, 70.2, 71.7]),
    ("Maria", 15.5019, -61.4501, [72.4, 71.1, 72.3, 71.9]),
    ("Maria", 15.3, -61.39, [69.4, 69.0, 70.0, 70.2]),
    ("Maria", 16.6, -61.39, [25.4, 25.4, 23.1, 33.8]),
    ("Maria", 14.0, -61.0, [21.9, 21.9, 20.3, 29.7]),
    ("Ivan", 12.48, -61.4518, [29.4, 29.3, 24.0, 35.2]),
    ("Ivan", 12.1286, -61.6424, [49.0, 48.4, 40.1, 56.3]),
    ("Ivan", 12.0575, -61.6632, [56.2, 56.0, 48.7, 55.0]),
    ("Ivan", 12.0569, -61.7242, [56.0, 56.1, 50.3, 55.0]),
    ("Ivan", 12.1436, -61.7062, [48.5, 47.8, 39.8, 56.5]),
    ("Ivan", 12.1913, -61.6799, [43.8, 43.3, 36.0, 52.6]),
    ("Ivan", 12.209, -61.638, [42.0, 41.6, 34.4, 50.4]),
    ("Ivan", 12.05, -61.75, [55.9, 56.0, 52.2, 55.0]),
    ("Ivan", 13.1, -59.61, [17.8, 17.8, 14.0, 20.6]),
    ("Irma", 18.0406, -63.0701, [74.5, 76.0, 74.4, 75.8]),
    ("Irma", 18.03, -63.05, [74.3, 75.8, 74.2, 75.8]),
    ("Irma", 17.3, -62.72, [31.7, 32.4, 30.7, 44.9]),
];

fn check(bytes: &[u8], ids: [&str; 3], columns: &[(WindField, usize)]) {
    let tracks = read_tracks("tracks", bytes).unwrap();
    for (name, id) in ["Maria", "Ivan", "Irma"].into_iter().zip(ids) {
        let track = fixes_of(find_storm(&tracks, id).unwrap());
        let vectors: Vec<&Vector> = VECTORS.iter().filter(|vector| vector.0 == name).collect();
        let points: Vec<(f64, f64)> = vectors.iter().map(|vector| (vector.1, vector.2)).collect();
        for (field, column) in columns {
            let mut peaks: Vec<Peak> = Vec::new();
            field.peaks(&track, &points, &mut peaks);
            for (vector, peak) in vectors.iter().zip(&peaks) {
                near(peak.wind_ms, vector.3[*column], 0.10, &format!("{vector:?}"));
                assert_eq!(peak.wind_ms, field.peak_wind(&track, (vector.1, vector.2)));
            }
        }
    }
}

const EXTRACT: &[u8] = include_bytes!("../../../tests/data/maria_ivan_irma.csv");

#[test]
fn three_storms_of_ibtracs_hold_their_vectors() {
    check(EXTRACT, ["2017260N12310", "2004247N10332", "2017242N16333"], &[(FORMULA, 1)]);
}

#[test]
fn three_storms_of_hurdat2_hold_their_vectors() {
    let Some(file) = std::env::var_os("LEEWARD_HURDAT2") else {
        #[expect(clippy::print_stderr, reason = "a test that checked nothing says so")]
        {
            eprintln!("skipped: LEEWARD_HURDAT2 names no HURDAT2 file");
        }
        return;
    };
    let bytes = std::fs::read(file).unwrap();
    check(
        &bytes,
        ["AL152017", "AL092004", "AL112017"],
        &[(FORMULA, 0), (fixed(15.0), 2), (fixed(30.0), 3)],
    );
}

#[test]
fn passing_over_stretches_changes_no_bit() {
    let tracks = read_tracks("tracks", EXTRACT).unwrap();
    let points: Vec<(f64, f64)> =
        (0..60).map(|i| (8.0 + 0.4 * f64::from(i), -90.0 + 0.83 * f64::from(i % 37))).collect();
    for track in &tracks {
        let mut track = fixes_of(track);
        for (field, shift) in [
            (FORMULA, 0.0),
            (WindField { radius_factor: 2.3, ..FORMULA }, 1.37),
            (fixed(15.0), -2.9),
        ] {
            for fix in &mut track {
                fix.lat += shift;
                fix.lon -= shift;
            }
            let mut peaks = Vec::new();
            field.peaks(&track, &points, &mut peaks);
            for (point, peak) in points.iter().zip(&peaks) {
                assert_eq!(peak.wind_ms.to_bits(), field.peak_wind(&track, *point).to_bits());
            }
            let strongest = peaks.iter().fold(0.0_f64, |most, peak| most.max(peak.wind_ms));
            let mut again = Vec::new();
            assert!(field.peaks_if_any(&track, &points, strongest, &mut again));
            assert_eq!(again, peaks);
            assert!(!field.peaks_if_any(&track, &points, strongest.next_up(), &mut again));
        }
    }
}

#[test]
fn longitudes_wrap_at_the_date_line() {
    let plain = [fix(0.0, 15.0, -61.0, 50.0), fix(6.0, 15.4, -62.0, 55.0)];
    let moved = [fix(0.0, 15.0, -179.5, 50.0), fix(6.0, 15.4, 179.5, 55.0)];
    let (mut a, mut b) = (Vec::new(), Vec::new());
    FORMULA.peaks(&plain, &[(15.5, -61.2), (15.1, -62.4)], &mut a);
    FORMULA.peaks(&moved, &[(15.5, -179.7), (15.1, 179.1)], &mut b);
    for (one, other) in a.iter().zip(&b) {
        near(one.wind_ms, other.wind_ms, 1e-9, "wrapped");
    }
}

#[test]
fn positions_stand_on_the_track_and_explain_its_winds() {
    let tracks = read_tracks("tracks", EXTRACT).unwrap();
    let maria = fixes_of(find_storm(&tracks, "2017260N12310").unwrap());
    let positions = FORMULA.positions(&maria, 15);
    assert!(positions.windows(2).all(|pair| pair[0].time < pair[1].time));
    assert_eq!(positions.last().map(|last| last.time), maria.last().map(|fix| fix.time));
    for fix in &maria {
        let at = FORMULA.position(&maria, fix.time).unwrap();
        near(at.lat, fix.lat, 1e-12, "latitude");
        near(at.lon, fix.lon, 1e-12, "longitude");
        near(at.wind_ms, fix.wind_ms, 1e-12, "wind");
        assert!(positions.contains(&at));
        assert_eq!(at.radius_km, formula_radius_km(at.wind_ms, at.lat));
    }
    assert_eq!(FORMULA.position(&maria, TrackTime(maria[0].time.0 - 1)), None);
    // Where the largest wind at a place comes from: no more than the profile at its distance allows.
    let point = (15.3, -61.39);
    let mut peaks = Vec::new();
    FORMULA.peaks(&maria, &[point], &mut peaks);
    let then = FORMULA.position(&maria, peaks[0].time).unwrap();
    let most = then.wind_ms * profile(then.distance_km(point) / then.radius_km);
    assert!(peaks[0].wind_ms <= most * 1.01 && peaks[0].wind_ms > 0.8 * most, "{most}");
}

#[test]
fn passages_are_judged_by_the_wind_while_near() {
    let tracks = read_tracks("tracks", EXTRACT).unwrap();
    let maria = fixes_of(find_storm(&tracks, "2017260N12310").unwrap());
    let roseau = (15.3, -61.39);
    let at_100 = FORMULA.passage(&maria, roseau, 100.0).unwrap();
    let at_300 = FORMULA.passage(&maria, roseau, 300.0).unwrap();
    assert!(at_100 > 113.0 * MS_PER_KNOT && at_100 <= at_300);
    assert_eq!(FORMULA.passage(&maria, (40.0, 0.0), 300.0), None);
}
