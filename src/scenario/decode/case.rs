//! `[scenario]`, `[experiment]`, `[currency]` and `[climate]`.

use std::path::PathBuf;

use crate::calendar::Horizon;
use crate::diagnostic::Diagnostic;
use crate::outcome::{OUTCOME_TABLE, Wanted};
use crate::scenario::hazard::Pathway;
use crate::scenario::machine::MachineLimits;
use crate::scenario::parameters::Climate;
use crate::scenario::quantity::Quantity;
use crate::scenario::reader::TableReader;
use crate::scenario::{Currency, Experiment};

pub(super) struct Case {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) horizon: Horizon,
    pub(super) boundaries_file: Option<PathBuf>,
}

pub(super) fn scenario(reader: &TableReader<'_>) -> Case {
    let errors = reader.findings.errors();
    let (first_month, years) =
        (reader.month("first_month"), reader.integer("horizon_years") as u16);
    let horizon_is_known = reader.has("first_month")
        && reader.has("horizon_years")
        && !reader.is_broken("first_month")
        && !reader.is_broken("horizon_years")
        && reader.findings.errors() == errors;
    let case = Case {
        id: reader.id("id"),
        title: reader.text("title"),
        summary: reader.text("summary"),
        // No month is checked against a horizon that could not be read.
        horizon: Horizon { first_month, years: if horizon_is_known { years } else { 0 } },
        boundaries_file: reader.path("boundaries_file"),
    };
    reader.word("profile");
    super::refuse_zones_file(reader);
    reader.finish();
    case
}

pub(super) fn experiment(reader: &TableReader<'_>) -> Experiment {
    let wanted_reader = reader.table("wanted", "experiment.wanted");
    let wanted = OUTCOME_TABLE
        .iter()
        .filter(|outcome| wanted_reader.has(outcome.id))
        .map(|outcome| {
            let wanted = match wanted_reader.word(outcome.id) {
                "lower" => Wanted::Lower,
                "higher" => Wanted::Higher,
                _ => Wanted::None,
            };
            (outcome.id.to_owned(), wanted)
        })
        .collect();
    wanted_reader.finish();
    let limits_reader = reader.table("limits", "experiment.limits");
    let limits = OUTCOME_TABLE
        .iter()
        .filter(|outcome| limits_reader.has(outcome.id))
        .map(|outcome| (outcome.id.to_owned(), limits_reader.plain_number(outcome.id)))
        .collect();
    limits_reader.finish();
    let stop_reader = reader.table("stop", "experiment.stop");
    let stop = reader.has("stop").then(|| super::stop::read(&stop_reader));
    let experiment = Experiment {
        seed: reader.integer("seed") as u64,
        replicates: reader.integer("replicates") as u32,
        material_share: reader.plain_number("material_difference_share"),
        wanted,
        central_parameters: reader.word("parameters") == "central",
        alternative_replicates: reader
            .has("alternative_replicates")
            .then(|| reader.integer("alternative_replicates") as u32),
        limits,
        stop,
        machine: machine(reader),
    };
    reader.finish();
    experiment
}

fn machine(reader: &TableReader<'_>) -> MachineLimits {
    let stated = |key| reader.has(key).then(|| reader.plain_number(key));
    MachineLimits {
        minutes: stated("most_minutes"),
        memory_gb: stated("most_memory_gb"),
        disk_gb: stated("most_disk_gb"),
    }
}

pub(super) fn currency(reader: &TableReader<'_>) -> Currency {
    let currency = Currency {
        code: reader.text("code"),
        price_year: reader.integer("price_year") as u16,
        per_usd: reader.plain_number("per_usd"),
        cost_ratio: reader.number("cost_ratio"),
    };
    if currency.code.len() != 3 || !currency.code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        reader.report(
            Diagnostic::error(
                "S221",
                format!("`{}` is not a currency code", currency.code),
                reader.place("code"),
            )
            .label("ISO 4217 codes are three capital letters")
            .help("write the code, such as \"XCD\" or \"USD\""),
        );
    }
    reader.finish();
    currency
}

pub(super) fn climate(reader: &TableReader<'_>) -> (Pathway, Climate<Quantity>) {
    let pathway = super::pathway(reader.word("pathway"));
    let climate = Climate::from_keys(|key| reader.parameter(key));
    reader.finish();
    (pathway, climate)
}
