//! What a sensitivity study found, ready to be told, drawn and stored.

use super::{Bar, Indices, Screened, Switch};
use crate::outcome::Wanted;
use crate::stats::Interval;
use crate::stats::components::VarianceSplit;
use crate::stats::information::Information;
use serde::Serialize;

/// Share of the variance from which a parameter is said to matter.
pub const MATTERS_SHARE: f64 = 0.05;
/// Part of the largest effect from which a screened parameter is said to matter.
pub const MATTERS_EFFECT: f64 = 0.1;

/// Why a number is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// The scenario states its spread.
    Stated,
    /// It is an assumption that was given a share to both sides.
    Given,
    /// The climate section states percentiles of it.
    Percentiles,
}

/// A parameter: a number that is varied.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ParameterEntry {
    /// Key path.
    pub key: String,
    /// Status of the number, such as `assumption`.
    pub status: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// Value where all others are varied.
    pub central: f64,
    /// Low end of its range.
    pub low: f64,
    /// High end of its range.
    pub high: f64,
    /// Why it is varied.
    pub spread: Spread,
    /// Whether the place or the storms are built anew for it.
    pub rebuilt: bool,
}

impl ParameterEntry {
    /// Whether it rests on judgement alone.
    pub fn is_assumption(&self) -> bool {
        self.status == "assumption"
    }
}

/// An uncertain number that is not varied.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// Key path.
    pub key: String,
    /// Low end of its range.
    pub low: f64,
    /// High end of its range.
    pub high: f64,
    /// Whether it shapes what is built once, so that only building anew would vary it.
    pub built_once: bool,
}

/// What is measured at every point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// Id: that of an outcome, or `net_cost_usd`.
    pub id: String,
    /// Short label.
    pub label: String,
    /// For a sentence: "people displaced".
    pub noun: String,
    /// Unit: "people", "USD".
    pub unit: String,
    /// Direction in which it is wanted.
    pub wanted: Wanted,
}

/// A strategy of the study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Played {
    /// Its letter, as in a run with all strategies of the scenario.
    pub letter: String,
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Sizes of the study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Asked {
    /// Futures at every point, the same at all.
    pub futures: u32,
    /// Base points of Sobol' indices; none where they are not estimated.
    pub base: Option<u32>,
    /// Trajectories of the screening; none where there is none.
    pub trajectories: Option<u32>,
    /// Levels of its grid.
    pub levels: u32,
    /// Points of all designs.
    pub points: usize,
    /// Seed of all draws.
    pub seed: u64,
    /// Share that assumptions without a spread were given to both sides.
    pub assumptions_share: Option<f64>,
}

/// What can be said of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// It moves the result, beyond chance.
    Matters,
    /// It moves the result little, whatever the others are.
    Little,
    /// It cannot be told from chance, or not on which side it is.
    NotTold,
}

impl Reading {
    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Matters => "matters",
            Self::Little => "little",
            Self::NotTold => "not_told",
        }
    }
}

/// Influence of one parameter on one reply.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Influence {
    /// Position among the parameters.
    pub parameter: usize,
    /// One at a time.
    pub bar: Bar,
    /// Elementary effects; none where it was not screened.
    pub screened: Option<Screened>,
    /// Sobol' indices; none where they were not estimated.
    pub indices: Option<Indices>,
    /// What can be said.
    pub reading: Reading,
}

/// What drives one reply: the level under a strategy, or its difference to the baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Position of the measure.
    pub measure: usize,
    /// Position of the strategy.
    pub strategy: usize,
    /// Whether it is the paired difference to the baseline.
    pub is_difference: bool,
    /// Mean with all numbers central.
    pub central: f64,
    /// Its 95 % interval over futures.
    pub central_interval: Option<Interval>,
    /// Mean over the range of all parameters; none without Sobol' points.
    pub mean: Option<f64>,
    /// Standard deviation of the expected reply over the parameters, without chance; none without Sobol'
    /// points, or where nothing is seen beyond chance.
    pub deviation: Option<f64>,
    /// Share of the variance between single futures that is due to parameters; none where not estimated.
    pub split: Option<VarianceSplit>,
    /// Parameters, the most influential first.
    pub influences: Vec<Influence>,
    /// Share of the influence of all that rests on assumptions, 0 to 1; none where nothing is seen.
    pub assumptions_share: Option<f64>,
}

/// The choice between strategies by one measure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Value {
    /// Position of the measure.
    pub measure: usize,
    /// Strategy that is best with all numbers central.
    pub best: usize,
    /// The next.
    pub second: usize,
    /// Mean lead of the best over the next with all numbers central, 0 or above.
    pub lead: f64,
    /// Its 95 % interval over futures.
    pub lead_interval: Option<Interval>,
    /// Switching values by parameter; empty where the order stays over its range, as far as it was looked.
    pub switches: Vec<(usize, Vec<Switch>)>,
    /// Strategy that is best over the range of all parameters; none without Sobol' points.
    pub best_on_average: Option<usize>,
    /// Value of knowing all parameters before choosing, in the unit of the measure.
    pub perfect: Option<Information>,
    /// Value of knowing one, the most valuable first.
    pub about: Vec<(usize, Information)>,
}

