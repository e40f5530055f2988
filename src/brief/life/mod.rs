//! One household's life in plain sentences, for `leeward trace`.
//!
//! Gender-neutral, without names; the base rate of households like it stands before the story.

mod beside;
mod decision;
mod refuge;
mod repair;
mod sentence;
mod story;

use super::lines::{hanging, wrap};
use crate::calendar::Horizon;
use crate::engine::BaseRate;
use crate::model::trace::{Entry, Note, first_difference};
use beside::{beside, parting, without_programmes};
pub use sentence::{CLASSES, sentence};

use story::alike;
pub use story::{Line, story};

/// Names that the notes refer to by position.
#[derive(Clone, Debug)]
pub struct Names {
    /// Zones by rank.
    pub zones: Vec<String>,
    /// Destinations by rank.
    pub destinations: Vec<String>,
    /// Titles of the interventions.
    pub interventions: Vec<String>,
    /// Months covered.
    pub horizon: Horizon,
}

impl Names {
    fn zone(&self, rank: u16) -> &str {
        &self.zones[usize::from(rank)]
    }

    fn destination(&self, rank: u8) -> &str {
        self.destinations.get(usize::from(rank)).map_or("another place", String::as_str)
    }
}

/// A life under one strategy.
#[derive(Clone, Debug)]
pub struct Life {
    /// Letter of the strategy.
    pub letter: String,
    /// Its id.
    pub strategy: String,
    /// Its title.
    pub title: String,
    /// Facts in order.
    pub entries: Vec<Entry>,
    /// What households like it met.
    pub rate: BaseRate,
}

/// A paragraph in lines of the usual width.
pub fn paragraph(text: &str) -> String {
    wrap(text, "")
}

/// Base rates of households like it, one sentence a strategy.
pub fn base_rates(group: &str, futures: u32, lives: &[Life]) -> String {
    let futures = if futures == 1 { "1 future".to_owned() } else { format!("{futures} futures") };
    let mut text = wrap(
        &format!(
            "Of 100 households like it ({group}), over {futures} (trapped: wanted to move and could \
             not):"
        ),
        "",
    );
    for life in lives {
        let share = |count: u64| {
            let percent = 100.0 * count as f64 / life.rate.all.max(1) as f64;
            if percent > 0.0 && percent < 1.0 {
                "under 1".to_owned()
            } else {
                format!("{percent:.0}")
            }
        };
        text.push_str(&hanging(
            &format!(
                "{}: {} displaced at least once, {} away at the end, {} trapped at least once",
                life.title,
                share(life.rate.displaced),
                share(life.rate.away),
                share(life.rate.trapped)
            ),
            &format!("  {}  ", life.letter),
            "     ",
        ));
    }
    text
}

/// The lives one after the other. One that reads like an earlier one is not told again; what one shares
/// with the first, at its start and at its end, is said in a sentence, with the programmes that reach it.
pub fn lives(lives: &[Life], names: &Names) -> String {
    let told = |(position, life): (usize, &Life)| {
        let mut text = format!("{}  {}\n", life.letter, life.title);
        let earlier = &lives[..position];
        if let Some(same) = earlier.iter().find(|other| same_story(other, life, names)) {
            text.extend(["  The same life as under ", &same.letter, ".\n"]);
            return text;
        }
        let lines = earlier.first().map_or_else(
            || story::lines(&life.entries, names).iter().map(|line| line.told(names)).collect(),
            |first| beside(first, life, names),
        );
        text.extend(lines.iter().map(|line| hanging(line, "  ", "    ")));
        text
    };
    lives.iter().enumerate().map(told).collect::<Vec<_>>().join("\n")
}

/// Whether two lives read the same: they may differ by a few dollars or by damage too slight to tell.
pub fn same_story(one: &Life, other: &Life, names: &Names) -> bool {
    one.entries.len() == other.entries.len()
        && one.entries.iter().zip(&other.entries).all(|(a, b)| alike(a, b, names))
}

/// Names the first decision that differs between two lives, and what is decided under each; where they
/// decide the same, the first that happens otherwise.
pub fn difference(first: &Life, other: &Life, names: &Names) -> String {
    let both = format!("{} and {}", first.letter, other.letter);
    let (lead, period, lines) = if let Some(found) =
        first_difference(&first.entries, &other.entries)
    {
        let line = |note: Option<Note>| {
            note.map_or_else(
                || "nothing is decided then.".to_owned(),
                |note| sentence(&note, names),
            )
        };
        let lead = format!("The first decision that differs between {both}");
        (lead, found.period, [line(found.one), line(found.other)])
    } else {
        let Some(period) = parting(first, other, names) else {
            let text = if same_story(first, other, names) {
                format!("The same life under {both}.")
            } else {
                format!(
                    "It decides the same under {both} throughout, and but for the programmes that \
                         reach it, the same happens to it."
                )
            };
            return wrap(&text, "");
        };
        let lead = format!("It decides the same under {both} throughout. What differs first");
        (lead, period, parted(first, other, period, names))
    };
    let month = names.horizon.month_of(period).in_words();
    let under = |life: &Life, line: &str| hanging(line, &format!("  {}  ", life.letter), "     ");
    format!(
        "{}{}{}",
        wrap(&format!("{lead}: {month}."), ""),
        under(first, &lines[0]),
        under(other, &lines[1])
    )
}

/// The first facts in which two lives part in a period.
fn parted(first: &Life, other: &Life, period: u16, names: &Names) -> [String; 2] {
    let then = |life: &Life| -> Vec<Entry> {
        without_programmes(life)
            .into_iter()
            .filter(|entry| entry.period == period)
            .copied()
            .collect()
    };
    let [one, two] = [then(first), then(other)];
    let same = one.iter().zip(&two).take_while(|(a, b)| alike(a, b, names)).count();
    [one, two].map(|entries| {
        entries.get(same).map_or_else(
            || "nothing happens then.".to_owned(),
            |entry| sentence(&entry.note, names),
        )
    })
}
