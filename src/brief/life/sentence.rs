//! One fact in one sentence.

use super::Names;
use super::decision::decided;
use super::refuge::{goes, goes_on, leaves, solved};
use super::repair::repaired;
use crate::model::households::Living;
use crate::model::recovery::REPAIRED;
use crate::model::trace::Note;
use crate::numbers::grouped;

/// Words for the dwelling classes, in their order.
pub const CLASSES: [&str; 4] = ["makeshift", "timber", "masonry", "concrete"];
/// Water shallower than this is shown as a film, m: one decimal would read as none.
const SHALLOW_M: f64 = 0.05;
/// New damage from which a reader asks whether a dwelling can still be lived in.
const FELT_DAMAGE: f64 = 0.3;
/// Damage ratio below which a dwelling is whole to the model, and so to the reader.
pub(super) const UNSEEN_DAMAGE: f64 = REPAIRED as f64;

/// A fact as a sentence that follows its month and a colon.
pub fn sentence(note: &Note, names: &Names) -> String {
    match note {
        Note::Reached { intervention } => {
            format!("a programme reaches it: {}.", names.interventions[*intervention])
        }
        Note::Event { .. } => event(note, names),
        Note::Doubted => "had there been no false alarms before, it would have left ahead this time."
            .to_owned(),
        Note::NoShelter => "it seeks a place in a public shelter, finds none, and stays.".to_owned(),
        Note::SiteFailed { to } => {
            format!("the site it lives in is damaged; it {}.", goes(*to))
        }
        Note::PlotNeeded => {
            "it may not rebuild where its home stood and waits for a safe plot.".to_owned()
        }
        Note::Died { people: 1 } => "one of its people is killed.".to_owned(),
        Note::Died { people } => format!("{people} of its people are killed."),
        Note::GrantRefused => {
            "a grant for its repair is due, but the budget for grants is used up.".to_owned()
        }
        Note::PlotFound => "a safe plot is found for its new dwelling.".to_owned(),
        Note::Repaired { better, money, payers } => repaired(*better, money, *payers),
        Note::GivenUp { to } => {
            format!("high water now stands over its home for good; it {}.", goes(*to))
        }
        Note::Returned { from: Living::Unsafe } => {
            "its dwelling can be lived in again; it is no longer displaced.".to_owned()
        }
        Note::Returned { from } => format!("it returns home {}.", leaves(*from)),
        Note::Settled => "it finds another home in the same zone and settles there.".to_owned(),
        Note::CameBack { from, months } => {
            let (place, time) = (names.destination(*from), time(*months));
            format!("it comes back from {place} after {time} and finds a home in the zone it left.")
        }
        Note::FellPoor => {
            "after the shock to its income and what it pays for repair, it is left with less than the \
             poverty line to live on, for the first time."
                .to_owned()
        }
        Note::SiteClosed { to } => format!("its collective site closes; it {}.", goes(*to)),
        Note::RentPaid => "its rent is paid, and it moves to rented rooms.".to_owned(),
        Note::NoHome { zone } => format!(
            "it would settle in another home in {}, but none is to be had, and it waits.",
            names.zone(*zone)
        ),
        Note::LeftForServices { to } => {
            format!("its home stands, but services have failed; it leaves and {}.", goes(*to))
        }
        Note::WaitsForRepair => {
            "it means to go back to its home only once that is repaired.".to_owned()
        }
        Note::HostWeary { to } => {
            format!("its host family cannot keep it any longer; it {}.", goes_on(*to))
        }
        Note::LeftSite { to } => format!("it leaves its collective site and {}.", goes_on(*to)),
        Note::Solved { solution, met, durable, anew, away } => {
            solved(*solution, *met, *durable, (*anew, *away))
        }
        Note::Decided { .. } => decided(note, names),
        Note::End { .. } => end(note, names),
    }
}

