//! One future, played under every strategy on the same draws.

use std::borrow::Cow;

use super::aftermath::DamageGrades;
use super::record::ReplicateRecord;
use super::twin::{Calm, attribute, still_sea};
use crate::hazard::climate::ClimateDraw;
use crate::hazard::{EventSequence, HazardModel, WindEffects};
use crate::model::calibration::calibrate;
use crate::model::clock::DecisionClock;
use crate::model::coefficients::{ChoiceConstants, Coefficients, Given, sea_level};
use crate::model::households::Households;
use crate::model::period::{play, play_observed, play_watched};
use crate::model::run::{Run, Scratch};
use crate::model::tally::Tally;
use crate::model::trace::{Entry, Trace};
use crate::plan::parameters::Parameters;
use crate::plan::past::remembered;
use crate::plan::programme::StrategyPlan;
use crate::plan::risk::{RiskTally, TrueRisk};
use crate::plan::vulnerability::Curves;
use crate::plan::{Place, compile_strategies};
use crate::rng::{Draws, SHARED, Seed};
use crate::scenario::Scenario;
use crate::scenario::parameters::{Climate, Vulnerability};

/// Pilot futures from which the true risk is averaged; numbered down from the shared replicate, so
/// that no future of an experiment is one of them.
const PILOTS: u32 = 200;

/// Everything compiled that replicates share.
pub struct Prepared<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) hazard: &'a HazardModel,
    place: Place,
    risk: TrueRisk,
    strategies: Vec<StrategyPlan>,
    /// The central parameter vector.
    pub(super) central: (Parameters, Coefficients),
    /// Whether replicates draw their own.
    varies: bool,
    /// What the futures without hazards share.
    calm: Calm,
}

/// Memory of a worker, reused from replicate to replicate.
#[derive(Debug, Default)]
pub struct Worker {
    scratch: Scratch,
    clock: DecisionClock,
    events: EventSequence,
}

impl<'a> Prepared<'a> {
    /// Compiles place, risk and strategies.
    pub fn new(scenario: &'a Scenario, hazard: &'a HazardModel) -> Self {
        let mut place = Place::compile(scenario);
        let central = Parameters::central(scenario);
        let curves = Curves::new(&central.vulnerability);
        let seed = Seed(scenario.experiment.seed);
        place.past = remembered(
            hazard.past(),
            &place.population,
            &place.wind_factors,
            (&curves, &place.damage_tables),
            &central.vulnerability,
            &Draws::shared(seed),
        );
        let sea_level = sea_level(&place, central.climate.land_motion_m_per_year);
        let mut tally = RiskTally::new(&place, &curves);
        let mut events = EventSequence::default();
        for pilot in 1..=PILOTS {
            let draws = Draws::new(seed, SHARED - pilot);
            let climate = climate_of(scenario, hazard, &draws);
            draw_events(hazard, &place, &central, &climate, &draws, &mut events);
            tally.add(&events, &sea_level);
        }
        let years = f64::from(PILOTS) * f64::from(scenario.horizon.years);
        let risk = tally.finish(years);
        let strategies = compile_strategies(scenario, &place, &risk.household);
        let coefficients = calibrated(&place, &risk, &central, ChoiceConstants::default());
        let varies = Parameters::vary(scenario);
        let calm = Calm::new(&place);
        let central = (central, coefficients);
        Self { scenario, hazard, place, risk, strategies, central, varies, calm }
    }

    /// Whether the central value of a number, such as `vulnerability.wind_shift_ms`, decides what is worked out once for
    /// all futures: what households know of their risk, which follows from the climate and from what hazards do to homes.
    pub fn takes_once(path: &str) -> bool {
        let section = path.split('.').next().unwrap_or(path);
        [Climate::SECTION, Vulnerability::SECTION].contains(&section)
    }

    /// The place.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Its true risk.
    pub fn risk(&self) -> &TrueRisk {
        &self.risk
    }

    /// Damage ratios from which a dwelling counts as damaged, severely damaged and destroyed.
    pub(super) fn damage_grades(&self) -> DamageGrades {
        let numbers = &self.central.0.vulnerability;
        DamageGrades([numbers.minor_damage, numbers.severe_damage, numbers.destroyed_damage])
    }

    /// Number of strategies.
    pub fn strategies(&self) -> usize {
        self.strategies.len()
    }

