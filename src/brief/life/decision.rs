//! Decisions in words: what is thought, what is wanted, what stands in the way, what is done.

use super::Names;
use super::sentence::{in_words, tens};
use crate::model::decision::Choice;
use crate::model::trace::{Note, Obstacle, Occasion};

/// Share of ties that left lately from which the pull is worth telling.
const PULL: f64 = 0.2;

/// A decision as a sentence; empty for any other fact.
pub(super) fn decided(note: &Note, names: &Names) -> String {
    let Note::Decided {
        decision,
        occasion,
        displaced,
        perceived_ratio,
        cash_usd,
        credit_usd,
        obstacle,
        second_refused,
        ties_there,
        ties_left_share,
    } = note
    else {
        return String::new();
    };
    let mood = match occasion {
        Occasion::Offer => "with the offer of a safer home at hand, it thinks about moving",
        Occasion::Damage if !displaced => "with the damage in mind, it thinks about moving",
        Occasion::IncomeLoss if !displaced => {
            "with less to live on than it had, it thinks about moving"
        }
        _ if *displaced => "still displaced, it thinks about moving",
        _ => "it thinks about moving",
    };
    let belief = belief(*perceived_ratio);
    if decision.wanted == decision.done && decision.done == Choice::Stay {
        let done = if *displaced { "waits where it is" } else { "stays" };
        return format!("{mood} and {done} ({belief}).");
    }
    let context = format!(
        "{mood} ({belief}; {} USD at hand, credit of {} USD)",
        tens(*cash_usd, f64::round),
        tens(*credit_usd, f64::round)
    );
    let pull = pull(decision.wanted, *ties_there, *ties_left_share);
    if decision.wanted == decision.done {
        return format!("{context} and {}{pull}.", does(decision.done, names));
    }
    let why = obstacle.map_or_else(|| "it cannot".to_owned(), in_the_way);
    let nor = match (second_refused, obstacle) {
        (None, _) => String::new(),
        (Some(zone), Some(Obstacle::NoHome)) => {
            format!(", nor in {}, its second choice", names.zone(*zone))
        }
        (Some(zone), _) => {
            format!(", and no home is to be had in {}, its second choice", names.zone(*zone))
        }
    };
    let instead = match decision.done {
        Choice::Stay if decision.is_trapped() => "It stays: it is trapped".to_owned(),
        Choice::Stay => "It stays as it is".to_owned(),
        Choice::Adapt if decision.is_trapped() => {
            "Trapped, it stays and has its dwelling strengthened".to_owned()
        }
        other => format!("Instead it {}", does(other, names)),
    };
    let wanted = wants(decision.wanted, names);
    format!("{context} and wants to {wanted}{pull}, but {why}{nor}. {instead}.")
}

/// How a household sees the risk beside what it is.
pub(super) fn belief(perceived_ratio: f64) -> &'static str {
    if perceived_ratio < 0.8 {
        "it feels safer than it is"
    } else if perceived_ratio > 1.25 {
        "it feels less safe than it is"
    } else {
        "it sees the risk about as it is"
    }
}

/// What draws a household that wants to move: those it is close to.
fn pull(wanted: Choice, there: u8, left_share: f64) -> String {
    // Planned relocation leads to a plot near by, not to others.
    if !wanted.is_move() || wanted == Choice::Planned {
        return String::new();
    }
    let there = match there {
        0 => String::new(),
        1 => ", where a household close to it lives".to_owned(),
        count => {
            format!(", where {} households close to it live", in_words(usize::from(count)))
        }
    };
    let left = if left_share >= PULL {
        ", after some of those close to it have lately moved away"
    } else {
        ""
    };
    format!("{there}{left}")
}

fn in_the_way(obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::NoLegalWay => "there is no legal way".to_owned(),
        Obstacle::NoHome => "no home is to be had there".to_owned(),
        Obstacle::CashShort(short) => {
            format!("cash and credit fall {} USD short", tens(short, f64::ceil))
        }
        Obstacle::PaymentTooHigh(over) => {
            format!("the yearly payment is {} USD more than it takes on", tens(over, f64::ceil))
        }
    }
}

fn wants(choice: Choice, names: &Names) -> String {
    match choice {
        Choice::Stay => "stay".to_owned(),
        Choice::Adapt => "have its dwelling strengthened".to_owned(),
        Choice::Relocate(zone) => format!("move to {}", names.zone(zone)),
        Choice::Planned => "accept the offer of planned relocation".to_owned(),
        Choice::Migrate(rank) => format!("leave for {}", names.destination(rank)),
    }
}

fn does(choice: Choice, names: &Names) -> String {
    match choice {
        Choice::Stay => "stays".to_owned(),
        Choice::Adapt => "has its dwelling strengthened".to_owned(),
        Choice::Relocate(zone) => format!("moves to {}", names.zone(zone)),
        Choice::Planned => "accepts planned relocation: a concrete house on safe ground".to_owned(),
        Choice::Migrate(rank) => format!("leaves for {}", names.destination(rank)),
    }
}
