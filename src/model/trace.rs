//! What happened to one household, as facts in order. Watching changes nothing: the facts are read, no
//! draw is taken for them.

use super::decision::{Choice, Decision};
use super::households::Living;
use super::solutions::{Criteria, Solution};

/// Why a household could not do what it wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Obstacle {
    /// No legal way into the destination.
    NoLegalWay,
    /// Cash and credit fell short of the cost by so many USD.
    CashShort(f64),
    /// The yearly payment is higher than income allows by so many USD.
    PaymentTooHigh(f64),
    /// No home is empty where it wants to move.
    NoHome,
}

/// What brought a decision about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Its clock: the course of life.
    CourseOfLife,
    /// Severe damage not long ago.
    Damage,
    /// A stated month of displacement.
    Displacement,
    /// A loss of income that it takes to be one for good.
    IncomeLoss,
    /// An offer of planned relocation that could be taken up now.
    Offer,
}

/// Who shares in the loss of a household's dwelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payers {
    /// An insurer.
    pub insurer: bool,
    /// A landlord.
    pub landlord: bool,
    /// Relatives abroad.
    pub relatives: bool,
}

/// Where the money for a repair came from, from the damage until the dwelling was whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RepairMoney {
    /// Payouts of insurance, landlord and relatives, USD.
    pub payout_usd: f64,
    /// Grants of programmes, USD.
    pub grant_usd: f64,
    /// Surplus of income, USD.
    pub income_usd: f64,
    /// Savings, USD.
    pub savings_usd: f64,
    /// Months in which crews could not do all the work that was asked for.
    pub months_short_of_crews: u16,
    /// Whether a grant was due for which the budget held no money any more.
    pub grant_refused: bool,
}

impl RepairMoney {
    /// All money, USD.
    pub fn total_usd(&self) -> f64 {
        self.payout_usd + self.grant_usd + self.income_usd + self.savings_usd
    }
}

/// One fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    /// An intervention (position in the scenario) reached it.
    Reached {
        /// The intervention.
        intervention: usize,
    },
    /// An event reached its zone.
    Event {
        /// Zone of its home.
        zone: u16,
        /// Effective wind, m/s.
        wind_ms: f64,
        /// Depth of water at its dwelling, m.
        depth_m: f64,
        /// Whether it was at home when people were told to leave.
        ordered: bool,
        /// Whether it was at home and the wind reached what people are told to leave for.
        due: bool,
        /// Whether it received the warning.
        warned: bool,
        /// Whether it left ahead.
        evacuated: bool,
        /// Damage ratio before and after.
        damage: (f64, f64),
        /// Where its people lived before and after.
        living: (Living, Living),
    },
    /// It sought a public shelter ahead of the event and found it full.
    NoShelter,
    /// Warned, it stayed; had there been no false alarms before, it would have left ahead.
    Doubted,
    /// The collective site it lived in was damaged and it went on.
    SiteFailed {
        /// Where to.
        to: Living,
    },
    /// Its destroyed dwelling may not be rebuilt where it stood.
    PlotNeeded,
    /// People of it died.
    Died {
        /// How many.
        people: u8,
    },
    /// A grant for its repair was due and the budget held no money for it any more.
    GrantRefused,
    /// A safe plot was found for its new dwelling.
    PlotFound,
    /// Its dwelling is whole again; in a better class if one is given.
    Repaired {
        /// The better class.
        better: Option<u8>,
        /// What the work was paid from.
        money: RepairMoney,
        /// Who can have made the payouts.
        payers: Payers,
    },
    /// The sea took its home.
    GivenUp {
        /// Where it went.
        to: Living,
    },
    /// It returned home.
    Returned {
        /// Where it lived until then.
        from: Living,
    },
    /// It settled in another home of its zone.
    Settled,
    /// It came back to the area.
    CameBack {
        /// Destination it comes from.
        from: u8,
        /// Months away.
        months: u16,
    },
    /// Its collective site closed and it went on.
    SiteClosed {
        /// Where to.
        to: Living,
    },
    /// Its rent is paid and it moved to rented rooms.
    RentPaid,
    /// It decided.
    Decided {
        /// What it wanted and did.
        decision: Decision,
        /// What brought the decision about.
        occasion: Occasion,
        /// Whether it was displaced.
        displaced: bool,
        /// Perceived over true risk.
        perceived_ratio: f64,
        /// Cash at hand, USD.
        cash_usd: f64,
        /// Credit that it could take up, USD.
        credit_usd: f64,
        /// What stood in the way.
        obstacle: Option<Obstacle>,
        /// Zone of its second choice, where others got the last home.
        second_refused: Option<u16>,
        /// Ties that live where it wanted to move.
        ties_there: u8,
        /// Share of its ties that moved away in the last two years.
        ties_left_share: f64,
    },
    /// It would have settled in another home of a zone, and none was left for it.
    NoHome {
        /// The zone.
        zone: u16,
    },
    /// It left a home that stands for want of services.
    LeftForServices {
        /// Where to.
        to: Living,
    },
    /// It means to go back to its damaged home only once that is repaired.
    WaitsForRepair,
    /// Its host family could not keep it any longer and it went on.
    HostWeary {
        /// Where to.
        to: Living,
    },
    /// It left its collective site by itself and went on.
    LeftSite {
        /// Where to.
        to: Living,
    },
    /// Two years after its displacement began, this is where it has led.
    Solved {
        /// Where it has led.
        solution: Solution,
        /// Criteria of a durable solution that are met.
        met: Criteria,
        /// Whether the solution is durable.
        durable: bool,
        /// Whether it was displaced anew since then.
        anew: bool,
        /// Whether it lives out of the area.
        away: bool,
    },
    /// A shock takes its consumption below the poverty line for the first time.
    FellPoor,
    /// The horizon is reached.
    End {
        /// People alive.
        people: u8,
        /// Where they live.
        living: Living,
        /// Destination of those away.
        destination: u8,
        /// Zone of the home.
        zone: u16,
        /// Class of the dwelling.
        class: u8,
        /// Damage ratio of the dwelling, 0-1.
        damage: f64,
    },
}

