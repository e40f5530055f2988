//! The catalogue as text: the page of an entry, the table of all, the same as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Amount, CUSTOM, Entry, entries, entry};
use crate::scenario::reader::tidy;

/// Widest line.
const WIDTH: usize = 100;

/// What `leeward explain` prints about a kind.
pub(in crate::scenario) fn page_on(word: &str) -> Option<String> {
    if word == CUSTOM {
        return Some(
            "custom (kind of intervention)\n\n  An intervention that states every key itself: the same \
             as leaving `kind` out.\n  leeward interventions lists the kinds that bring their own \
             values.\n"
                .to_owned(),
        );
    }
    entry(word).map(page)
}

fn page(entry: &Entry) -> String {
    let in_english = |texts: &std::collections::BTreeMap<String, String>| {
        texts.get("en").cloned().unwrap_or_default()
    };
    let mut text = format!("{} (kind of intervention)\n\n", entry.kind);
    let told = format!("{}: {}", in_english(&entry.title), in_english(&entry.text));
    wrapped(&mut text, "  ", "  ", &told);
    text.push('\n');
    let mut line = |name: &str, words: &str| {
        wrapped(&mut text, &format!("  {name:<9}"), "           ", words);
    };
    line("phase", &entry.phase);
    line("sector", &entry.sector);
    line("for", &format!("{}; {} first", entry.target, order(&entry.targeting)));
    if let Some(classes) = &entry.classes {
        line("classes", &classes.join(", "));
    }
    line("unit", &entry.unit);
    let year = entry.price_year.map_or(String::new(), |year| format!(" of {year}"));
    line("cost", &with_source(&entry.unit_cost_usd, &format!(" USD{year}")));
    if let Some(upkeep) = &entry.upkeep_usd_per_year {
        line("upkeep", &with_source(upkeep, &format!(" USD{year} a year")));
    }
    line("coverage", &with_source(&entry.coverage_share, " of the target group"));
    line("lags", &lags(entry));
    for (name, effect) in entry.effects() {
        line("moves", &format!("{name} {}", with_source(effect, "")));
    }
    let titles: Vec<String> = entry
        .title
        .iter()
        .filter(|(language, _)| *language != "en")
        .map(|(language, title)| format!("{language} {title}"))
        .collect();
    line("titles", &titles.join("; "));
    if entry.review == "needed" {
        line("review", "texts other than English were translated by machine and await a reader");
    }
    text.push('\n');
    let use_of_it = format!(
        "In a scenario: [[interventions]] with id, kind = \"{}\" and start_month; every other key that \
         is stated wins over the catalogue.",
        entry.kind
    );
    wrapped(&mut text, "  ", "  ", &use_of_it);
    text
}

fn order(targeting: &str) -> &str {
    match targeting {
        "poorest" => "the poorest",
        "most_exposed" => "the most exposed",
        _ => "whom the lot names",
    }
}

fn lags(entry: &Entry) -> String {
    let months =
        |count: u16| if count == 1 { "1 month".to_owned() } else { format!("{count} months") };
    let mut words = vec![
        format!("{} from a need to the first payment", months(entry.delay_months)),
        format!("{} to full coverage", months(entry.rollout_months)),
    ];
    words.extend(
        entry
            .support_months
            .map(|support| format!("usual support {} (ends nothing)", months(support))),
    );
    format!("{} ({}: {})", words.join(", "), entry.lags_status, entry.lags_source)
}

fn with_source(amount: &Amount, unit: &str) -> String {
    format!("{}{unit} ({}: {})", range(amount), amount.status, amount.source)
}

/// `55 to 300, most likely 150`.
fn range(amount: &Amount) -> String {
    match amount.range() {
        Some((low, mode, high)) if low < high => {
            format!("{} to {}, most likely {}", tidy(low), tidy(high), tidy(mode))
        }
        Some((low, ..)) => tidy(low),
        None => "no number".to_owned(),
    }
}

