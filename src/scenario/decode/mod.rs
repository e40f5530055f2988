//! From the tree of what was typed to a checked [`Scenario`], one file for each group of sections.

mod actors;
mod alternatives;
mod appraisal;
mod case;
mod channels;
mod delivery;
mod floods;
mod hazards;
mod households;
mod place;
mod prices;
mod scripted;
mod stop;
mod targets;
mod uncertainty;

pub(super) use alternatives::scenarios;

use super::check;
use super::findings::Findings;
use super::keys::{SECTIONS, Shape};
use super::parameters::{
    Behaviour, Care, Finance, Labour, Livelihood, Policy, Recovery, Sites, Standards, Tracking,
    Vulnerability,
};
use super::profile::{PROFILES, Profile};
use super::reader::TableReader;
use super::recovery::RepairQueue;
use super::tree::{Table, Value};
use super::{Scenario, extension, hazard};
use crate::diagnostic::{Diagnostic, Span};

/// Reads the whole file. The result stands only if no error was found.
pub(super) fn decode(root: &Table, findings: &Findings) -> Scenario {
    let profile = profile_of(root);
    let reader = TableReader::root(root, findings, profile);
    check_format(&reader, root, findings);
    refuse_extension(&reader);

    let case = case::scenario(&reader.table("scenario", "scenario"));
    let experiment = case::experiment(&reader.table("experiment", "experiment"));
    let currency = case::currency(&reader.table("currency", "currency"));
    let zones = place::zones(&reader);
    let destinations = place::destinations(&reader, currency.price_year);
    let channels = channels::read(&reader, &destinations);
    let households = households::read(&reader.table("population", "population"));
    let (pathway, climate) = case::climate(&reader.table("climate", "climate"));
    let hazards = hazards::read(&reader, case.horizon, &zones);
    let vulnerability = section(&reader, "vulnerability", |read| {
        Vulnerability::from_keys(|key| read.parameter(key))
    });
    let behaviour =
        section(&reader, "behaviour", |read| Behaviour::from_keys(|key| read.parameter(key)));
    let (recovery, repair_queue) = section(&reader, "recovery", |read| {
        let queue = RepairQueue::of_word(read.word("repair_queue"));
        (Recovery::from_keys(|key| read.parameter(key)), queue)
    });
    let livelihood =
        section(&reader, "livelihood", |read| Livelihood::from_keys(|key| read.parameter(key)));
    let sites = section(&reader, "sites", |read| Sites::from_keys(|key| read.parameter(key)));
    let standards =
        section(&reader, "standards", |read| Standards::from_keys(|key| read.parameter(key)));
    let care = section(&reader, "care", |read| Care::from_keys(|key| read.parameter(key)));
    let tracking =
        section(&reader, "tracking", |read| Tracking::from_keys(|key| read.parameter(key)));
    let finance = section(&reader, "finance", |read| Finance::from_keys(|key| read.parameter(key)));
    let labour = section(&reader, "labour", |read| Labour::from_keys(|key| read.parameter(key)));
    let policy = section(&reader, "policy", |read| Policy::from_keys(|key| read.parameter(key)));
    let actors = actors::read(&reader);
    let payers = (actors.as_slice(), currency.price_year);
    let interventions = delivery::interventions(&reader, case.horizon, &zones, payers);
    let strategies = delivery::strategies(&reader, &interventions);
    let appraisal = appraisal::read(&reader.table("appraisal", "appraisal"), currency.price_year);
    let targets = targets::read(&reader, case.horizon);
    let alternatives = alternatives::read(&reader);
    let posterior = uncertainty::read(&reader.table("uncertainty", "uncertainty"));
    refuse_reserved(&reader, root);
    refuse_zones_file(&reader);
    reader.finish();

    let scenario = Scenario {
        id: case.id,
        title: case.title,
        summary: case.summary,
        profile: profile.name.to_owned(),
        horizon: case.horizon,
        experiment,
        currency,
        boundaries_file: case.boundaries_file,
        zones,
        destinations,
        channels,
        population: households.population,
        household_sizes: households.sizes,
        dwelling_mix: households.dwelling_mix,
        tenure: households.tenure,
        livelihoods: households.livelihoods,
        pathway,
        climate,
        hazards,
        vulnerability,
        behaviour,
        recovery,
        repair_queue,
        livelihood,
        sites,
        policy,
        actors,
        finance,
        labour,
        standards,
        care,
        tracking,
        interventions,
        strategies,
        appraisal,
        targets,
        alternatives,
        posterior,
    };
    check::whole(&scenario, root, findings);
    scenario
}

fn section<'a, T>(
    reader: &TableReader<'a>,
    name: &'static str,
    read: impl FnOnce(&TableReader<'a>) -> T,
) -> T {
    let table = reader.table(name, name);
    let section = read(&table);
    table.finish();
    section
}

