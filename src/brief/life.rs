//! One household's life in plain sentences, for `leeward trace`.
//!
//! Gender-neutral, without names; the base rate of households like it stands before the story.

use super::lines::{hanging, wrap};
use crate::calendar::Horizon;
use crate::engine::BaseRate;
use crate::model::decision::Choice;
use crate::model::households::Living;
use crate::model::recovery::REPAIRED;
use crate::model::solutions::Solution;
use crate::model::trace::{Entry, Note, Obstacle, Occasion, Payers, RepairMoney, first_difference};
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

/// Words for the dwelling classes, in their order.
pub const CLASSES: [&str; 4] = ["makeshift", "timber", "masonry", "concrete"];
/// Water shallower than this is shown as a film, m: one decimal would read as none.
const SHALLOW_M: f64 = 0.05;
/// Damage ratio below which a dwelling is whole to the model, and so to the reader.
const UNSEEN_DAMAGE: f64 = REPAIRED as f64;

/// A paragraph in lines of the usual width.
pub fn paragraph(text: &str) -> String {
    wrap(text, "")
}

/// Base rates of households like it, one sentence a strategy.
pub fn base_rates(group: &str, futures: u32, lives: &[Life]) -> String {
    let futures = if futures == 1 { "1 future".to_owned() } else { format!("{futures} futures") };
    let mut text = wrap(&format!("Of 100 households like it ({group}), over {futures}:"), "");
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

/// The lives one after the other, a line a fact; one that reads like an earlier one is not told again.
pub fn lives(lives: &[Life], names: &Names) -> String {
    let told = |(position, life): (usize, &Life)| {
        let mut text = format!("{}  {}\n", life.letter, life.title);
        let earlier = &lives[..position];
        if let Some(same) = earlier.iter().find(|other| same_story(other, life, names)) {
            text.extend(["  The same life as under ", &same.letter, ".\n"]);
            return text;
        }
        for (period, line) in story(life, names) {
            let when = names.horizon.month_of(period).in_words();
            text.push_str(&hanging(&format!("{when}: {line}"), "  ", "    "));
        }
        text
    };
    lives.iter().enumerate().map(told).collect::<Vec<_>>().join("\n")
}

/// A life as lines with their periods.
fn story(life: &Life, names: &Names) -> Vec<(u16, String)> {
    life.entries.iter().map(|entry| (entry.period, sentence(&entry.note, names))).collect()
}

/// As [`story`], without the programmes that reach it.
fn without_programmes(life: &Life, names: &Names) -> Vec<(u16, String)> {
    let happens = |entry: &&Entry| !matches!(entry.note, Note::Reached { .. });
    let line = |entry: &Entry| (entry.period, sentence(&entry.note, names));
    life.entries.iter().filter(happens).map(line).collect()
}

/// Whether two lives read the same: they may differ by less than a reader is shown.
pub fn same_story(one: &Life, other: &Life, names: &Names) -> bool {
    story(one, names) == story(other, names)
}

/// Names the first decision that differs between two lives, and what is decided under each; where they
/// decide the same, the first line that differs.
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
        // A programme that arrives is the strategy itself; what it changes is what differs.
        let (one, two) = (without_programmes(first, names), without_programmes(other, names));
        let same = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
        let next = [one.get(same), two.get(same)];
        let Some(period) = next.into_iter().flatten().map(|(period, _)| *period).min() else {
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
        let line = |at: Option<&(u16, String)>| {
            at.filter(|(when, _)| *when == period)
                .map_or_else(|| "nothing happens then.".to_owned(), |(_, line)| line.clone())
        };
        let lead = format!("It decides the same under {both} throughout. What differs first");
        (lead, period, next.map(line))
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

/// A fact as a sentence that follows its month and a colon.
pub fn sentence(note: &Note, names: &Names) -> String {
    match note {
        Note::Reached { intervention } => {
            format!("a programme reaches it: {}.", names.interventions[*intervention])
        }
        Note::Event { .. } => event(note, names),
        Note::NoShelter => "it seeks a public shelter, finds it full, and stays.".to_owned(),
        Note::SiteFailed { to } => {
            format!("the site it lives in is damaged; it {}.", goes(*to))
        }
        Note::PlotNeeded => {
            "it may not rebuild where its home stood and waits for a safe plot.".to_owned()
        }
        Note::Died { people: 1 } => "a person of the household dies.".to_owned(),
        Note::Died { people } => format!("{people} people of the household die."),
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
            let place = &names.destinations[usize::from(*from)];
            let time = if *months == 1 { "1 month".to_owned() } else { format!("{months} months") };
            format!("it comes back from {place} after {time} and finds a home in the zone it left.")
        }
        Note::FellPoor => {
            "with the shock to its income and what it pays for repair, less than the poverty line is \
             left to live on, for the first time."
                .to_owned()
        }
        Note::SiteClosed { to } => format!("its collective site closes; it {}.", goes(*to)),
        Note::NoHome { zone } => format!(
            "it would take a home in {}, but none is to be had, and it stays where it is.",
            names.zones[usize::from(*zone)]
        ),
        Note::LeftForServices { to } => {
            format!("its home stands, but services have failed; it leaves and {}.", goes(*to))
        }
        Note::HostWeary { to } => {
            format!("its host family cannot keep it any longer; it {}.", goes_on(*to))
        }
        Note::Solved { solution, met, durable } => solved(*solution, met.count(), *durable),
        Note::Decided { .. } => decided(note, names),
        Note::End { .. } => end(note, names),
    }
}

fn event(note: &Note, names: &Names) -> String {
    let Note::Event { zone, wind_ms, depth_m, ordered, warned, evacuated, damage, living } = note
    else {
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
        _ => "",
    };
    let new = 1.0 - (1.0 - damage.1) / (1.0 - damage.0).max(1e-12);
    let gone = damage.1 * 100.0;
    let harm = if damage.1 < UNSEEN_DAMAGE {
        "The dwelling stands unharmed.".to_owned()
    } else if damage.0 < UNSEEN_DAMAGE {
        format!("The dwelling loses {gone:.0} % of its value.")
    } else if new < UNSEEN_DAMAGE {
        "The damaged dwelling loses no more.".to_owned()
    } else {
        format!("The damaged dwelling loses more: {gone:.0} % of it is gone now.")
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
        Living::Rent => "finds neither host family nor site and rents rooms",
        Living::Unsafe => {
            "finds no host, no site and no rooms it can pay, and lives in the damaged dwelling"
        }
        Living::Home => "goes home",
        Living::Away => "has left the area",
        Living::Gone => "is no more",
    }
}

/// Where a household goes that leaves its host family.
fn goes_on(living: Living) -> &'static str {
    match living {
        Living::Site => "goes to a collective site",
        Living::Rent => "finds no place in a site and rents rooms",
        Living::Unsafe => {
            "finds no site and no rooms it can pay, and lives in the damaged dwelling"
        }
        other => goes(other),
    }
}