/// A fact and its period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Period.
    pub period: u16,
    /// Fact.
    pub note: Note,
}

/// The watch over one household, or over none.
#[derive(Clone, Debug)]
pub struct Trace {
    household: usize,
    /// Facts so far.
    pub entries: Vec<Entry>,
    /// Money for the repair under way.
    repair: RepairMoney,
}

impl Default for Trace {
    fn default() -> Self {
        Self::of(usize::MAX)
    }
}

impl Trace {
    /// Watches a household.
    pub fn of(household: usize) -> Self {
        Self { household, entries: Vec::new(), repair: RepairMoney::default() }
    }

    /// Whether this household is watched.
    #[inline]
    pub fn watches(&self, household: usize) -> bool {
        self.household == household
    }

    /// The household watched, if any.
    pub fn household(&self) -> Option<usize> {
        (self.household != usize::MAX).then_some(self.household)
    }

    /// Adds a fact about a household if it is watched.
    #[inline]
    pub fn note(&mut self, household: usize, period: u16, note: impl FnOnce() -> Note) {
        if self.watches(household) {
            self.entries.push(Entry { period, note: note() });
        }
    }

    /// A decision of this month to move to a zone came to nothing: others got the last home there. Where
    /// it was a second choice, that stands beside what kept it from the first.
    pub fn refuse_move(&mut self, household: usize, period: u16, zone: u16) {
        if !self.watches(household) {
            return;
        }
        let last = self.entries.iter_mut().rev().take_while(|entry| entry.period == period);
        for entry in last {
            if let Note::Decided { decision, obstacle, second_refused, .. } = &mut entry.note {
                *second_refused = (decision.wanted != decision.done).then_some(zone);
                decision.done = Choice::Stay;
                obstacle.get_or_insert(Obstacle::NoHome);
                break;
            }
        }
    }

    /// A decision of this month to leave the area came to nothing: no place in a channel was left.
    pub fn refuse_leaving(&mut self, household: usize, period: u16) {
        if !self.watches(household) {
            return;
        }
        let last = self.entries.iter_mut().rev().take_while(|entry| entry.period == period);
        for entry in last {
            if let Note::Decided { decision, obstacle, .. } = &mut entry.note {
                decision.done = Choice::Stay;
                obstacle.get_or_insert(Obstacle::NoLegalWay);
                break;
            }
        }
    }

