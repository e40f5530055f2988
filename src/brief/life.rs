//! One household's life in plain sentences, for `leeward trace`.
//!
//! Gender-neutral, without names; the base rate of households like it stands before the story.

use super::lines::{hanging, wrap};
use crate::calendar::Horizon;
use crate::engine::BaseRate;
use crate::model::decision::Choice;
use crate::model::households::Living;
use crate::model::trace::{Entry, Note, Obstacle};
use crate::numbers::grouped;

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

/// A life under one strategy.
#[derive(Clone, Debug)]
pub struct Life {
    /// Letter of the strategy.
    pub letter: char,
    /// Its title.
    pub title: String,
    /// Facts in order.
    pub entries: Vec<Entry>,
    /// What households like it met.
    pub rate: BaseRate,
}

const CLASSES: [&str; 4] = ["makeshift", "timber", "masonry", "concrete"];
/// Base rates of households like it, one sentence a strategy.
pub fn base_rates(group: &str, futures: u32, lives: &[Life]) -> String {
    let mut text =
        wrap(&format!("Of 100 households like it ({group}), over {futures} futures:"), "");
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
                "{}: {} displaced at least once, {} left the area, {} trapped at least once",
                life.title,
                share(life.rate.displaced),
                share(life.rate.left),
                share(life.rate.trapped)
            ),
            &format!("  {}  ", life.letter),
            "     ",
        ));
    }
    text
}

/// The life under one strategy, a line a fact.
pub fn life(life: &Life, names: &Names) -> String {
    let mut text = format!("{}  {}\n", life.letter, life.title);
    if life.entries.is_empty() {
        text.push_str("  Nothing happens to it.\n");
    }
    for entry in &life.entries {
        let when = names.horizon.month_of(entry.period).in_words();
        text.push_str(&hanging(&format!("{when}: {}", sentence(&entry.note, names)), "  ", "    "));
    }
    text
}

fn sentence(note: &Note, names: &Names) -> String {
    match note {
        Note::Reached { intervention } => {
            format!("a programme reaches it: {}.", names.interventions[*intervention])
        }
        Note::Event { .. } => event(note, names),
        Note::Died { people: 1 } => "a person of the household dies.".to_owned(),
        Note::Died { people } => format!("{people} people of the household die."),
        Note::PlotFound => "a safe plot is found for its new dwelling.".to_owned(),
        Note::Repaired { better: None } => "its dwelling is whole again.".to_owned(),
        Note::Repaired { better: Some(class) } => {
            format!("its dwelling is whole again, and stronger: {}.", CLASSES[usize::from(*class)])
        }
        Note::GivenUp { to } => {
            format!("high water now stands over its home for good; it {}.", goes(*to))
        }
        Note::Returned => "it returns home.".to_owned(),
        Note::Settled => "it finds another home in the same zone and settles there.".to_owned(),
        Note::SiteClosed { to } => format!("its collective site closes; it {}.", goes(*to)),
        Note::Decided { .. } => decided(note, names),
    }
}

fn event(note: &Note, names: &Names) -> String {
    let Note::Event { zone, wind_ms, depth_m, warned, evacuated, damage, living } = note else {
        return String::new();
    };
    let place = &names.zones[usize::from(*zone)];
    let force = if *wind_ms > 0.0 {
        format!("a storm brings wind of {wind_ms:.0} m/s to {place}")
    } else if *depth_m > 0.0 {
        format!("a flood comes to {place}")
    } else {
        format!("an event strikes {place}")
    };
    let water = if *depth_m > 0.0 {
        format!(" and {depth_m:.1} m of water to its dwelling")
    } else {
        String::new()
    };
    let warning = match (warned, evacuated) {
        (true, true) => "; it is warned and leaves ahead",
        (true, false) => "; it is warned and stays",
        _ => "",
    };
    let new = 1.0 - (1.0 - damage.1) / (1.0 - damage.0).max(1e-12);
    let gone = damage.1 * 100.0;
    let harm = if new < 0.005 {
        "The dwelling stands unharmed.".to_owned()
    } else if damage.0 > 0.005 {
        format!("The damaged dwelling loses more: {gone:.0} % of it is gone now.")
    } else {
        format!("The dwelling loses {gone:.0} % of its value.")
    };
    let lost_home = if !living.0.is_displaced() && living.1.is_displaced() {
        format!(" Nobody can live in it; the household {}.", goes(living.1))
    } else {
        String::new()
    };
    format!("{force}{water}{warning}. {harm}{lost_home}")
}

/// Where the displaced go, and why there: host families come first, then sites, then rooms.
fn goes(living: Living) -> &'static str {
    match living {
        Living::Host => "is taken in by a host family",
        Living::Site => "finds no host family and goes to a collective site",
        Living::Rent => "finds neither host family nor site and rents rooms from its savings",
        Living::Unsafe => {
            "finds no host, no site and no rooms it can pay, and stays in the damaged dwelling"
        }
        Living::Home => "goes home",
        Living::Away => "has left the area",
        Living::Gone => "is no more",
    }
}

fn decided(note: &Note, names: &Names) -> String {
    let Note::Decided { decision, displaced, perceived_ratio, cash_usd, obstacle } = note else {
        return String::new();
    };
    let mood = if *displaced {
        "still displaced, it thinks about moving"
    } else {
        "it thinks about moving"
    };
    let belief = if *perceived_ratio < 0.8 {
        "it feels safer than it is"
    } else if *perceived_ratio > 1.25 {
        "it feels less safe than it is"
    } else {
        "it sees the risk about as it is"
    };
    let cash = grouped((cash_usd / 10.0).round() * 10.0);
    let context = format!("{mood} ({belief}; {cash} USD at hand)");
    if decision.wanted == decision.done {
        let verb = match decision.done {
            Choice::Stay if *displaced => "waits where it is",
            Choice::Stay => "stays",
            _ => "",
        };
        return if verb.is_empty() {
            format!("{context} and {}.", does(decision.done, names))
        } else {
            format!("{context} and {verb}.")
        };
    }
    let why = match obstacle {
        Some(Obstacle::NoLegalWay) => "there is no legal way".to_owned(),
        Some(Obstacle::CashShort(short)) => {
            format!("cash and credit fall {} USD short", grouped((short / 10.0).ceil() * 10.0))
        }
        None => "it cannot".to_owned(),
    };
    let instead = match decision.done {
        Choice::Stay => "It stays: it is trapped".to_owned(),
        other => format!("Instead it {}", does(other, names)),
    };
    format!("{context} and wants to {}, but {why}. {instead}.", wants(decision.wanted, names))
}

fn wants(choice: Choice, names: &Names) -> String {
    match choice {
        Choice::Stay => "stay".to_owned(),
        Choice::Relocate(zone) => format!("move to {}", names.zones[usize::from(zone)]),
        Choice::Planned => "accept the offer of planned relocation".to_owned(),
        Choice::Migrate(rank) => format!("leave for {}", names.destinations[usize::from(rank)]),
    }
}

fn does(choice: Choice, names: &Names) -> String {
    match choice {
        Choice::Stay => "stays".to_owned(),
        Choice::Relocate(zone) => format!("moves to {}", names.zones[usize::from(zone)]),
        Choice::Planned => "accepts planned relocation: a concrete house on safe ground".to_owned(),
        Choice::Migrate(rank) => format!("leaves for {}", names.destinations[usize::from(rank)]),
    }
}
