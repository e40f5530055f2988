//! A life in lines: quiet stretches and repeated decisions are told together.

use super::decision::{belief, decided};
use super::sentence::{UNSEEN_DAMAGE, in_words, sentence};
use super::{Life, Names};
use crate::brief::amounts::listed;
use crate::model::decision::Choice;
use crate::model::trace::{Entry, Note, Occasion, RepairMoney};

/// Differences of damage ratios and of shares of a repair that no reader needs.
const SLIGHT: f64 = 0.02;

/// What is told of one or more months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// First period that it tells of.
    pub from: u16,
    /// Last period that it tells of.
    pub to: u16,
    /// The sentences.
    pub text: String,
}

impl Line {
    /// The months and the sentences.
    pub(super) fn told(&self, names: &Names) -> String {
        let month = |period| names.horizon.month_of(period).in_words();
        if self.from == self.to {
            format!("{}: {}", month(self.from), self.text)
        } else {
            format!("{} to {}: {}", month(self.from), month(self.to), self.text)
        }
    }
}

/// A life as lines.
pub fn story(life: &Life, names: &Names) -> Vec<Line> {
    lines(&life.entries, names)
}

/// Facts as lines.
pub(super) fn lines(entries: &[Entry], names: &Names) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = entries;
    let mut last: Option<&Note> = None;
    while let [first, ..] = rest {
        let quiet = rest.iter().take_while(|entry| is_quiet_beside(entry, rest)).count();
        let again = rest.iter().take_while(|entry| is_again(&first.note, &entry.note)).count();
        let together = rest.iter().take_while(|entry| is_reached_with(entry, first)).count();
        let (taken, text) = if quiet > 1 {
            (quiet, quiet_stretch(&rest[..quiet], names))
        } else if again > 1 {
            (again, repeated(&rest[..again], names))
        } else if together > 1 {
            (together, programmes(&rest[..together], names))
        } else if last.is_some_and(|last| is_again(last, &first.note)) {
            (1, as_before(&first.note))
        } else {
            (1, sentence(&first.note, names))
        };
        for entry in &rest[..taken] {
            last = remembered(last, &entry.note);
        }
        // A decision that is told again starts its line; its later months stand in the text.
        let to = if quiet > 1 { rest[taken - 1].period } else { first.period };
        lines.push(Line { from: first.period, to, text });
        rest = &rest[taken..];
    }
    lines
}

/// Whether two facts are alike to a reader: they may differ by a few dollars or by a share of the damage
/// that is too slight to tell.
pub(super) fn alike(one: &Entry, other: &Entry, names: &Names) -> bool {
    if one.period != other.period {
        return false;
    }
    match (&one.note, &other.note) {
        (a @ Note::Decided { .. }, b @ Note::Decided { .. }) => is_again(a, b),
        (
            Note::Repaired { better, money, payers },
            Note::Repaired { better: class, money: paid, payers: who },
        ) => better == class && payers == who && paid_alike(money, paid),
        (
            Note::Event { zone, damage: a, living: from, warned, evacuated, .. },
            Note::Event {
                zone: place, damage: b, living: to, warned: heard, evacuated: left, ..
            },
        ) => {
            let near = |a: f64, b: f64| (a - b).abs() < SLIGHT && is_whole(a) == is_whole(b);
            let same = (zone, from, warned, evacuated) == (place, to, heard, left);
            same && near(a.0, b.0) && near(a.1, b.1)
        }
        (a, b) => sentence(a, names) == sentence(b, names),
    }
}

fn is_whole(damage: f64) -> bool {
    damage < UNSEEN_DAMAGE
}

fn paid_alike(one: &RepairMoney, other: &RepairMoney) -> bool {
    let total = one.total_usd().max(1.0);
    let near = |a: f64, b: f64| (a - b).abs() < SLIGHT * total;
    near(one.payout_usd, other.payout_usd)
        && near(one.grant_usd, other.grant_usd)
        && near(one.income_usd, other.income_usd)
        && near(one.savings_usd, other.savings_usd)
        && one.grant_refused == other.grant_refused
}

/// Whether two decisions are the same for the same reasons, amounts of money aside.
fn is_again(one: &Note, other: &Note) -> bool {
    let (
        Note::Decided { decision, occasion, displaced, perceived_ratio, obstacle, .. },
        Note::Decided {
            decision: then,
            occasion: call,
            displaced: spell,
            perceived_ratio: ratio,
            obstacle: hurdle,
            ..
        },
    ) = (one, other)
    else {
        return false;
    };
    let (Note::Decided { second_refused: a, .. }, Note::Decided { second_refused: b, .. }) =
        (one, other)
    else {
        return false;
    };
    let kind = obstacle.as_ref().map(std::mem::discriminant);
    // Told in the same words: who is still displaced is not asked why it thinks about moving.
    let asked = occasion == call || *displaced && !is_offer(*occasion) && !is_offer(*call);
    decision == then
        && asked
        && displaced == spell
        && belief(*perceived_ratio) == belief(*ratio)
        && kind == hurdle.as_ref().map(std::mem::discriminant)
        && a == b
}

