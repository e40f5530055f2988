use super::{Track, find_storm, read_tracks};
use crate::data::DataError;
use crate::diagnostic::Diagnostic;
use proptest::prelude::*;

const PLAIN: &str = "sid,season,iso_time_utc,lat_deg,lon_deg,wind_kt,pressure_mb
2017260N12310,2017,2017-09-18 18:00:00,15.0,-61.0,120,
2017260N12310,2017,2017-09-18 12:00:00,14.5,-59.7,,960
1980199N31284,1980,1980-07-17 00:00:00,30.5,283.5,20,
";

const IBTRACS: &str = "SID,SEASON,NUMBER,BASIN,SUBBASIN,NAME,ISO_TIME,NATURE,LAT,LON,WMO_WIND,USA_ATCF_ID,USA_WIND,USA_RMW
 ,Year, , , , , , ,degrees_north,degrees_east,kts, ,kts,nmile
2017260N12310,2017,90,NA,NA,MARIA,2017-09-18 18:00:00,TS,15.0,-61.0,110,AL152017,120,10
2017260N12310,2017,90,NA,NA,MARIA,2017-09-19 00:00:00,TS,15.3,-61.4,140,AL152017, , \n2017260N12311,2017,91,EP,EP,NOT_NAMED,2017-09-18 18:00:00,TS,15.0,-110.0,35, , , \n";

const HURDAT2: &str = "AL992017,              EXAMPLE,      2,
20170918, 1800,  , HU, 15.0N,  61.0W, 120,  950,  120,  100,   60,   90,   60,   50,   30,   40,   30,   20,   15,   20,   10
20170919,0015,L,HU,15.3N,61.4W,-99,-999,-999,-999,-999,-999,-999,-999,-999,-999,-999,-999,-999,-999,-999
EP012017, UNNAMED, 1
20170511, 0000,  , TD,  5.0S, 179.5E,  25, -999,
";

fn read(text: &str) -> Vec<Track> {
    read_tracks("tracks", text.as_bytes()).unwrap()
}

fn problems(text: &str) -> Vec<Diagnostic> {
    match read_tracks("tracks", text.as_bytes()) {
        Err(DataError::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

/// Code, line, column and marked text of the first problem.
fn first(text: &str) -> (&'static str, usize, usize, String) {
    let problem = problems(text).remove(0);
    let span = problem.span.expect("a place");
    let (line, column) = span.source.line_column(span.range.start);
    (problem.code, line, column, span.source.text[span.range].to_owned())
}

#[test]
fn plain_tracks_are_sorted_by_id_and_time() {
    let tracks = read(PLAIN);
    assert_eq!(tracks.len(), 2);
    assert_eq!(tracks[0].sid, "1980199N31284");
    assert_eq!(tracks[0].fixes[0].lon, -76.5);
    let maria = &tracks[1];
    assert_eq!((maria.season, maria.fixes.len()), (2017, 2));
    assert_eq!(maria.fixes[0].wind_kt, None);
    assert_eq!(maria.fixes[1].wind_kt, Some(120.0));
    assert_eq!(maria.fixes[1].time.0 - maria.fixes[0].time.0, 360);
    assert_eq!(maria.lifetime_maximum_kt(), 120.0);
}

#[test]
fn official_ibtracs_is_read_by_name_with_its_line_of_units() {
    let tracks = read(IBTRACS);
    let maria = &tracks[0];
    assert_eq!(maria.atcf_id.as_deref(), Some("AL152017"));
    assert_eq!(maria.name.as_deref(), Some("MARIA"));
    assert_eq!((maria.fixes[0].wind_kt, maria.fixes[0].radius_nm), (Some(120.0), Some(10.0)));
    assert_eq!((maria.fixes[1].wind_kt, maria.fixes[1].radius_nm), (Some(140.0), None));
    // Outside the North Atlantic the agency's wind is no 1-minute wind.
    assert_eq!((tracks[1].name.as_deref(), tracks[1].fixes[0].wind_kt), (None, None));
}

#[test]
fn spur_tracks_are_passed_over() {
    let text = IBTRACS.replace("NUMBER", "TRACK_TYPE").replace(",91,", ",spur,");
    let tracks = read(&text);
    assert_eq!((tracks.len(), tracks[0].fixes.len()), (1, 2));
}

#[test]
fn hurdat2_is_read_with_any_spacing() {
    let tracks = read(HURDAT2);
    let example = &tracks[0];
    assert_eq!((example.sid.as_str(), example.season), ("AL992017", 2017));
    assert_eq!(example.fixes[0].wind_kt, Some(120.0));
    assert_eq!(example.fixes[0].radius_nm, Some(10.0));
    assert_eq!((example.fixes[1].lat, example.fixes[1].lon), (15.3, -61.4));
    assert_eq!((example.fixes[1].wind_kt, example.fixes[1].radius_nm), (None, None));
    assert_eq!(example.fixes[1].time.0 - example.fixes[0].time.0, 375);
    assert_eq!((tracks[1].fixes[0].lat, tracks[1].fixes[0].lon), (-5.0, 179.5));
    assert_eq!(tracks[1].name, None);
}

#[test]
fn storms_are_found_by_id_or_name_and_near_ones_are_named() {
    let tracks = read(IBTRACS);
    for wanted in ["2017260n12310", "al152017", "Maria 2017", " maria  2017 "] {
        assert_eq!(find_storm(&tracks, wanted).unwrap().sid, "2017260N12310", "{wanted}");
    }
    let DataError::Invalid(problems) = find_storm(&tracks, "MARA 2017").unwrap_err() else {
        panic!()
    };
    assert_eq!(problems[0].code, "D107");
    assert!(problems[0].help.as_ref().unwrap().text.contains("`MARIA 2017`"));
}

#[test]
fn wrong_values_have_line_and_column() {
    assert_eq!(
        first(&PLAIN.replace(",14.5,", ",fourteen,")),
        ("D105", 3, 40, "fourteen".to_owned())
    );
    assert_eq!(
        first(&PLAIN.replace("2017-09-18 12", "2017-09-31 12")),
        ("D106", 3, 20, "2017-09-31 12:00:00".to_owned())
    );
    assert_eq!(first(&PLAIN.replace(",14.5,", ",145,")), ("D111", 3, 40, "145".to_owned()));
    assert_eq!(first(&HURDAT2.replace("15.3N", "15.3")), ("D105", 3, 20, "15.3".to_owned()));
    assert_eq!(first(&HURDAT2.replace("0015", "0075")), ("D106", 3, 1, "20170919".to_owned()));
    assert_eq!(first(&HURDAT2.replace("61.0W, 120", "61.0W, x20")).0, "D105");
}

#[test]
fn unknown_layouts_are_told_apart() {
    assert_eq!(first(&PLAIN.replace(',', ";")).0, "D104");
    assert_eq!(first(&PLAIN.replace("lat_deg", "latitude")).0, "D103");
    assert_eq!(first("Dear reader,\nhello\n").0, "D102");
    assert_eq!(problems(PLAIN.lines().next().unwrap())[0].code, "D101");
    assert_eq!(problems("")[0].code, "D101");
}

#[test]
fn problems_stop_after_twenty() {
    let header = PLAIN.lines().next().unwrap();
    let text = format!("{header}\n{}", "A,2017,x,1,1,1,\n".repeat(50));
    assert_eq!(problems(&text).len(), 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn damaged_files_never_panic(
        which in 0_usize..3,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..12),
    ) {
        let mut bytes = [PLAIN, IBTRACS, HURDAT2][which].as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at + 1),
            }
        }
        let _ = read_tracks("tracks", &bytes);
    }
}