    /// Plays one replicate under every strategy; records stand in the order of the strategies.
    pub fn play(&self, replicate: u32, worker: &mut Worker) -> Vec<ReplicateRecord> {
        let future = self.future(replicate, worker);
        let numbers = future.own.as_ref().unwrap_or(&self.central);
        let ranks: Vec<usize> = (0..self.strategies.len()).collect();
        self.play_attributed(future.draws, numbers, &ranks, worker)
            .into_iter()
            .enumerate()
            .map(|(rank, tally)| record(replicate, rank, tally))
            .collect()
    }

    /// Plays a future whose events and clock stand in `worker`, under the strategies of `ranks`, each
    /// beside its twin without hazards.
    pub(super) fn play_attributed(
        &self,
        draws: Draws,
        numbers: &(Parameters, Coefficients),
        ranks: &[usize],
        worker: &mut Worker,
    ) -> Vec<Tally> {
        let given = self.given(numbers);
        // Strategies that act on hazards alone have one twin.
        let mut shared: Option<Tally> = None;
        let mut tallies = Vec::with_capacity(ranks.len());
        for rank in ranks {
            let strategy = &self.strategies[*rank];
            let Worker { scratch, clock, events } = worker;
            let run = Run::start(given, strategy, draws, events, clock, scratch);
            let mut tally = play(run, scratch);
            let mut play_twin = || self.play_calm(draws, given, strategy, worker);
            if self.acts_on_hazards_alone(strategy) {
                attribute(&mut tally, shared.get_or_insert_with(play_twin));
            } else {
                attribute(&mut tally, &play_twin());
            }
            tallies.push(tally);
        }
        tallies
    }

    /// Plays the twin without hazards of a future.
    fn play_calm(
        &self,
        draws: Draws,
        given: Given<'_>,
        strategy: &StrategyPlan,
        worker: &mut Worker,
    ) -> Tally {
        let coefficients = still_sea(given.coefficients);
        let calm = self.calm.given(given, &coefficients);
        let Worker { scratch, clock, .. } = worker;
        play(Run::start(calm, strategy, draws, &self.calm.events, clock, scratch), scratch)
    }

    /// The same without twins: net outcomes stay zero.
    pub(super) fn play_gross(
        &self,
        draws: Draws,
        numbers: &(Parameters, Coefficients),
        ranks: &[usize],
        worker: &mut Worker,
    ) -> Vec<Tally> {
        let given = self.given(numbers);
        let Worker { scratch, clock, events } = worker;
        ranks
            .iter()
            .map(|rank| {
                let strategy = &self.strategies[*rank];
                play(Run::start(given, strategy, draws, events, clock, scratch), scratch)
            })
            .collect()
    }

    /// Plays one replicate under the strategies of `ranks`, watching one household if one is given.
    /// `after` sees the households at the horizon, under each strategy by its position in `ranks`.
    pub(super) fn play_watching(
        &self,
        replicate: u32,
        ranks: &[usize],
        household: Option<usize>,
        worker: &mut Worker,
        mut after: impl FnMut(usize, &Households),
    ) -> Vec<(Tally, Vec<Entry>)> {
        let future = self.future(replicate, worker);
        let given = self.given(future.own.as_ref().unwrap_or(&self.central));
        let mut played = Vec::with_capacity(ranks.len());
        for (position, rank) in ranks.iter().enumerate() {
            let mut run = Run::start(
                given,
                &self.strategies[*rank],
                future.draws,
                &worker.events,
                &worker.clock,
                &mut worker.scratch,
            );
            run.tracking.keep = true;
            if let Some(household) = household {
                run.trace = Trace::of(household);
            }
            played.push(play_watched(run, &mut worker.scratch));
            after(position, worker.scratch.households());
        }
        played
    }

