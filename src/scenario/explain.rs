//! What `leeward explain WORD` prints: a key, a section, a lever, a kind of
//! intervention, an outcome, a profile or a code.

use super::catalogue::{self, KINDS};
use super::findings::listed;
use super::keys::{self, Fallback, Key, Kind, SECTIONS, Shape};
use super::lever::{Combine, LEVER_TABLE, LeverEntry};
use super::profile::{PROFILES, Profile};
use super::reader::tidy;
use crate::diagnostic::codes;
use crate::outcome::{OUTCOME_TABLE, Outcome};

const EXIT_CODES: &str = "exit-codes";

/// The explanation of a word; every meaning of it, where there are several. For an unknown word,
/// [`similar`] names known ones.
pub fn explain(word: &str) -> Option<String> {
    let word = word.trim();
    if word.eq_ignore_ascii_case(EXIT_CODES) {
        return Some(codes::exit_codes());
    }
    if let Some(page) = codes::page_on(word) {
        return Some(page.text());
    }
    let mut pages: Vec<String> = Vec::new();
    pages.extend(LEVER_TABLE.iter().filter(|lever| lever.name == word).map(lever_page));
    pages.extend(catalogue::page_on(word));
    pages.extend(OUTCOME_TABLE.iter().filter(|outcome| outcome.id == word).map(outcome_page));
    pages.extend(PROFILES.iter().filter(|profile| profile.name == word).map(profile_page));
    let sections =
        SECTIONS.iter().filter(|section| !section.path.is_empty() && section.path == word);
    pages.extend(sections.map(section_page));
    // Levers, outcomes and sections have pages of their own.
    let is_plain = |key: &&Key| {
        let is_section = key.section.is_empty() && matches!(key.kind, Kind::Table | Kind::Tables);
        !is_section && !matches!(key.section, "interventions.levers" | "experiment.wanted")
    };
    pages.extend(keys::all().filter(is_plain).filter(|key| is_meant(key, word)).map(key_page));
    (!pages.is_empty()).then(|| pages.join("\n"))
}

/// Known words that are like an unknown one, nearest first, at most five.
pub fn similar(word: &str) -> Vec<String> {
    let mut words: Vec<String> = keys::all().map(|key| key.name.to_owned()).collect();
    words.extend(SECTIONS.iter().map(|section| section.path.to_owned()));
    words.extend(PROFILES.iter().map(|profile| profile.name.to_owned()));
    words.extend(KINDS.iter().map(|kind| (*kind).to_owned()));
    words.push(EXIT_CODES.to_owned());
    words.sort();
    words.dedup();
    let last = word.rsplit('.').next().unwrap_or(word);
    let mut likely: Vec<(f64, String)> = words
        .into_iter()
        .map(|known| (strsim::jaro_winkler(last, &known), known))
        .filter(|(likeness, _)| *likeness >= 0.75)
        .collect();
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    likely.into_iter().take(5).map(|(_, known)| known).collect()
}

/// A key is meant by its name, its path, or its path in a scenario: `zones.north.households`.
fn is_meant(key: &Key, word: &str) -> bool {
    if key.name == word || key.path() == word {
        return true;
    }
    let parts: Vec<&str> = word.split('.').collect();
    match parts[..] {
        [first, _, last] => key.name == last && key.section.split('.').next() == Some(first),
        _ => false,
    }
}

