//! Income: what shocks, drought and heat leave of it (model M4).
//!
//! y = y0 · growth · (1 - s X) · (1 - a d) · W. A shock X of a zone starts at min(1, m / full) with m the
//! mean damage that an event did to its dwellings, and falls as exp(-t / τ) with the time τ of each
//! livelihood; a further event adds as damage does, X = 1 - (1 - X)(1 - X new). Farming alone bears
//! drought of severity d; farming works hard and fishing moderately in the heat. Closed form in the month
//! since the last event of the zone: no household is touched between events.
//!
//! What a household takes to be lost *for good* follows what shock and drought take now, q, with a delay of T
//! years: dL/dt = (q - L) / T, in steps of a month (adaptive expectations; Cagan 1956, Nerlove 1958). It is what
//! decisions about moving weigh (docs/adr/0028): a bad month moves nobody, a bad year begins to. Limits: L
//! stays with zone, livelihood and footing, so a household that changes one of them takes on what the others
//! there expect; heat is weighed as it is, and nothing is expected before it has been felt.

use super::coefficients::Given;
use super::footing::Footing;
use super::households::Households;
use super::run::Run;
use crate::dist::math::exp;
use crate::scenario::parameters::Livelihood;

/// Livelihoods, in the order of the population's mix.
pub const LIVELIHOODS: usize = 7;
const AGRICULTURE: usize = 0;
const FISHING: usize = 1;
/// First livelihood that is no work: pensions, then remittances.
const PENSIONS: usize = 5;

/// Sensitivity and memory of each livelihood under one parameter vector.
#[derive(Clone, Debug)]
pub struct Sensitivity {
    /// Income lost in a complete shock.
    share: [f64; LIVELIHOODS],
    /// What is left of a shock after so many months, by livelihood.
    keep: Vec<[f64; LIVELIHOODS]>,
    /// How far in a month the loss that is taken to last follows the loss now, 0-1.
    learned: f64,
}

impl Sensitivity {
    /// Tabulates a parameter vector for a number of periods. Pensions and remittances bear no shock.
    pub fn new(numbers: &Livelihood<f64>, periods: u16) -> Self {
        let years = [
            numbers.agriculture_recovery_years,
            numbers.fishing_recovery_years,
            numbers.tourism_recovery_years,
            numbers.formal_recovery_years,
            numbers.informal_recovery_years,
            1.0,
            1.0,
        ];
        Self {
            share: [
                numbers.agriculture_sensitivity,
                numbers.fishing_sensitivity,
                numbers.tourism_sensitivity,
                numbers.formal_sensitivity,
                numbers.informal_sensitivity,
                0.0,
                0.0,
            ],
            keep: (0..=periods)
                .map(|month| years.map(|years| exp(-f64::from(month) / (12.0 * years))))
                .collect(),
            learned: 1.0 - exp(-1.0 / (12.0 * numbers.loss_expectation_years)),
        }
    }
}

/// Shocks of the zones of one run, and the drought of its future.
#[derive(Clone, Debug, Default)]
pub struct ZoneShocks {
    /// Shock of each livelihood in the month of the zone's last event.
    level: Vec<[f64; LIVELIHOODS]>,
    /// That month; none where no event has struck.
    period: Vec<Option<u16>>,
    /// Severity of drought by period; empty where there is none.
    drought: Vec<f32>,
    /// Footings of households; the first is that of whom nothing sets apart.
    footings: Vec<Footing>,
    /// Share of income that each livelihood keeps in the month that was settled last, by footing and zone.
    kept: Vec<[f64; LIVELIHOODS]>,
    /// That month.
    settled: Option<u16>,
    /// Share of income that is taken to be lost for good, by footing and zone.
    lasting: Vec<[f64; LIVELIHOODS]>,
}

impl ZoneShocks {
    /// No shock in any zone, and the drought of a future.
    pub fn reset(&mut self, zones: usize, drought: &[f32]) {
        self.level.clear();
        self.level.resize(zones, [0.0; LIVELIHOODS]);
        self.period.clear();
        self.period.resize(zones, None);
        self.drought.clear();
        self.drought.extend_from_slice(drought);
        self.footings.clear();
        self.footings.push(Footing::default());
        self.kept.clear();
        self.kept.resize(zones, [1.0; LIVELIHOODS]);
        self.lasting.clear();
        self.lasting.resize(zones, [0.0; LIVELIHOODS]);
        self.settled = None;
    }

