//! The facts of one household's life for programs: `leeward trace --json`.

use serde_json::{Value, json};

use super::life::{CLASSES, Life, Names, same_story, sentence, story};
use super::lines::TIED;
use crate::model::decision::Choice;
use crate::model::households::Living;
use crate::model::solutions::Solution;
use crate::model::trace::{Note, Obstacle, Occasion, first_difference};

/// A life: its strategy, what households like it met, its facts in order, each with its month, its kind,
/// its numbers and its sentence, and the story that they make, a line for what belongs together. `ids` names by id what the numbers refer to.
pub fn life_facts(life: &Life, names: &Names, ids: &Names) -> Value {
    let entries: Vec<Value> = life
        .entries
        .iter()
        .map(|entry| {
            let mut fact = fact(&entry.note, ids);
            fact["month"] = names.horizon.month_of(entry.period).to_string().into();
            fact["sentence"] = plain(&sentence(&entry.note, names)).into();
            fact
        })
        .collect();
    let told: Vec<Value> = story(life, names)
        .iter()
        .map(|line| {
            json!({
                "from": names.horizon.month_of(line.from).to_string(),
                "to": names.horizon.month_of(line.to).to_string(),
                "text": plain(&line.text),
            })
        })
        .collect();
    json!({
        "letter": life.letter,
        "strategy_id": life.strategy,
        "base_rate": {
            "households_times_futures": life.rate.all,
            "displaced_at_least_once": life.rate.displaced,
            "away_at_the_end": life.rate.away,
            "trapped_at_least_once": life.rate.trapped,
        },
        "entries": entries,
        "story": told,
    })
}

/// Text without the spaces at which no line breaks.
fn plain(text: &str) -> String {
    text.replace(TIED, " ")
}

/// The first decision that differs between two lives; its month is null where they decide the same
/// throughout, and a decision is null where nothing is decided in that month.
pub fn difference_facts(first: &Life, other: &Life, names: &Names, ids: &Names) -> Value {
    let found = first_difference(&first.entries, &other.entries);
    let decision = |note: Option<Note>| note.map(|note| fact(&note, ids));
    json!({
        "between": [first.strategy, other.strategy],
        "month": found.map(|found| ids.horizon.month_of(found.period).to_string()),
        "decisions": found.map(|found| [decision(found.one), decision(found.other)]),
        "same_story": same_story(first, other, names),
    })
}

fn fact(note: &Note, ids: &Names) -> Value {
    let zone = |rank: u16| &ids.zones[usize::from(rank)];
    match note {
        Note::Reached { intervention } => {
            json!({ "kind": "reached", "intervention": ids.interventions[*intervention] })
        }
        Note::Event { .. } => event_fact(note, ids),
        Note::Doubted => json!({ "kind": "doubted" }),
        Note::NoShelter => json!({ "kind": "no_shelter" }),
        Note::SiteFailed { to } => json!({ "kind": "site_failed", "to": living_word(*to) }),
        Note::PlotNeeded => json!({ "kind": "plot_needed" }),
        Note::Died { people } => json!({ "kind": "died", "people": people }),
        Note::GrantRefused => json!({ "kind": "grant_refused" }),
        Note::PlotFound => json!({ "kind": "plot_found" }),
        Note::Repaired { better, money, payers } => json!({
            "kind": "repaired",
            "better_class": better.map(|class| CLASSES[usize::from(class)]),
            "payout_usd": money.payout_usd,
            "payout_from": {
                "insurer": payers.insurer,
                "landlord": payers.landlord,
                "relatives": payers.relatives,
            },
            "grant_usd": money.grant_usd,
            "income_usd": money.income_usd,
            "savings_usd": money.savings_usd,
            "months_short_of_crews": money.months_short_of_crews,
            "grant_refused": money.grant_refused,
        }),
        Note::GivenUp { to } => json!({ "kind": "given_up", "to": living_word(*to) }),
        Note::Returned { from } => json!({ "kind": "returned", "from": living_word(*from) }),
        Note::Settled => json!({ "kind": "settled" }),
        Note::CameBack { from, months } => json!({
            "kind": "came_back",
            "destination": ids.destinations[usize::from(*from)],
            "months_away": months,
        }),
        Note::FellPoor => json!({ "kind": "fell_poor" }),
        Note::SiteClosed { to } => json!({ "kind": "site_closed", "to": living_word(*to) }),
        Note::RentPaid => json!({ "kind": "rent_paid" }),
        Note::Decided { .. } => decided_fact(note, ids),
        Note::NoHome { zone: rank } => json!({ "kind": "no_home", "zone": zone(*rank) }),
        Note::LeftForServices { to } => {
            json!({ "kind": "left_for_services", "to": living_word(*to) })
        }
        Note::LeftSite { to } => json!({ "kind": "left_site", "to": living_word(*to) }),
        Note::WaitsForRepair => json!({ "kind": "waits_for_repair" }),
        Note::HostWeary { to } => json!({ "kind": "host_weary", "to": living_word(*to) }),
        Note::Solved { solution, met, durable, anew, away } => json!({
            "kind": "solved",
            "solution": solution_word(*solution),
            "criteria_met": met.count(),
            "durable": durable,
            "displaced_anew": anew,
            "out_of_the_area": away,
        }),
        Note::End { people, living, destination, zone: rank, class, damage } => json!({
            "kind": "end",
            "people": people,
            "living": living_word(*living),
            "destination": (*living == Living::Away)
                .then(|| ids.destinations.get(usize::from(*destination))),
            "zone": zone(*rank),
            "class": CLASSES[usize::from(*class)],
            "damage": damage,
        }),
    }
}

