//! `[[alternatives]]`: how they are read, and what they make of the scenario.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use leeward::diagnostic::Diagnostic;
use leeward::scenario::hazard::Pathway;
use leeward::scenario::{Loaded, load, template};

fn with(alternatives: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let text = format!("{}\n{alternatives}", template::template("a"));
    load("case.toml", text.as_bytes(), &[])
}

fn alternative(set: &str) -> String {
    format!(
        "[[alternatives]]\nid = \"other\"\ntitle = \"Other\"\nsource = \"test\"\n\
         [alternatives.set]\n{set}\n"
    )
}

/// Codes with the text they point at.
fn found(set: &str) -> Vec<(&'static str, String)> {
    let found = with(&alternative(set)).unwrap_err();
    found
        .iter()
        .map(|it| {
            let span = it.span.as_ref().unwrap();
            (it.code, span.source.text[span.range.clone()].to_owned())
        })
        .collect()
}

#[test]
fn an_alternative_is_the_scenario_with_other_values() {
    let loaded =
        with(&alternative("\"climate.pathway\" = \"SSP5-8.5\"\n\"currency.cost_ratio\" = 1.5"))
            .unwrap();
    let mut expected = loaded.alternatives[0].clone();
    assert_eq!(expected.pathway, Pathway::Ssp585);
    assert_eq!(expected.currency.cost_ratio.central, 1.5);
    expected.pathway = loaded.scenario.pathway;
    expected.currency = loaded.scenario.currency.clone();
    expected.alternatives = loaded.scenario.alternatives.clone();
    assert!(expected == loaded.scenario, "nothing else differs");
    let again = load("resolved", loaded.resolved.as_bytes(), &[]).unwrap();
    assert!(again.scenario == loaded.scenario);
    // Sources and the mark of the profile aside, the resolved text makes the same alternatives.
    assert_eq!(again.alternatives[0].pathway, Pathway::Ssp585);
    assert_eq!(again.resolved, loaded.resolved);
}

#[test]
fn keys_may_be_written_as_tables_in_tables() {
    let points = with(&alternative(
        "\"climate.pathway\" = \"SSP1-2.6\"\n\
         \"recovery.repair_capacity_share_per_year\" = { low = 0.1, mode = 0.2, high = 0.3 }",
    ))
    .unwrap();
    let tables = with(&alternative(
        "climate = { pathway = \"SSP1-2.6\" }\n\
         recovery.repair_capacity_share_per_year = { low = 0.1, mode = 0.2, high = 0.3 }",
    ))
    .unwrap();
    assert!(points.scenario == tables.scenario);
    assert!(points.alternatives == tables.alternatives);
    assert_eq!(points.resolved, tables.resolved);
}

#[test]
fn errors_point_into_the_alternative() {
    assert_eq!(
        found("\"climate.pathwy\" = \"SSP5-8.5\""),
        [("S201", "\"climate.pathwy\"".to_owned())]
    );
    assert_eq!(found("\"currency.cost_ratio\" = -1"), [("S204", "-1".to_owned())]);
    assert_eq!(
        found("\"zones.nowhere.households\" = 10"),
        [("S324", "\"zones.nowhere.households\"".to_owned())]
    );
    assert_eq!(
        found("\"scenario.horizon_years\" = 10"),
        [("S342", "\"scenario.horizon_years\"".to_owned())]
    );
    let errors = with(&alternative("\"climate.pathway\" = \"RCP8.5\"")).unwrap_err();
    let error = &errors[0];
    assert!(error.notes.iter().any(|note| note.contains("`other`")), "{error:?}");
    let span = error.span.as_ref().unwrap();
    let (line, column) = span.source.line_column(span.range.start);
    let last = template::template("a").lines().count() + 7;
    assert_eq!((line, column), (last, 21));
}
