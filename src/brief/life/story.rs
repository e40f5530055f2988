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

/// A storm that does no harm and for which nobody was or should have been warned.
fn is_calm(note: &Note) -> bool {
    matches!(note, Note::Event { wind_ms, depth_m, ordered: false, due: false, damage, living, .. }
        if *wind_ms > 0.0 && *depth_m <= 0.0 && is_whole(damage.0) == is_whole(damage.1)
            && damage.1 - damage.0 < UNSEEN_DAMAGE && living.0 == living.1)
}

/// A thought in the course of life that changes nothing, and that nothing stood behind.
fn is_idle(note: &Note) -> bool {
    matches!(note, Note::Decided { decision, occasion: Occasion::CourseOfLife, displaced: false, .. }
        if decision.wanted == Choice::Stay && decision.done == Choice::Stay)
}

/// Whether a fact is quiet; all storms of a stretch stand over the same zone, and over a whole dwelling or
/// over a damaged one.
fn is_quiet_beside(entry: &Entry, stretch: &[Entry]) -> bool {
    let zone = |entry: &Entry| match entry.note {
        Note::Event { zone, damage, .. } => Some((zone, is_whole(damage.1))),
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
    let mut whole = true;
    let mut beliefs = Vec::new();
    for entry in entries {
        match &entry.note {
            Note::Event { zone, wind_ms, damage, .. } => {
                winds.push(*wind_ms);
                whole = is_whole(damage.1);
                place = names.zone(*zone);
            }
            Note::Decided { perceived_ratio, .. } => beliefs.push(belief(*perceived_ratio)),
            _ => {}
        }
    }
    let strongest = winds.iter().copied().fold(0.0, f64::max);
    let unharmed =
        if whole { "the dwelling stands unharmed" } else { "the damaged dwelling loses no more" };
    let storms = match winds.len() {
        0 => String::new(),
        1 => format!("a storm brings wind of {strongest:.0} m/s to {place}, and {unharmed}."),
        count => format!(
            "{} storms bring wind of up to {strongest:.0} m/s to {place}, and {unharmed}.",
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
        Note::SiteClosed { .. }
        | Note::HostWeary { .. }
        | Note::LeftSite { .. }
        | Note::NoHome { .. }
        | Note::RentPaid
        | Note::FellPoor => last,
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

#[cfg(test)]
mod tests {
    use super::{Line, alike, lines};
    use crate::brief::life::Names;
    use crate::calendar::{Horizon, YearMonth};
    use crate::model::decision::{Choice, Decision};
    use crate::model::households::Living;
    use crate::model::trace::{Entry, Note, Obstacle, Occasion, Payers, RepairMoney};

    fn names() -> Names {
        Names {
            zones: vec!["Bay".to_owned(), "Hill".to_owned()],
            destinations: vec!["Overseas".to_owned()],
            interventions: vec!["Roofs".to_owned(), "Grants".to_owned()],
            horizon: Horizon { first_month: YearMonth { year: 2026, month: 1 }, years: 3 },
        }
    }

    fn storm(period: u16, wind_ms: f64, ordered: bool, due: bool, damage: f64) -> Entry {
        let note = Note::Event {
            zone: 0,
            wind_ms,
            depth_m: 0.0,
            ordered,
            due,
            warned: ordered,
            evacuated: false,
            damage: (0.0, damage),
            living: (Living::Home, Living::Home),
        };
        Entry { period, note }
    }

    fn decided(
        period: u16,
        displaced: bool,
        (wanted, obstacle): (Choice, Option<Obstacle>),
        second_refused: Option<u16>,
    ) -> Entry {
        let note = Note::Decided {
            decision: Decision { wanted, done: Choice::Stay },
            occasion: if displaced { Occasion::Displacement } else { Occasion::CourseOfLife },
            displaced,
            perceived_ratio: 1.0,
            cash_usd: 100.0 + f64::from(period),
            credit_usd: 50.0,
            obstacle,
            second_refused,
            ties_there: 0,
            ties_left_share: 0.0,
        };
        Entry { period, note }
    }

    fn told(entries: &[Entry]) -> Vec<String> {
        lines(entries, &names()).iter().map(|line: &Line| line.told(&names())).collect()
    }

    #[test]
    fn a_quiet_stretch_ends_at_a_warning_a_missed_storm_and_at_harm() {
        let idle = decided(7, false, (Choice::Stay, None), None);
        assert_eq!(
            told(&[
                storm(1, 18.0, false, false, 0.0),
                storm(6, 22.4, false, false, 0.0),
                idle,
                storm(8, 20.0, true, false, 0.0),
                storm(9, 30.0, false, true, 0.0),
                storm(10, 19.0, false, false, 0.07),
            ]),
            [
                "February 2026 to August 2026: two storms bring wind of up to 22 m/s to Bay, and the \
                 dwelling stands unharmed. Once it thinks about moving and stays (it sees the risk \
                 about as it is).",
                "September 2026: a storm brings wind of 20 m/s to Bay; it is warned and stays. The \
                 dwelling stands unharmed. It was a false alarm.",
                "October 2026: a storm brings wind of 30 m/s to Bay; nobody is warned, as the forecast \
                 was too low. The dwelling stands unharmed.",
                "November 2026: a storm brings wind of 19 m/s to Bay. The dwelling loses 7\u{a0}% of \
                 its value.",
            ]
        );
    }

    #[test]
    fn a_trap_is_one_thought_and_told_in_full_once() {
        let wants = (Choice::Migrate(0), Some(Obstacle::NoLegalWay));
        let closes = Entry { period: 12, note: Note::SiteClosed { to: Living::Host } };
        assert_eq!(
            told(&[
                decided(3, true, wants, Some(1)),
                decided(6, true, wants, Some(1)),
                closes,
                decided(12, true, wants, Some(1)),
            ]),
            [
                "April 2026: still displaced, it thinks about moving (it sees the risk about as it is; \
                 100 USD at hand, credit of 50 USD) and wants to leave for Overseas, but there is no \
                 legal way, and no home is to be had in Hill, its second choice. It stays: it is \
                 trapped. It decides the same in July 2026.",
                "January 2027: its collective site closes; it is taken in by a host family.",
                "January 2027: it thinks about moving again and decides as before: it is still trapped.",
            ]
        );
        // Another obstacle is another story, and so is a decision at home.
        let full = (Choice::Relocate(0), Some(Obstacle::NoHome));
        let lines = told(&[decided(3, true, wants, None), decided(6, true, full, Some(1))]);
        assert!(lines[1].ends_with(
            "wants to move to Bay, but no home is to be had there, nor in Hill, its second choice. It \
             stays: it is trapped."
        ));
        let home = Entry { period: 5, note: Note::Returned { from: Living::Host } };
        let lines = told(&[decided(3, true, wants, None), home, decided(6, true, wants, None)]);
        assert!(lines[2].contains("no legal way"), "{lines:?}");
    }

    #[test]
    fn programmes_of_a_month_stand_in_one_line() {
        let reached = |period, intervention| Entry { period, note: Note::Reached { intervention } };
        assert_eq!(
            told(&[reached(0, 0), reached(0, 1), reached(1, 1)]),
            [
                "January 2026: programmes reach it: Roofs; Grants.",
                "February 2026: a programme reaches it: Grants.",
            ]
        );
    }

    #[test]
    fn a_few_dollars_do_not_set_lives_apart_but_what_is_done_and_lost_does() {
        let names = names();
        let paid = |period, grant_usd, income_usd| {
            let money = RepairMoney { grant_usd, income_usd, ..RepairMoney::default() };
            let payers = Payers { insurer: false, landlord: false, relatives: false };
            Entry { period, note: Note::Repaired { better: None, money, payers } }
        };
        assert!(alike(&paid(4, 0.0, 1_000.0), &paid(4, 0.0, 1_010.0), &names));
        assert!(!alike(&paid(4, 0.0, 1_000.0), &paid(4, 30.0, 970.0), &names));
        assert!(!alike(&paid(4, 0.0, 1_000.0), &paid(5, 0.0, 1_000.0), &names));
        let short = |usd| (Choice::Relocate(1), Some(Obstacle::CashShort(usd)));
        let choice = |what| decided(4, false, what, None);
        assert!(alike(&choice(short(10.0)), &choice(short(60.0)), &names));
        assert!(!alike(&choice(short(10.0)), &choice((Choice::Stay, None)), &names));
        assert!(!alike(&choice(short(10.0)), &decided(4, false, short(10.0), Some(0)), &names));
        let harmed = |damage| storm(4, 30.0, true, true, damage);
        assert!(alike(&harmed(0.30), &harmed(0.31), &names));
        assert!(!alike(&harmed(0.30), &harmed(0.33), &names));
        assert!(!alike(&harmed(0.30), &storm(4, 30.0, false, true, 0.30), &names));
    }
}