fn event_fact(note: &Note, ids: &Names) -> Value {
    let Note::Event {
        zone: rank,
        wind_ms,
        depth_m,
        ordered,
        due,
        warned,
        evacuated,
        damage,
        living,
    } = note
    else {
        return Value::Null;
    };
    let zone = |rank: u16| &ids.zones[usize::from(rank)];
    json!({
        "kind": "event",
        "zone": zone(*rank),
        "wind_ms": wind_ms,
        "depth_m": depth_m,
        "ordered_to_leave": ordered,
        "false_alarm": *ordered && !due,
        "order_missed": *due && !ordered,
        "warned": warned,
        "evacuated": evacuated,
        "damage_before": damage.0,
        "damage_after": damage.1,
        "living_before": living_word(living.0),
        "living_after": living_word(living.1),
    })
}

fn decided_fact(note: &Note, ids: &Names) -> Value {
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
        return Value::Null;
    };
    let zone = |rank: u16| &ids.zones[usize::from(rank)];
    json!({
        "kind": "decided",
        "occasion": occasion_word(*occasion),
        "wanted": choice(decision.wanted, ids),
        "done": choice(decision.done, ids),
        "trapped": decision.is_trapped(),
        "displaced": displaced,
        "perceived_over_true_risk": perceived_ratio,
        "cash_usd": cash_usd,
        "credit_usd": credit_usd,
        "obstacle": obstacle.map(obstacle_fact),
        "second_choice_full": second_refused.map(zone),
        "ties_there": ties_there,
        "ties_left_share": ties_left_share,
    })
}

fn occasion_word(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::CourseOfLife => "course_of_life",
        Occasion::Damage => "damage",
        Occasion::Displacement => "displacement",
        Occasion::IncomeLoss => "income_loss",
        Occasion::Offer => "offer",
    }
}

fn obstacle_fact(obstacle: Obstacle) -> Value {
    match obstacle {
        Obstacle::NoLegalWay => json!({ "kind": "no_legal_way" }),
        Obstacle::NoHome => json!({ "kind": "no_home" }),
        Obstacle::CashShort(usd) => json!({ "kind": "cash_short", "usd": usd }),
        Obstacle::PaymentTooHigh(usd) => json!({ "kind": "payment_too_high", "usd_per_year": usd }),
    }
}

fn solution_word(solution: Solution) -> &'static str {
    match solution {
        Solution::Pending => "pending",
        Solution::Returned => "returned",
        Solution::Integrated => "integrated",
        Solution::Settled => "settled",
    }
}

fn choice(choice: Choice, ids: &Names) -> Value {
    match choice {
        Choice::Stay => json!({ "kind": "stay" }),
        Choice::Adapt => json!({ "kind": "strengthen_dwelling" }),
        Choice::Relocate(zone) => {
            json!({ "kind": "relocate", "zone": ids.zones[usize::from(zone)] })
        }
        Choice::Planned => json!({ "kind": "planned_relocation" }),
        Choice::Migrate(rank) => {
            json!({ "kind": "migrate", "destination": ids.destinations[usize::from(rank)] })
        }
    }
}

fn living_word(living: Living) -> &'static str {
    match living {
        Living::Home => "home",
        Living::Host => "host_family",
        Living::Site => "collective_site",
        Living::Rent => "rented_rooms",
        Living::Unsafe => "unsafe_home",
        Living::Away => "away",
        Living::Gone => "gone",
    }
}