/// A sensitivity study.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitivity {
    /// Layout of this document.
    pub schema: u32,
    /// Id of the scenario.
    pub scenario_id: String,
    /// Its title.
    pub scenario_title: String,
    /// First and last year.
    pub years: (u16, u16),
    /// Sizes.
    pub asked: Asked,
    /// Strategies that were played, the baseline first.
    pub strategies: Vec<Played>,
    /// Measures.
    pub measures: Vec<Measured>,
    /// Parameters, in the order of the scenario.
    pub parameters: Vec<ParameterEntry>,
    /// Uncertain numbers that were held at their central value.
    pub held: Vec<Held>,
    /// What drives each reply.
    pub answers: Vec<Answer>,
    /// The choice between strategies, by measure with a wanted direction.
    pub choices: Vec<Value>,
}

impl Influence {
    /// By what influences are ordered and added up: the total index where it is known, else the mean size
    /// of elementary effects, else the reach of the bar; the last two in the unit of the reply.
    pub fn size(&self) -> f64 {
        match (&self.indices, &self.screened) {
            (Some(indices), _) => indices.total.max(0.0),
            (None, Some(screened)) => screened.mu_star,
            (None, None) => self.bar.reach(),
        }
    }
}

/// Reads, orders and sums up the influences on a reply: what was measured best decides.
pub fn read(mut influences: Vec<Influence>, parameters: &[ParameterEntry]) -> ReadInfluences {
    let largest =
        |size: &dyn Fn(&Influence) -> f64| influences.iter().map(size).fold(0.0, f64::max);
    let largest_effect = largest(&|it| it.screened.map_or(0.0, |screened| screened.mu_star));
    let largest_bar = largest(&|it| it.bar.reach());
    let with_indices = influences.iter().any(|it| it.indices.is_some());
    for influence in &mut influences {
        influence.reading = reading(influence, largest_effect, largest_bar);
    }
    // Those with indices come first: the others were screened out by smaller effects.
    influences.sort_by(|a, b| {
        let known = |it: &Influence| it.indices.is_some();
        known(b)
            .cmp(&known(a))
            .then(b.size().total_cmp(&a.size()))
            .then(a.parameter.cmp(&b.parameter))
    });
    let counted = influences.iter().filter(|it| !with_indices || it.indices.is_some());
    let (mut all, mut assumed) = (0.0, 0.0);
    for influence in counted {
        all += influence.size();
        if parameters[influence.parameter].is_assumption() {
            assumed += influence.size();
        }
    }
    let seen = influences.iter().any(|it| it.reading == Reading::Matters);
    ReadInfluences { influences, assumptions_share: (seen && all > 0.0).then(|| assumed / all) }
}

/// Influences in order, and the share of them that rests on assumptions.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadInfluences {
    /// In order.
    pub influences: Vec<Influence>,
    /// Sum of the sizes of parameters that are assumptions over that of all.
    pub assumptions_share: Option<f64>,
}

fn reading(influence: &Influence, largest_effect: f64, largest_bar: f64) -> Reading {
    if let Some(indices) = &influence.indices {
        return if indices.total_interval.low > 0.0 && indices.total >= MATTERS_SHARE {
            Reading::Matters
        } else if indices.total_interval.high < MATTERS_SHARE {
            Reading::Little
        } else {
            Reading::NotTold
        };
    }
    if let Some(screened) = &influence.screened {
        let least = MATTERS_EFFECT * largest_effect;
        return if screened.is_clear() && screened.mu_star >= least {
            Reading::Matters
        } else if screened.interval.high <= least {
            Reading::Little
        } else {
            Reading::NotTold
        };
    }
    let bar = &influence.bar;
    if bar.reach() == 0.0 {
        Reading::Little
    } else if !bar.is_clear() {
        Reading::NotTold
    } else if bar.reach() >= MATTERS_EFFECT * largest_bar {
        Reading::Matters
    } else {
        Reading::Little
    }
}

#[cfg(test)]
mod tests {
    use super::{Influence, ParameterEntry, Reading, Spread, read};
    use crate::analysis::sensitivity::{Bar, Indices};
    use crate::stats::Interval;

    fn parameter(status: &str) -> ParameterEntry {
        ParameterEntry {
            key: "a".to_owned(),
            status: status.to_owned(),
            source: String::new(),
            central: 1.0,
            low: 0.0,
            high: 2.0,
            spread: Spread::Stated,
            rebuilt: false,
        }
    }

    fn influence(parameter: usize, total: f64, half: f64) -> Influence {
        let around = Interval::around(total, half);
        Influence {
            parameter,
            bar: Bar { at_low: -1.0, low_interval: None, at_high: 1.0, high_interval: None },
            screened: None,
            indices: Some(Indices {
                first: total,
                first_interval: around,
                total,
                total_interval: around,
                chance: 0.0,
            }),
            reading: Reading::NotTold,
        }
    }

    #[test]
    fn three_quarters_of_the_influence_rest_on_the_assumption() {
        let parameters = [parameter("observed"), parameter("assumption"), parameter("literature")];
        let found = read(
            vec![influence(0, 0.2, 0.1), influence(1, 0.6, 0.1), influence(2, 0.0, 0.01)],
            &parameters,
        );
        let order: Vec<usize> = found.influences.iter().map(|it| it.parameter).collect();
        assert_eq!(order, [1, 0, 2]);
        let readings: Vec<Reading> = found.influences.iter().map(|it| it.reading).collect();
        assert_eq!(readings, [Reading::Matters, Reading::Matters, Reading::Little]);
        assert!((found.assumptions_share.unwrap() - 0.75).abs() < 1e-12);
    }

    #[test]
    fn an_index_whose_interval_holds_zero_is_not_told() {
        let found = read(vec![influence(0, 0.3, 0.4)], &[parameter("assumption")]);
        assert_eq!(found.influences[0].reading, Reading::NotTold);
        assert_eq!(found.assumptions_share, None);
    }
}