    /// Shock of a livelihood in a zone now, 0-1.
    #[inline]
    pub fn now(&self, tables: &Sensitivity, zone: usize, livelihood: usize, period: u16) -> f64 {
        match self.period[zone] {
            None => 0.0,
            Some(since) => {
                self.level[zone][livelihood] * tables.keep[usize::from(period - since)][livelihood]
            }
        }
    }

    /// Settles what livelihoods keep of their income in a month whose events are over, and moves what they take to be
    /// lost for good towards what is lost; once a month.
    pub fn settle(&mut self, given: &Given<'_>, period: u16) {
        let zones = self.period.len();
        let (mut kept, mut lasting) =
            (std::mem::take(&mut self.kept), std::mem::take(&mut self.lasting));
        for (row, (kept, lasting)) in kept.iter_mut().zip(&mut lasting).enumerate() {
            let (footing, zone) = (self.footings[row / zones], row % zones);
            for (livelihood, (kept, lasting)) in kept.iter_mut().zip(lasting).enumerate() {
                let earner = Earner { footing, zone, livelihood, period };
                let left = earner.left_by_hazards(given, self);
                *lasting += given.coefficients.sensitivity.learned * (1.0 - left - *lasting);
                *kept = left * earner.left_otherwise(given);
            }
        }
        self.kept = kept;
        self.lasting = lasting;
        self.settled = Some(period);
    }

    /// What the livelihoods of a footing and zone keep.
    fn kept_of_row(&self, given: &Given<'_>, row: usize, period: u16) -> [f64; LIVELIHOODS] {
        let zones = self.period.len();
        let (footing, zone) = (self.footings[row / zones], row % zones);
        std::array::from_fn(|livelihood| {
            Earner { footing, zone, livelihood, period }.kept(given, self)
        })
    }

    /// The footing of a position.
    #[inline]
    pub fn footing(&self, position: u16) -> Footing {
        self.footings[usize::from(position)]
    }

    /// Position of a footing, which is added where it is new.
    pub fn position(&mut self, given: &Given<'_>, footing: Footing) -> u16 {
        if let Some(position) = self.footings.iter().position(|known| *known == footing) {
            return position as u16;
        }
        self.footings.push(footing);
        for _ in 0..self.period.len() {
            let row = self.kept.len();
            let kept = self
                .settled
                .map_or([1.0; LIVELIHOODS], |period| self.kept_of_row(given, row, period));
            self.kept.push(kept);
            // Until now its households shared what befell those whom nothing set apart.
            self.lasting.push(self.lasting[row % self.period.len()]);
        }
        (self.footings.len() - 1) as u16
    }

    /// Rows of footings and zones.
    pub fn rows(&self) -> usize {
        self.kept.len()
    }

    /// Share of income that a livelihood of a row of footing and zone keeps in the month that was settled
    /// last.
    #[inline]
    pub fn kept(&self, row: usize, livelihood: usize) -> f64 {
        self.kept[row][livelihood]
    }

    /// Adds a shock to all livelihoods of a zone.
    pub fn add(&mut self, tables: &Sensitivity, zone: usize, shock: f64, period: u16) {
        if shock <= 0.0 {
            return;
        }
        for livelihood in 0..LIVELIHOODS {
            let now = self.now(tables, zone, livelihood, period);
            self.level[zone][livelihood] = 1.0 - (1.0 - now) * (1.0 - shock);
        }
        self.period[zone] = Some(period);
    }
}

/// Whether a livelihood is work, which can be lost and found.
#[inline]
pub fn is_work(livelihood: usize) -> bool {
    livelihood < PENSIONS
}

/// Who earns: a livelihood on a footing in a zone, in a month.
#[derive(Clone, Copy, Debug)]
pub struct Earner {
    /// What sets its households apart.
    pub footing: Footing,
    /// Zone in which it earns.
    pub zone: usize,
    /// Position in the population's mix.
    pub livelihood: usize,
    /// Month, as a period of the run.
    pub period: u16,
}

impl Earner {
    /// Share of its income that it keeps, 0-1.
    pub fn kept(&self, given: &Given<'_>, shocks: &ZoneShocks) -> f64 {
        self.left_by_hazards(given, shocks) * self.left_otherwise(given)
    }

    /// What shock and drought leave, after what programmes make good.
    fn left_by_hazards(&self, given: &Given<'_>, shocks: &ZoneShocks) -> f64 {
        let Self { footing, zone, livelihood, period } = *self;
        let tables = &given.coefficients.sensitivity;
        let lost = tables.share[livelihood] * shocks.now(tables, zone, livelihood, period);
        // Where nothing is lost, nothing is made good.
        let mut kept = if lost > 0.0 { 1.0 - lost * (1.0 - footing.made_good) } else { 1.0 - lost };
        if livelihood == AGRICULTURE
            && let Some(severity) = shocks.drought.get(usize::from(period))
        {
            kept *=
                1.0 - given.parameters.livelihood.drought_agriculture_loss * f64::from(*severity);
        }
        kept
    }