/// Words after a start, no line wider than [`WIDTH`]; further lines begin with `indent`.
fn wrapped(text: &mut String, start: &str, indent: &str, words: &str) {
    let mut line = start.to_owned();
    let mut is_bare = true;
    for word in words.split(' ') {
        if !is_bare && line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            indent.clone_into(&mut line);
            is_bare = true;
        }
        if !is_bare {
            line.push(' ');
        }
        line.push_str(word);
        is_bare = false;
    }
    let _ = writeln!(text, "{line}");
}

fn chosen(sector: Option<&str>, phase: Option<&str>) -> impl Iterator<Item = &'static Entry> {
    entries().iter().filter(move |entry| {
        sector.is_none_or(|it| it == entry.sector) && phase.is_none_or(|it| it == entry.phase)
    })
}

/// The entries of a sector and a phase, or all, as a table: kind, phase and cost, then what it moves;
/// sector by sector.
pub fn table(sector: Option<&str>, phase: Option<&str>) -> String {
    let mut shown: Vec<&Entry> = chosen(sector, phase).collect();
    shown.sort_by_key(|entry| {
        crate::scenario::keys::SECTORS.iter().position(|it| *it == entry.sector)
    });
    let mut text = String::new();
    let mut of_sector = "";
    for entry in &shown {
        if entry.sector != of_sector {
            of_sector = &entry.sector;
            let _ = writeln!(text, "{}{of_sector}", if text.is_empty() { "" } else { "\n" });
        }
        let cost = match entry.unit_cost_usd.range() {
            Some((low, _, high)) if low < high => format!("{} to {}", tidy(low), tidy(high)),
            Some((low, ..)) => tidy(low),
            None => String::new(),
        };
        let (kind, phase, unit) = (&entry.kind, &entry.phase, &entry.unit);
        let _ = writeln!(text, "  {kind:<34} {phase:<7} {cost} USD per {unit}");
        let moves: Vec<&str> = entry.effects().map(|(name, _)| name).collect();
        let status = entry.weakest_status();
        let moves = format!("{} ({status})", moves.join(", "));
        let indent = " ".repeat(45);
        wrapped(&mut text, &format!("{:<37}moves   ", ""), &indent, &moves);
    }
    if shown.is_empty() {
        return "The catalogue has no such intervention.\n".to_owned();
    }
    let _ = write!(
        text,
        "\n{} of {} kinds. The word in brackets is the weakest support among the numbers of a kind.\n\
         leeward explain KIND shows all of them with their sources.\n",
        shown.len(),
        entries().len()
    );
    text
}

/// The same entries as JSON, every number with its source.
pub fn document(sector: Option<&str>, phase: Option<&str>) -> Value {
    let amount = |it: &Amount| {
        let (low, mode, high) = it.range().unwrap_or_default();
        json!({ "low": low, "mode": mode, "high": high, "source": it.source, "status": it.status.word() })
    };
    let entries: Vec<Value> = chosen(sector, phase)
        .map(|entry| {
            let levers: serde_json::Map<String, Value> =
                entry.effects().map(|(name, effect)| (name.to_owned(), amount(effect))).collect();
            json!({
                "kind": entry.kind,
                "title": entry.title,
                "text": entry.text,
                "review": entry.review,
                "phase": entry.phase,
                "sector": entry.sector,
                "levers": levers,
                "unit": entry.unit,
                "unit_cost_usd": amount(&entry.unit_cost_usd),
                "upkeep_usd_per_year": entry.upkeep_usd_per_year.as_ref().map(amount),
                "price_year": entry.price_year,
                "target": entry.target,
                "targeting": entry.targeting,
                "classes": entry.classes,
                "coverage_share": amount(&entry.coverage_share),
                "delay_months": entry.delay_months,
                "rollout_months": entry.rollout_months,
                "support_months": entry.support_months,
                "lags_source": entry.lags_source,
                "lags_status": entry.lags_status.word(),
                "status": entry.weakest_status().word(),
            })
        })
        .collect();
    json!({ "schema": 1, "interventions": entries })
}