/// The profile is needed before the section that names it is read; a wrong name is reported there.
fn profile_of(root: &Table) -> &'static Profile {
    let name = root.get("scenario").and_then(|entry| match &entry.value.value {
        Value::Table(scenario) => scenario.text("profile"),
        _ => None,
    });
    name.and_then(Profile::named).unwrap_or(&PROFILES[0])
}

fn check_format(reader: &TableReader<'_>, root: &Table, findings: &Findings) {
    let Some(entry) = root.get("format") else {
        findings.add(format_missing(root.entries.first().map(|entry| &entry.key_span)));
        reader.mark_read("format");
        return;
    };
    reader.mark_read("format");
    if !matches!(entry.value.value, Value::Integer(1) | Value::Reported) {
        let newer = matches!(entry.value.value, Value::Integer(number) if number > 1);
        let message = if newer {
            "this file has a newer format than this program reads"
        } else {
            "this file has a format that this program does not read"
        };
        let found = Diagnostic::error("S113", message, Some(entry.value.span.clone()))
            .label("only format 1 is read");
        findings.add(if newer {
            found.help("get a newer version of leeward, or write the file for format 1")
        } else {
            found.replace("write 1", "1")
        });
    }
}

/// A file does not say its format; `first` is anywhere in it.
pub(super) fn format_missing(first: Option<&Span>) -> Diagnostic {
    let start = first.map(|span| Span { source: span.source.clone(), range: 0..0 });
    Diagnostic::error("S112", "the file does not say which format it has", start)
        .label("`format` belongs here")
        .replace("begin the file with: format = 1", "format = 1\n")
}

/// What a file extends was laid under it before; only an option of the command line can say it here.
fn refuse_extension(reader: &TableReader<'_>) {
    if reader.has(extension::KEY) {
        reader.mark_read(extension::KEY);
        reader.report(
            Diagnostic::error(
                "S120",
                "what a scenario extends stands in the file",
                reader.key_place(extension::KEY),
            )
            .label("too late here")
            .help("write it at the top of the file: extends = \"scenario.toml\""),
        );
    }
}

/// Refuses sections that the format reserves, by name, so that none is silently without effect.
fn refuse_reserved(reader: &TableReader<'_>, root: &Table) {
    for section in SECTIONS.iter().filter(|section| section.shape == Shape::Reserved) {
        let Some(entry) = root.get(section.path) else { continue };
        reader.mark_read(section.path);
        reader.findings.add(
            Diagnostic::error(
                "S212",
                format!("the section `{}` is reserved and not built yet", section.path),
                Some(entry.key_span.clone()),
            )
            .label("would have no effect")
            .note(format!("it is for: {}", section.about))
            .help("remove the section, or put # before its lines"),
        );
    }
}

/// `zones_file` is reserved: zones stand in the scenario itself.
fn refuse_zones_file(reader: &TableReader<'_>) {
    if reader.has("zones_file") {
        reader.mark_read("zones_file");
        reader.report(zones_file(reader));
    }
}

fn zones_file(reader: &TableReader<'_>) -> Diagnostic {
    Diagnostic::error(
        "S212",
        "`zones_file` is reserved and not built yet",
        reader.key_place("zones_file"),
    )
    .label("would have no effect")
    .help("write one [[zones]] section for each zone")
}

/// Sorts by id, which fixes the ranks, and reports ids that stand twice.
fn sorted_by_id<T>(
    mut read: Vec<(T, Option<Span>)>,
    findings: &Findings,
    what: &str,
    id: impl Fn(&T) -> &str,
) -> Vec<T> {
    report_duplicates(&read, findings, what, &id);
    read.sort_by(|a, b| id(&a.0).cmp(id(&b.0)));
    read.into_iter().map(|(element, _)| element).collect()
}

fn report_duplicates<T>(
    read: &[(T, Option<Span>)],
    findings: &Findings,
    what: &str,
    id: &impl Fn(&T) -> &str,
) {
    let mut seen = std::collections::BTreeSet::new();
    for (element, place) in read {
        let name = id(element);
        if !name.is_empty() && !seen.insert(name) {
            findings.add(
                Diagnostic::error(
                    "S307",
                    format!("two {what} have the id `{name}`"),
                    place.clone(),
                )
                .label("the second one")
                .help("give each its own id; strategies and overrides find them by it"),
            );
        }
    }
}

/// The pathway of a word; the table of words and the list of pathways are held together by a test.
fn pathway(word: &str) -> hazard::Pathway {
    hazard::Pathway::ALL
        .into_iter()
        .find(|pathway| pathway.word() == word)
        .unwrap_or(hazard::Pathway::None)
}

#[cfg(test)]
mod tests {
    use crate::scenario::hazard::{PATHWAY_WORDS, Pathway};

    #[test]
    fn pathway_words_agree() {
        assert_eq!(Pathway::ALL.map(Pathway::word).as_slice(), PATHWAY_WORDS);
    }
}