fn is_offer(occasion: Occasion) -> bool {
    occasion == Occasion::Offer
}

/// A storm that leaves the dwelling whole and for which nobody was or should have been warned.
fn is_calm(note: &Note) -> bool {
    matches!(note, Note::Event { wind_ms, depth_m, ordered: false, due: false, damage, living, .. }
        if *wind_ms > 0.0 && *depth_m <= 0.0 && is_whole(damage.0) && is_whole(damage.1)
            && !living.0.is_displaced() && !living.1.is_displaced())
}

/// A thought in the course of life that changes nothing, and that nothing stood behind.
fn is_idle(note: &Note) -> bool {
    matches!(note, Note::Decided { decision, occasion: Occasion::CourseOfLife, displaced: false, .. }
        if decision.wanted == Choice::Stay && decision.done == Choice::Stay)
}

/// Whether a fact is quiet; all storms of a stretch stand over the same zone.
fn is_quiet_beside(entry: &Entry, stretch: &[Entry]) -> bool {
    let zone = |entry: &Entry| match entry.note {
        Note::Event { zone, .. } => Some(zone),
        _ => None,
    };
    is_idle(&entry.note) || is_calm(&entry.note) && zone(entry) == stretch.iter().find_map(zone)
}

fn is_reached_with(entry: &Entry, first: &Entry) -> bool {
    let reached = |entry: &Entry| matches!(entry.note, Note::Reached { .. });
    reached(entry) && reached(first) && entry.period == first.period
}

/// "three storms bring wind of up to 24 m/s to Saint David, and none harms the dwelling. Twice it thinks
/// about moving and stays (it feels safer than it is)."
fn quiet_stretch(entries: &[Entry], names: &Names) -> String {
    let mut winds = Vec::new();
    let mut place = "";
    let mut beliefs = Vec::new();
    for entry in entries {
        match &entry.note {
            Note::Event { zone, wind_ms, .. } => {
                winds.push(*wind_ms);
                place = names.zone(*zone);
            }
            Note::Decided { perceived_ratio, .. } => beliefs.push(belief(*perceived_ratio)),
            _ => {}
        }
    }
    let strongest = winds.iter().copied().fold(0.0, f64::max);
    let storms = match winds.len() {
        0 => String::new(),
        1 => format!(
            "a storm brings wind of {strongest:.0} m/s to {place} and leaves the dwelling unharmed."
        ),
        count => format!(
            "{} storms bring wind of up to {strongest:.0} m/s to {place}, and the dwelling stands \
             unharmed.",
            in_words(count)
        ),
    };
    beliefs.dedup();
    let thoughts = entries.len() - winds.len();
    let why = if let [only] = beliefs.as_slice() { format!(" ({only})") } else { String::new() };
    let often = match thoughts {
        1 => "Once".to_owned(),
        2 => "Twice".to_owned(),
        count => format!("{} times", capital(&in_words(count))),
    };
    let thought = format!("{often} it thinks about moving and stays{why}.");
    match (winds.len(), thoughts) {
        (_, 0) => storms,
        (0, _) => lower(&thought),
        _ => format!("{storms} {thought}"),
    }
}

/// A decision, and the months in which it is taken again.
fn repeated(entries: &[Entry], names: &Names) -> String {
    let months: Vec<String> =
        entries[1..].iter().map(|entry| names.horizon.month_of(entry.period).in_words()).collect();
    format!("{} It decides the same in {}.", decided(&entries[0].note, names), listed(&months))
}

/// The last decision of a household that is still displaced: what a later one is told beside.
fn remembered<'a>(last: Option<&'a Note>, note: &'a Note) -> Option<&'a Note> {
    match note {
        Note::Decided { displaced: true, .. } => Some(note),
        Note::SiteClosed { .. } | Note::HostWeary { .. } | Note::NoHome { .. } | Note::FellPoor => {
            last
        }
        _ => None,
    }
}

/// A decision that another place to wait in has not changed.
fn as_before(note: &Note) -> String {
    let trapped = matches!(note, Note::Decided { decision, .. } if decision.is_trapped());
    let still = if trapped { ": it is still trapped" } else { "" };
    format!("it thinks about moving again and decides as before{still}.")
}

/// Programmes that reach it in the same month.
fn programmes(entries: &[Entry], names: &Names) -> String {
    let titles: Vec<&str> = entries
        .iter()
        .filter_map(|entry| match entry.note {
            Note::Reached { intervention } => Some(names.interventions[intervention].as_str()),
            _ => None,
        })
        .collect();
    format!("programmes reach it: {}.", titles.join("; "))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
