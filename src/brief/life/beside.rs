//! Two lives beside each other: where they part and where they join again.

use super::story::{alike, lines};
use super::{Life, Names};
use crate::model::trace::{Entry, Note};

/// Fewest facts shared that are worth a sentence in their place.
const WORTH_SHORTENING: usize = 3;

/// A life in lines, told beside another: what both share at the start and at the end stands in a
/// sentence each.
pub(super) fn beside(first: &Life, life: &Life, names: &Names) -> Vec<String> {
    let span = Span::of(first, life, names);
    let [mut before, mut middle, mut after] = [const { Vec::new() }; 3];
    for entry in &life.entries {
        if span.is_before(entry.period) {
            before.push(*entry);
        } else if span.is_after(entry.period) {
            after.push(*entry);
        } else {
            middle.push(*entry);
        }
    }
    let month = |period: Option<u16>| {
        period.map_or_else(String::new, |period| names.horizon.month_of(period).in_words())
    };
    let start = match span.parts {
        None => "All its life".to_owned(),
        period => format!("Before {}", month(period)),
    };
    let mut told = Vec::new();
    let mut rest = Vec::new();
    for (entries, when) in
        [(before, start), (middle, String::new()), (after, format!("After {}", month(span.joins)))]
    {
        let (programmes, shared): (Vec<Entry>, Vec<Entry>) =
            entries.iter().partition(|entry| is_reached(&entry.note));
        if when.is_empty() || shared.len() < WORTH_SHORTENING {
            rest.extend(entries);
            continue;
        }
        told.extend(lines(&std::mem::take(&mut rest), names).iter().map(|line| line.told(names)));
        let but = if programmes.is_empty() { "" } else { ", but for the programmes named here" };
        told.push(format!("{when} the same happens as under {}{but}.", first.letter));
        rest = programmes;
    }
    told.extend(lines(&rest, names).iter().map(|line| line.told(names)));
    told
}

/// The months in which two lives differ.
struct Span {
    /// First period in which they do; none where they do not.
    parts: Option<u16>,
    /// Last period in which they do; none where they do not.
    joins: Option<u16>,
}

impl Span {
    fn of(one: &Life, other: &Life, names: &Names) -> Self {
        let [one, other] = [without_programmes(one), without_programmes(other)];
        let ends = |from_start: bool| {
            let at = |entries: &[&Entry], position: usize| {
                let position = if from_start {
                    Some(position)
                } else {
                    entries.len().checked_sub(position + 1)
                };
                position.and_then(|position| entries.get(position).map(|entry| **entry))
            };
            let same = (0..one.len().min(other.len()))
                .take_while(|position| {
                    at(&one, *position)
                        .zip(at(&other, *position))
                        .is_some_and(|(a, b)| alike(&a, &b, names))
                })
                .count();
            [at(&one, same), at(&other, same)].map(|entry| entry.map(|entry| entry.period))
        };
        Self {
            parts: ends(true).into_iter().flatten().min(),
            joins: ends(false).into_iter().flatten().max(),
        }
    }

    fn is_before(&self, period: u16) -> bool {
        self.parts.is_none_or(|parts| period < parts)
    }

    fn is_after(&self, period: u16) -> bool {
        self.joins.is_some_and(|joins| period > joins)
    }
}

fn is_reached(note: &Note) -> bool {
    matches!(note, Note::Reached { .. })
}

/// Facts but for the programmes that reach it: a programme that arrives is the strategy itself.
pub(super) fn without_programmes(life: &Life) -> Vec<&Entry> {
    life.entries.iter().filter(|entry| !is_reached(&entry.note)).collect()
}

/// The first period in which two lives part, programmes that arrive aside.
pub(super) fn parting(one: &Life, other: &Life, names: &Names) -> Option<u16> {
    Span::of(one, other, names).parts
}