    /// Changes the account of the repair under way of a household if it is watched.
    #[inline]
    pub fn count_repair(&mut self, household: usize, count: impl FnOnce(&mut RepairMoney)) {
        if self.watches(household) {
            count(&mut self.repair);
        }
    }

    /// The budget holds no money for a grant of this household; noted once for each repair.
    pub fn refuse_grant(&mut self, household: usize, period: u16) {
        if self.watches(household) && !std::mem::replace(&mut self.repair.grant_refused, true) {
            self.note(household, period, || Note::GrantRefused);
        }
    }

    /// Closes the account of the repair of a household; empty if it is not watched.
    pub fn close_repair(&mut self, household: usize) -> RepairMoney {
        if self.watches(household) {
            std::mem::take(&mut self.repair)
        } else {
            RepairMoney::default()
        }
    }
}

/// The first decision in which two lives differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Its period.
    pub period: u16,
    /// The decision in the first life; none if it decides nothing then.
    pub one: Option<Note>,
    /// The decision in the other life; none if it decides nothing then.
    pub other: Option<Note>,
}

/// The first decision in which two lives differ, by month, by what is wanted or by what is done; none if
/// they decide the same throughout.
pub fn first_difference(one: &[Entry], other: &[Entry]) -> Option<Difference> {
    let mut one = one.iter().filter_map(decision_of);
    let mut other = other.iter().filter_map(decision_of);
    loop {
        let (a, b) = (one.next(), other.next());
        let period = match (a, b) {
            (None, None) => return None,
            (Some((a, ..)), Some((b, ..))) => a.min(b),
            (Some((period, ..)), None) | (None, Some((period, ..))) => period,
        };
        let then = |decided: Option<(u16, Decision, Note)>| {
            decided.filter(|(at, ..)| *at == period).map(|(_, decision, note)| (decision, note))
        };
        let (a, b) = (then(a), then(b));
        if a.map(|(decision, _)| decision) != b.map(|(decision, _)| decision) {
            return Some(Difference {
                period,
                one: a.map(|(_, note)| note),
                other: b.map(|(_, note)| note),
            });
        }
    }
}

fn decision_of(entry: &Entry) -> Option<(u16, Decision, Note)> {
    match entry.note {
        Note::Decided { decision, .. } => Some((entry.period, decision, entry.note)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(period: u16, done: Choice) -> Entry {
        let note = Note::Decided {
            decision: Decision { wanted: done, done },
            occasion: Occasion::CourseOfLife,
            displaced: false,
            perceived_ratio: 1.0,
            cash_usd: 0.0,
            credit_usd: 0.0,
            obstacle: None,
            second_refused: None,
            ties_there: 0,
            ties_left_share: 0.0,
        };
        Entry { period, note }
    }

    #[test]
    fn the_first_difference_is_the_earliest_month_in_which_only_one_decides_so() {
        let stays = decided(3, Choice::Stay);
        let leaves = decided(7, Choice::Migrate(0));
        let planned = decided(5, Choice::Planned);
        assert_eq!(first_difference(&[stays, leaves], &[stays, leaves]), None);
        let found = first_difference(&[stays, leaves], &[stays, planned, leaves]).unwrap();
        assert_eq!((found.period, found.one, found.other), (5, None, Some(planned.note)));
        let found = first_difference(&[stays, leaves], &[stays]).unwrap();
        assert_eq!((found.period, found.one, found.other), (7, Some(leaves.note), None));
        let found = first_difference(&[leaves], &[decided(7, Choice::Stay)]).unwrap();
        assert_eq!(found.period, 7);
        assert!(found.one.is_some() && found.other.is_some());
        // What lies between two decisions makes no difference.
        let between = Entry { period: 1, note: Note::PlotFound };
        assert_eq!(first_difference(&[between, stays], &[stays]), None);
    }

    #[test]
    fn only_the_watched_household_has_an_account_of_repair() {
        let mut trace = Trace::of(4);
        trace.count_repair(4, |money| money.savings_usd += 10.0);
        trace.count_repair(5, |money| money.savings_usd += 99.0);
        assert_eq!(trace.close_repair(5), RepairMoney::default());
        assert_eq!(trace.close_repair(4).total_usd(), 10.0);
        assert_eq!(trace.close_repair(4), RepairMoney::default());
    }
}