fn event(note: &Note, names: &Names) -> String {
    let Note::Event { zone, wind_ms, depth_m, ordered, due, warned, evacuated, damage, living } =
        note
    else {
        return String::new();
    };
    let place = names.zone(*zone);
    let force = if *wind_ms > 0.0 {
        format!("a storm brings wind of {wind_ms:.0} m/s to {place}")
    } else if *depth_m > 0.0 {
        format!("a flood comes to {place}")
    } else {
        format!("an event strikes {place}")
    };
    let water = if *depth_m >= SHALLOW_M {
        format!(" and {depth_m:.1} m of water to its dwelling")
    } else if *depth_m > 0.0 {
        " and a little water to its dwelling".to_owned()
    } else {
        String::new()
    };
    let warning = match (warned, evacuated) {
        (true, true) => "; it is warned and leaves ahead",
        (true, false) => "; it is warned and stays",
        _ if *ordered => "; the warning does not reach it",
        _ if *due => "; nobody is warned, as the forecast was too low",
        _ => "",
    };
    let alarm = if *ordered && !due { " It was a false alarm." } else { "" };
    let new = 1.0 - (1.0 - damage.1) / (1.0 - damage.0).max(1e-12);
    let gone = damage.1;
    let harm = if damage.1 < UNSEEN_DAMAGE {
        "The dwelling stands unharmed.".to_owned()
    } else if damage.0 < UNSEEN_DAMAGE {
        format!("The dwelling loses {} of its value.", per_cent(gone))
    } else if new < UNSEEN_DAMAGE {
        "The damaged dwelling loses no more.".to_owned()
    } else {
        format!("The damaged dwelling loses more: {} of it is gone now.", per_cent(gone))
    };
    let new_harm = new >= FELT_DAMAGE && damage.1 >= UNSEEN_DAMAGE;
    let lost_home = if !living.0.is_displaced() && living.1.is_displaced() {
        let all_the_same = if living.1 == Living::Unsafe {
            "finds no host family, no site and no rooms it can pay, and stays in it all the same"
        } else {
            goes(living.1)
        };
        format!(" It is not fit to live in; the household {all_the_same}.")
    } else if new_harm && living.1 == Living::Home {
        " It can still be lived in.".to_owned()
    } else {
        String::new()
    };
    format!("{force}{water}{warning}. {harm}{alarm}{lost_home}")
}

fn end(note: &Note, names: &Names) -> String {
    let Note::End { people, living, destination, zone, class, damage } = note else {
        return String::new();
    };
    let who = if *people == 1 {
        "the end of the story. Its 1 person".to_owned()
    } else {
        format!("the end of the story. Its {people} people")
    };
    let one = *people == 1;
    let (live, are) = if one { ("lives", "is") } else { ("live", "are") };
    let place = names.zone(*zone);
    let where_to = match living {
        Living::Home => {
            format!("{live} at home in {place}, in a {} dwelling", CLASSES[usize::from(*class)])
        }
        Living::Host => format!("{are} still displaced, with a host family in {place}"),
        Living::Site => format!("{are} still displaced, in a collective site in {place}"),
        Living::Rent => format!("{are} still displaced, in rented rooms in {place}"),
        Living::Unsafe => format!("{are} still displaced, in the damaged dwelling in {place}"),
        Living::Away => format!("{live} in {}", names.destination(*destination)),
        Living::Gone => {
            return "the end of the story. Nobody of the household is alive.".to_owned();
        }
    };
    let damaged = if living.is_resident() && *damage >= UNSEEN_DAMAGE {
        format!("; {} of the dwelling is damaged", per_cent(*damage))
    } else {
        String::new()
    };
    format!("{who} {where_to}{damaged}.")
}

/// A share in per cent; what rounds to none is under one.
fn per_cent(share: f64) -> String {
    match (100.0 * share).round() {
        none if none < 1.0 => "under 1\u{a0}%".to_owned(),
        whole => format!("{whole:.0}\u{a0}%"),
    }
}

/// Months, from two years on in years.
pub(super) fn time(months: u16) -> String {
    match months {
        1 => "1 month".to_owned(),
        months if months < 24 => format!("{months} months"),
        months => format!("{:.0} years", f64::from(months) / 12.0),
    }
}

/// A count, up to ten in words.
pub(super) fn in_words(count: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// An amount in USD to full tens.
pub(super) fn tens(usd: f64, to_whole: fn(f64) -> f64) -> String {
    grouped(to_whole(usd / 10.0) * 10.0)
}