fn solved(solution: Solution, met: u32, durable: bool) -> String {
    let state = match solution {
        Solution::Pending => {
            return "two years after it had to leave its home it has no whole one again."
                .to_owned();
        }
        Solution::Returned => "it is back in it",
        Solution::Integrated => "it has settled in another in the same zone",
        Solution::Settled => "it has settled elsewhere",
    };
    let verdict = if durable {
        format!("a durable solution, with {met} of 8 criteria met")
    } else {
        format!("not a durable solution, with {met} of 8 criteria met")
    };
    format!("two years after it had to leave its home {state}: {verdict}.")
}

/// Where a household comes from.
fn leaves(living: Living) -> &'static str {
    match living {
        Living::Host => "from its host family",
        Living::Site => "from its collective site",
        Living::Rent => "from its rented rooms",
        Living::Home | Living::Unsafe | Living::Away | Living::Gone => "",
    }
}

fn repaired(better: Option<u8>, money: &RepairMoney, payers: Payers) -> String {
    let mut text = match better {
        None => "its dwelling is whole again".to_owned(),
        Some(class) => format!(
            "its dwelling is whole again, and stronger: {}, the step up paid by a programme",
            CLASSES[usize::from(class)]
        ),
    };
    let total = money.total_usd();
    let parts: Vec<String> = [
        (money.payout_usd, payouts(payers)),
        (money.grant_usd, "a grant".to_owned()),
        (money.income_usd, "income".to_owned()),
        (money.savings_usd, "savings".to_owned()),
    ]
    .into_iter()
    .filter(|(usd, _)| *usd >= 0.005 * total && *usd > 0.0)
    .map(|(usd, source)| format!("{:.0} % from {source}", 100.0 * usd / total))
    .collect();
    if !parts.is_empty() {
        let dollars = if total < 10.0 { "under 10".to_owned() } else { tens(total, f64::round) };
        text.extend([". The repair cost ", &dollars, " USD: ", &parts.join(", ")]);
    }
    match money.months_short_of_crews {
        0 => {}
        1 => text.push_str("; crews were short for a month"),
        months => text.extend(["; crews were short for ", &months.to_string(), " months"]),
    }
    if money.grant_refused {
        text.push_str("; the budget for a grant was used up");
    }
    text.push('.');
    text
}

/// Who the payouts come from.
fn payouts(payers: Payers) -> String {
    let who: Vec<&str> = [
        (payers.insurer, "insurance"),
        (payers.landlord, "the landlord"),
        (payers.relatives, "relatives"),
    ]
    .into_iter()
    .filter_map(|(pays, who)| pays.then_some(who))
    .collect();
    if who.is_empty() { "payouts".to_owned() } else { who.join(" and ") }
}