    /// What heat and arrival in another zone leave.
    fn left_otherwise(&self, given: &Given<'_>) -> f64 {
        let mut kept = 1.0;
        if self.livelihood <= FISHING
            && let Some(work) = &given.place.work
        {
            kept *= work.factors(self.zone, self.period)[self.livelihood];
        }
        if is_work(self.livelihood) {
            kept *= 1.0 - self.footing.lacking;
        }
        kept
    }
}

/// Income of a household without shocks, USD a year.
#[inline]
pub fn usual_income(given: &Given<'_>, i: usize, period: u16) -> f64 {
    f64::from(given.place.population.income[i])
        * given.coefficients.income_growth[usize::from(period)]
}

/// A household as an earner where it is now.
fn earner(given: &Given<'_>, households: &Households, i: usize, period: u16) -> Earner {
    Earner {
        footing: households.shocks.footing(households.footing[i]),
        zone: usize::from(households.zone[i]),
        livelihood: usize::from(given.place.population.livelihood[i]),
        period,
    }
}

/// Income of a household now, USD a year.
#[inline]
pub fn income_now(given: &Given<'_>, households: &Households, i: usize, period: u16) -> f64 {
    let shocks = &households.shocks;
    // After the events of a month it is settled what is kept; before that it may still change.
    let kept = if shocks.settled == Some(period) {
        let livelihood = usize::from(given.place.population.livelihood[i]);
        shocks.kept(households.row(i, given.place.zones()), livelihood)
    } else {
        earner(given, households, i, period).kept(given, shocks)
    };
    usual_income(given, i, period) * kept
}

/// Share of its income that a household takes to be lost for good.
#[inline]
pub fn lasting_loss(given: &Given<'_>, households: &Households, i: usize) -> f64 {
    let livelihood = usize::from(given.place.population.livelihood[i]);
    households.shocks.lasting[households.row(i, given.place.zones())][livelihood]
}

/// Income that a household expects to go on having where it is, USD a year, once the events of a month are
/// over: what its decisions about moving weigh.
pub fn expected_income(given: &Given<'_>, households: &Households, i: usize, period: u16) -> f64 {
    usual_income(given, i, period)
        * (1.0 - lasting_loss(given, households, i))
        * earner(given, households, i, period).left_otherwise(given)
}

/// An event that did a mean damage to the dwellings of a zone shocks its livelihoods.
pub fn shock(run: &mut Run<'_>, zone: usize, mean_damage: f64, period: u16) {
    let full = run.given.parameters.livelihood.full_shock_damage;
    let tables = &run.given.coefficients.sensitivity;
    run.households.shocks.add(tables, zone, (mean_damage / full).min(1.0), period);
}

#[cfg(test)]
mod tests {
    use super::{Sensitivity, ZoneShocks};
    use crate::dist::math::exp;
    use crate::scenario::parameters::Livelihood;

    #[test]
    fn shocks_decay_by_livelihood_and_never_exceed_one() {
        let tables = Sensitivity::new(&Livelihood::from_keys(|key| key.default), 120);
        let mut shocks = ZoneShocks::default();
        shocks.reset(2, &[]);
        shocks.add(&tables, 0, 0.0, 3);
        assert_eq!(shocks.now(&tables, 0, 0, 50), 0.0);
        shocks.add(&tables, 0, 0.6, 10);
        for (livelihood, years) in [0.75, 0.5, 0.75, 0.25, 0.4].into_iter().enumerate() {
            for months in [0_u16, 1, 9, 40] {
                let expected = 0.6 * exp(-f64::from(months) / (12.0 * years));
                let found = shocks.now(&tables, 0, livelihood, 10 + months);
                assert!((found - expected).abs() < 1e-15, "{livelihood} {months}");
            }
        }
        // Nine months later farming bears 1 / e of it; what is left adds to the next as damage does.
        let left = 0.6 * exp(-1.0);
        shocks.add(&tables, 0, 0.5, 19);
        assert!((shocks.now(&tables, 0, 0, 19) - (1.0 - (1.0 - left) * 0.5)).abs() < 1e-15);
        shocks.add(&tables, 0, 1.0, 19);
        assert_eq!(shocks.now(&tables, 0, 4, 19), 1.0);
        assert_eq!(shocks.now(&tables, 1, 0, 19), 0.0);
    }
}
