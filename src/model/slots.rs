//! What programmes have brought to households, lever by lever.
//!
//! One column a lever, and only for levers that a programme of the strategy moves: a strategy that does
//! not use a lever does not pay for it. A slot of zero means that nothing was brought. Several programmes
//! on one lever combine as the lever table says; what is paid on need is paid by the programme that brought
//! the largest effect, of equals the first.

use crate::plan::programme::StrategyPlan;
use crate::scenario::lever::{LEVERS, Lever};

use super::households::NO_PROGRAMME;
use super::knowledge::Knowledge;
use super::run::Run;

/// Columns of the levers in use.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// Combined effect by lever and household; empty where no programme moves the lever.
    effects: Vec<Vec<f32>>,
    /// Programme that pays, and the effect that it brought.
    payers: Vec<Vec<(u8, f32)>>,
    /// What people know, which fades.
    pub knowledge: Knowledge,
}

impl Slots {
    /// Nothing brought yet under a strategy among so many households.
    pub fn reset(&mut self, strategy: &StrategyPlan, households: usize) {
        self.effects.resize_with(LEVERS, Vec::new);
        self.payers.resize_with(LEVERS, Vec::new);
        for lever in 0..LEVERS {
            self.effects[lever].clear();
            self.payers[lever].clear();
        }
        for lever in &strategy.levers {
            self.effects[*lever as usize].resize(households, 0.0);
            self.payers[*lever as usize].resize(households, (NO_PROGRAMME, 0.0));
        }
        let taught = self.in_use(Lever::Knowledge);
        self.knowledge.reset(if taught { households } else { 0 });
    }

    /// Whether any programme of the strategy moves a lever.
    #[inline]
    pub fn in_use(&self, lever: Lever) -> bool {
        !self.effects[lever as usize].is_empty()
    }

    /// Combined effect on a household; zero where nothing was brought.
    #[inline]
    pub fn of(&self, lever: Lever, i: usize) -> f64 {
        self.effects[lever as usize].get(i).map_or(0.0, |effect| f64::from(*effect))
    }

    /// Programme that pays for a lever on need; none where nothing was brought.
    #[inline]
    pub fn payer(&self, lever: Lever, i: usize) -> Option<u8> {
        let (programme, _) = *self.payers[lever as usize].get(i)?;
        (programme != NO_PROGRAMME).then_some(programme)
    }

    /// A programme brings an effect to a household.
    pub fn bring(&mut self, lever: Lever, i: usize, effect: f64, programme: u8) {
        if effect <= 0.0 {
            return;
        }
        let slot = &mut self.effects[lever as usize][i];
        *slot = lever.entry().combine.together(f64::from(*slot), effect) as f32;
        let (payer, largest) = &mut self.payers[lever as usize][i];
        if *payer == NO_PROGRAMME || effect as f32 > *largest {
            (*payer, *largest) = (programme, effect as f32);
        }
    }

    /// What was brought to a household is no longer with it.
    pub fn take_away(&mut self, lever: Lever, i: usize) {
        if let Some(effect) = self.effects[lever as usize].get_mut(i) {
            *effect = 0.0;
            self.payers[lever as usize][i] = (NO_PROGRAMME, 0.0);
        }
    }

    /// Mean of the combined effect over all households of the area, 0 where the lever is not in use.
    pub fn mean(&self, lever: Lever) -> f64 {
        let effects = &self.effects[lever as usize];
        if effects.is_empty() {
            return 0.0;
        }
        effects.iter().map(|effect| f64::from(*effect)).sum::<f64>() / effects.len() as f64
    }
}

impl Run<'_> {
    /// Mean over all households of what programmes under way brought on a lever; zero for those they did
    /// not reach.
    pub fn mean_of(&self, lever: Lever) -> f64 {
        let count = self.given.place.population.len();
        let sum: f64 =
            (0..count).filter_map(|i| self.aid(lever, i)).map(|(effect, _)| effect).sum();
        sum / count.max(1) as f64
    }

    /// What a programme under way has in store for a household in need: the effect of a lever and the
    /// programme that pays. None where nothing was brought or the programme is over.
    #[inline]
    pub fn aid(&self, lever: Lever, i: usize) -> Option<(f64, u8)> {
        let programme = self.slots.payer(lever, i)?;
        let position = usize::from(programme);
        let plan = &self.strategy.programmes[position];
        let is_on = plan.is_on(self.period)
            && self.deliveries.readiness.is_on(position, plan.activation_share, self.period);
        is_on.then(|| (self.slots.of(lever, i), programme))
    }
}