    /// A future drawn into `worker`, with its draws and numbers.
    pub(super) fn drawn<'b>(
        &'b self,
        replicate: u32,
        worker: &mut Worker,
    ) -> (Draws, Cow<'b, (Parameters, Coefficients)>) {
        let Future { draws, own } = self.future(replicate, worker);
        (draws, own.map_or(Cow::Borrowed(&self.central), Cow::Owned))
    }

    /// Plays a future whose events and clock stand in `worker`, under the strategy of `rank` and, if asked, as
    /// its twin without hazards. `after` sees the former at the end of every period.
    pub(super) fn observe(
        &self,
        draws: Draws,
        numbers: &(Parameters, Coefficients),
        (rank, twin): (usize, bool),
        worker: &mut Worker,
        after: impl FnMut(u16, &Run<'_>),
    ) -> (Tally, Option<Tally>) {
        let given = self.given(numbers);
        let Worker { scratch, clock, events } = worker;
        let strategy = &self.strategies[rank];
        let run = Run::start(given, strategy, draws, events, clock, scratch);
        let (tally, _) = play_observed(run, scratch, after);
        let twin = twin.then(|| self.play_calm(draws, given, strategy, worker));
        (tally, twin)
    }

    fn acts_on_hazards_alone(&self, strategy: &StrategyPlan) -> bool {
        strategy.programmes.iter().all(|programme| {
            let levers = &self.scenario.interventions[programme.intervention].levers;
            levers.iter().all(|(lever, _)| lever.acts_on_hazards_alone())
        })
    }

    /// Draws what all strategies of a future share.
    fn future(&self, replicate: u32, worker: &mut Worker) -> Future {
        let draws = Draws::new(Seed(self.scenario.experiment.seed), replicate);
        let own = self.varies.then(|| {
            let parameters = Parameters::draw(self.scenario, &draws);
            let coefficients = self.coefficients(&parameters);
            (parameters, coefficients)
        });
        let (parameters, _) = own.as_ref().unwrap_or(&self.central);
        let climate = climate_of(self.scenario, self.hazard, &draws);
        self.draw(&draws, parameters, &climate, worker);
        Future { draws, own }
    }

    /// Draws the events and the clock of a future into `worker`.
    pub(super) fn draw(
        &self,
        draws: &Draws,
        parameters: &Parameters,
        climate: &ClimateDraw,
        worker: &mut Worker,
    ) {
        draw_events(self.hazard, &self.place, parameters, climate, draws, &mut worker.events);
        worker.clock.draw(
            &self.place.population,
            draws,
            &parameters.behaviour,
            self.place.horizon.periods(),
        );
    }

    /// The coefficients of a parameter vector, its choice constants set from those of the central one.
    pub(super) fn coefficients(&self, parameters: &Parameters) -> Coefficients {
        calibrated(&self.place, &self.risk, parameters, self.central.1.constants())
    }

    fn given<'b>(
        &'b self,
        (parameters, coefficients): &'b (Parameters, Coefficients),
    ) -> Given<'b> {
        Given { place: &self.place, risk: &self.risk, parameters, coefficients }
    }
}

/// A future before any strategy is played.
struct Future {
    draws: Draws,
    /// Its own numbers; none where all futures share the central ones.
    own: Option<(Parameters, Coefficients)>,
}

/// The climate of the future of `draws`: drawn, or the stated median where numbers are central.
fn climate_of(scenario: &Scenario, hazard: &HazardModel, draws: &Draws) -> ClimateDraw {
    let change = hazard.climate_change();
    if scenario.experiment.central_parameters { change.central() } else { change.drawn(draws) }
}

/// The events of the future of `draws`, under a climate and its spread of effective wind.
fn draw_events(
    hazard: &HazardModel,
    place: &Place,
    parameters: &Parameters,
    climate: &ClimateDraw,
    draws: &Draws,
    events: &mut EventSequence,
) {
    let effects = WindEffects {
        event_sd: parameters.vulnerability.event_effect_sd,
        zone_sd: parameters.vulnerability.zone_effect_sd,
        zone_factors: &place.wind_factors,
    };
    hazard.events(draws, climate, effects, events);
}

fn calibrated(
    place: &Place,
    risk: &TrueRisk,
    parameters: &Parameters,
    start: ChoiceConstants,
) -> Coefficients {
    let mut coefficients = Coefficients::new(place, risk, parameters);
    calibrate(place, risk, parameters, &mut coefficients, start);
    coefficients
}

fn record(replicate: u32, rank: usize, tally: Tally) -> ReplicateRecord {
    ReplicateRecord {
        replicate,
        strategy: rank as u16,
        outcomes: tally.outcomes,
        displaced_by_zone: tally.displaced_by_zone,
        destroyed_by_zone: tally.destroyed_by_zone,
        population_change_by_zone: tally.population_change_by_zone,
        groups: tally.groups,
        costs: tally.costs,
        months: tally.months,
    }
}