fn key_page(key: &Key) -> String {
    let mut lines = vec![key.path(), String::new(), format!("  {}", key.about), String::new()];
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("  {name:<9}{text}"));
        }
    };
    line("unit", key.unit.to_owned());
    line("takes", takes(key.kind));
    line("default", default_words(key));
    if let Some((low, high)) = key.typical {
        line("usually", format!("{} to {}", tidy(low), tidy(high)));
    }
    if matches!(key.fallback, Fallback::Number(_)) {
        line("status", key.status.to_string());
        line(
            "source",
            if key.source.is_empty() { "none".to_owned() } else { key.source.to_owned() },
        );
        for profile in PROFILES.iter().filter(|profile| changes(profile, key)) {
            let value = profile.default_of(key).map_or(0.0, |it| it.0);
            line("profile", format!("{} in {}", tidy(value), profile.name));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn changes(profile: &Profile, key: &Key) -> bool {
    profile.changes.iter().any(|it| it.section == key.section && it.name == key.name)
}

fn takes(kind: Kind) -> String {
    match kind {
        Kind::Number { least, most } if most.is_infinite() => {
            format!("a number of {} or more, or a table with source and status", tidy(least))
        }
        Kind::Number { least, most } => format!(
            "a number from {} to {}, or a table with source and status",
            tidy(least),
            tidy(most)
        ),
        Kind::Integer { least, most } => format!("a whole number from {least} to {most}"),
        Kind::Text => "a text, or a table of texts by language".to_owned(),
        Kind::Id => "a short name of small letters, digits, `_` and `-`".to_owned(),
        Kind::Month => "a month such as \"2026-01\"".to_owned(),
        Kind::Path => "a file, relative to the scenario".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Word(words) => format!("one of {}", listed(words.iter().copied())),
        Kind::Numbers { least, most, fewest, longest } => {
            let count = if fewest == longest {
                fewest.to_string()
            } else {
                format!("{fewest} to {longest}")
            };
            format!("a list of {count} numbers from {} to {}", tidy(least), tidy(most))
        }
        Kind::Names => "a list of names".to_owned(),
        Kind::Table => "a table".to_owned(),
        Kind::Tables => "a list of tables".to_owned(),
        Kind::ByZone => "a table for each zone that is named".to_owned(),
    }
}

fn default_words(key: &Key) -> String {
    match key.fallback {
        Fallback::Required => "none; it must be stated".to_owned(),
        Fallback::Absent => "left out".to_owned(),
        Fallback::Number(number) => tidy(number),
        Fallback::Integer(number) => number.to_string(),
        Fallback::Text(text) => format!("\"{text}\""),
        Fallback::Flag(flag) => flag.to_string(),
        Fallback::Numbers(numbers) => {
            let words: Vec<String> = numbers.iter().map(|number| tidy(*number)).collect();
            format!("[{}]", words.join(", "))
        }
    }
}

fn lever_page(lever: &LeverEntry) -> String {
    let combine = match lever.combine {
        Combine::Largest => "the largest counts",
        Combine::Sum => "they add up",
        Combine::Complement => "1 - (1 - x)(1 - y): two halves make three quarters",
    };
    format!(
        "interventions.levers.{} (lever)\n\n  {}\n\n  unit     {}\n  takes    a number from {} to {}, or a table with source and status\n  one unit that is delivered and costed: {}\n  several  {combine}\n",
        lever.name,
        lever.about,
        lever.unit,
        tidy(lever.least),
        tidy(lever.most),
        lever.delivered,
    )
}

fn outcome_page(outcome: &Outcome) -> String {
    let wanted = keys::wanted_word(outcome.wanted);
    format!(
        "{} (outcome)\n\n  {}\n\n  label    {}\n  wanted   {wanted}; experiment.wanted.{} states another direction\n",
        outcome.id, outcome.about, outcome.label, outcome.id
    )
}

fn profile_page(profile: &Profile) -> String {
    let mut text = format!("{} (profile)\n\n  {}\n", profile.name, profile.about);
    for change in profile.changes {
        text = format!("{text}  {}.{} = {}\n", change.section, change.name, tidy(change.value));
    }
    text
}

fn section_page(section: &keys::Section) -> String {
    let (open, close) = match section.shape {
        Shape::Many => ("[[", "]]"),
        Shape::ByZone => ("[", ".<zone>]"),
        _ => ("[", "]"),
    };
    let mut text = format!("{open}{}{close}\n\n  {}\n", section.path, section.about);
    if section.shape == Shape::Reserved {
        return format!("{text}  Reserved by format 1 and not built yet: it is refused.\n");
    }
    if section.shape == Shape::HazardKind {
        let kind = section.path.trim_start_matches("hazards.");
        text = format!("[[hazards]] with kind = \"{kind}\"\n\n  {}\n", section.about);
    }
    for key in keys::of_section(section.path) {
        text = format!("{text}\n  {:<32} {}", key.name, key.about);
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::{explain, similar};
    use crate::diagnostic::codes::pages;
    use crate::scenario::keys;

    #[test]
    fn every_key_code_lever_and_section_is_explained() {
        for key in keys::all().filter(|key| !key.section.is_empty()) {
            let text = explain(key.name).unwrap_or_else(|| panic!("{}", key.path()));
            assert!(text.contains(key.about), "{}", key.path());
        }
        for page in pages() {
            assert!(explain(page.code).is_some_and(|text| text.contains(page.rule)));
        }
        assert!(explain("exit-codes").unwrap().contains("  75  try again later"));
        assert!(explain("workshop").unwrap().contains("not built yet"));
        assert!(explain("zones").unwrap().contains("elevation_quantiles_m"));
    }

    #[test]
    fn one_key_in_full() {
        insta::assert_snapshot!(explain("behaviour.decision_rate_per_year").unwrap());
        assert_eq!(explain("behaviour.decision_rate_per_year"), explain("decision_rate_per_year"));
        assert!(explain("zones.north.households").unwrap().starts_with("zones.households"));
        assert!(explain("makeshift_share").unwrap().contains("0.4 in caribbean_fragile_dwellings"));
    }

    #[test]
    fn unknown_words_bring_similar_ones() {
        assert_eq!(explain("coverage_shar"), None);
        assert_eq!(similar("coverage_shar")[0], "coverage_share");
    }
}