fn decided(note: &Note, names: &Names) -> String {
    let Note::Decided {
        decision,
        occasion,
        displaced,
        perceived_ratio,
        cash_usd,
        credit_usd,
        obstacle,
    } = note
    else {
        return String::new();
    };
    let mood = match occasion {
        Occasion::Offer => "with the offer of a safer home at hand, it thinks about moving",
        Occasion::Damage if !displaced => "with the damage in mind, it thinks about moving",
        _ if *displaced => "still displaced, it thinks about moving",
        _ => "it thinks about moving",
    };
    let belief = if *perceived_ratio < 0.8 {
        "it feels safer than it is"
    } else if *perceived_ratio > 1.25 {
        "it feels less safe than it is"
    } else {
        "it sees the risk about as it is"
    };
    let context = format!(
        "{mood} ({belief}; {} USD at hand, credit of {} USD)",
        tens(*cash_usd, f64::round),
        tens(*credit_usd, f64::round)
    );
    if decision.wanted == decision.done {
        return match decision.done {
            Choice::Stay if *displaced => format!("{context} and waits where it is."),
            done => format!("{context} and {}.", does(done, names)),
        };
    }
    let why = match obstacle {
        Some(Obstacle::NoLegalWay) => "there is no legal way".to_owned(),
        Some(Obstacle::NoHome) => "no home is to be had there".to_owned(),
        Some(Obstacle::CashShort(short)) => {
            format!("cash and credit fall {} USD short", tens(*short, f64::ceil))
        }
        Some(Obstacle::PaymentTooHigh(over)) => {
            format!("the yearly payment is {} USD more than it takes on", tens(*over, f64::ceil))
        }
        None => "it cannot".to_owned(),
    };
    let instead = match decision.done {
        Choice::Stay if decision.is_trapped() => "It stays: it is trapped".to_owned(),
        Choice::Stay => "It stays as it is".to_owned(),
        Choice::Adapt if decision.is_trapped() => {
            "It stays and has its dwelling strengthened: it is trapped".to_owned()
        }
        other => format!("Instead it {}", does(other, names)),
    };
    format!("{context} and wants to {}, but {why}. {instead}.", wants(decision.wanted, names))
}

/// An amount in USD to full tens.
fn tens(usd: f64, to_whole: fn(f64) -> f64) -> String {
    grouped(to_whole(usd / 10.0) * 10.0)
}

fn wants(choice: Choice, names: &Names) -> String {
    match choice {
        Choice::Stay => "stay".to_owned(),
        Choice::Adapt => "have its dwelling strengthened".to_owned(),
        Choice::Relocate(zone) => format!("move to {}", names.zones[usize::from(zone)]),
        Choice::Planned => "accept the offer of planned relocation".to_owned(),
        Choice::Migrate(rank) => format!("leave for {}", names.destinations[usize::from(rank)]),
    }
}

fn does(choice: Choice, names: &Names) -> String {
    match choice {
        Choice::Stay => "stays".to_owned(),
        Choice::Adapt => "stays and has its dwelling strengthened".to_owned(),
        Choice::Relocate(zone) => format!("moves to {}", names.zones[usize::from(zone)]),
        Choice::Planned => "accepts planned relocation: a concrete house on safe ground".to_owned(),
        Choice::Migrate(rank) => format!("leaves for {}", names.destinations[usize::from(rank)]),
    }
}

fn end(note: &Note, names: &Names) -> String {
    let Note::End { people, living, zone, class, damage } = note else {
        return String::new();
    };
    let who = if *people == 1 {
        "the end of the story. Its 1 person".to_owned()
    } else {
        format!("the end of the story. Its {people} people")
    };
    let one = *people == 1;
    let (live, are) = if one { ("lives", "is") } else { ("live", "are") };
    let place = &names.zones[usize::from(*zone)];
    let where_to = match living {
        Living::Home => {
            format!("{live} at home in {place}, in a {} dwelling", CLASSES[usize::from(*class)])
        }
        Living::Host => format!("{are} still displaced, with a host family in {place}"),
        Living::Site => format!("{are} still displaced, in a collective site in {place}"),
        Living::Rent => format!("{are} still displaced, in rented rooms in {place}"),
        Living::Unsafe => format!("{are} still displaced, in the damaged dwelling in {place}"),
        Living::Away => format!("{live} outside the area"),
        Living::Gone => {
            return "the end of the story. Nobody of the household is alive.".to_owned();
        }
    };
    let damaged = if living.is_resident() && *damage >= UNSEEN_DAMAGE {
        format!("; {:.0} % of the dwelling is damaged", 100.0 * damage)
    } else {
        String::new()
    };
    format!("{who} {where_to}{damaged}.")
}
