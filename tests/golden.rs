//! Numbers that must stay the same to the last bit: the words of draws, quantiles, whole futures.
//!
//! A change that is meant to change them is blessed: `LEEWARD_BLESS=1 cargo test --test golden` writes
//! the files anew, and the commit shows by how much. The words of draws should never need it.

mod common;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::Case;
use leeward::dist::beta::DamageTable;
use leeward::dist::gamma::FrailtyTable;
use leeward::dist::{beta, math, quantile};
use leeward::engine::{ReplicateRecord, Worker};
use leeward::outcome::OUTCOME_TABLE;
use leeward::rng::{Draws, Purpose, SHARED, Seed};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Compares with the stored file; numbers are written so that they read back to the same bits.
fn hold(name: &str, found: &Value) {
    let path: PathBuf =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"));
    if std::env::var_os("LEEWARD_BLESS").is_some() {
        let text = serde_json::to_string_pretty(found).expect("finite numbers");
        std::fs::write(&path, text + "\n").expect("a writable folder");
        return;
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}; LEEWARD_BLESS=1 cargo test --test golden writes it", path.display())
    });
    let stored: Value = serde_json::from_str(&stored).expect("JSON");
    let mut differences = Vec::new();
    compare("", &stored, found, &mut differences);
    assert!(
        differences.is_empty(),
        "{name} differs from its golden file; if that is meant, bless it with LEEWARD_BLESS=1\n{}",
        differences.join("\n")
    );
}

/// Names every place where two values differ, numbers by their bits.
fn compare(place: &str, stored: &Value, found: &Value, differences: &mut Vec<String>) {
    match (stored, found) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            for (key, value) in a {
                compare(&format!("{place}/{key}"), value, &b[key], differences);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&format!("{place}/{i}"), a, b, differences);
            }
        }
        (Value::Number(a), Value::Number(b))
            if a.as_f64().map(f64::to_bits) == b.as_f64().map(f64::to_bits) => {}
        (a, b) if a == b => {}
        (a, b) => differences.push(format!("{place}: stored {a}, found {b}")),
    }
}

fn record_value(record: &ReplicateRecord) -> Value {
    let outcomes: Map<String, Value> = OUTCOME_TABLE
        .iter()
        .zip(record.outcomes)
        .map(|(outcome, value)| (outcome.id.to_owned(), json!(value)))
        .collect();
    let mut digest = Sha256::new();
    for value in record.months.iter().flatten() {
        digest.update(value.to_bits().to_le_bytes());
    }
    let months = digest.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    json!({
        "replicate": record.replicate,
        "strategy": record.strategy,
        "outcomes": outcomes,
        "displaced_by_zone": record.displaced_by_zone,
        "destroyed_by_zone": record.destroyed_by_zone,
        "months_sha256": months,
    })
}

fn futures(case: &Case, replicates: u32) -> Value {
    let prepared = case.prepared();
    let mut worker = Worker::default();
    (0..replicates)
        .flat_map(|replicate| prepared.play(replicate, &mut worker))
        .map(|record| record_value(&record))
        .collect()
}

#[test]
fn words_of_every_purpose() {
    let draws = Draws::new(Seed(0x0123_4567_89AB_CDEF), 7);
    let words: Map<String, Value> = Purpose::ALL
        .iter()
        .map(|purpose| {
            let words = draws.words(*purpose, 0x00A1_B2C3, 5, 8);
            (format!("{purpose:?}"), json!(words))
        })
        .collect();
    let shared = Draws::shared(Seed(1)).words(Purpose::Income, 2, 3, 4);
    hold("words", &json!({ "purposes": words, "shared": shared, "shared_replicate": SHARED }));
}

#[test]
fn quantiles_at_fixed_uniforms() {
    let uniforms = [1e-12, 1e-6, 0.01, 0.25, 0.5, 0.731, 0.99, 1.0 - 1e-9];
    let at = |function: &dyn Fn(f64) -> f64| uniforms.map(function).to_vec();
    let table = DamageTable::new(2.0);
    let frailty = FrailtyTable::new(0.8);
    hold(
        "quantiles",
        &json!({
            "u": uniforms,
            "normal": at(&quantile::normal),
            "exponential": at(&quantile::exponential),
            "gumbel": at(&quantile::gumbel),
            "lognormal": at(&|u| quantile::lognormal(u, 9000.0, 0.74)),
            "triangular": at(&|u| quantile::triangular(u, 2000.0, 4500.0, 9000.0)),
            "generalised_pareto": at(&|u| quantile::generalised_pareto(u, 17.5, 12.5, -0.08)),
            "two_piece_normal": at(&|u| quantile::two_piece_normal(u, -0.144, 0.12, 0.26)),
            "poisson": at(&|u| f64::from(quantile::poisson(u, 3.2))),
            "negative_binomial": at(&|u| f64::from(quantile::negative_binomial(u, 3.2, 4.0))),
            "binomial": at(&|u| f64::from(quantile::binomial(u, 7, 0.3))),
            "category": at(&|u| quantile::category(u, &[0.05, 0.35, 0.55, 0.05]) as f64),
            "beta": at(&|u| beta::quantile(u, 0.7, 1.3)),
            "damage": at(&|u| f64::from(table.damage(DamageTable::locate(0.35), u))),
            "frailty": at(&|u| frailty.at(u)),
            "exp": at(&math::exp),
            "ln": at(&math::ln),
            "logistic": at(&math::logistic),
        }),
    );
}

#[test]
fn two_futures_of_the_tutorial() {
    hold("tutorial", &futures(&Case::template(&["scenario.horizon_years=6"]), 2));
}

#[test]
fn one_future_of_dominica() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/dominica");
    let bytes = std::fs::read(folder.join("scenario.toml")).unwrap();
    let case = Case::in_folder(&bytes, &["hazards.storms.synthetic_years=200"], &folder);
    hold("dominica", &futures(&case, 1));
}
