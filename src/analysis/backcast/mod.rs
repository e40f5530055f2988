//! A past event played again, beside what was observed.

pub mod baselines;
mod clock;
pub mod indicators;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::outcome::curves;
use crate::outcome::{Decides, Indicator, Observation, Seen};
use crate::stats::quantiles::quantile;
use baselines::{mean_absolute_log_ratio, predict};

/// One observation beside what the model says.
#[derive(Clone, Debug, Serialize)]
pub struct Hindsight {
    /// Check that it belongs to; empty where it stands by itself.
    pub check: String,
    /// Indicator.
    pub indicator: &'static str,
    /// What narrows it: days, grade of damage, income fifth, zones.
    pub details: String,
    /// Day after the event.
    pub days_after_event: f64,
    /// Observed value.
    pub observed: f64,
    /// Lowest and highest value that count as a hit.
    pub band: (f64, f64),
    /// What decides.
    pub decided_by: Decides,
    /// Whether a miss counts.
    pub required: bool,
    /// Futures that show the indicator.
    pub futures: usize,
    /// Median over these; none where no future shows it.
    pub median: Option<f64>,
    /// Their 5 % and 95 % quantiles.
    pub range: Option<(f64, f64)>,
    /// Whether it is a hit.
    pub inside: bool,
    /// For severe damage, medians of the shares of dwellings with a damage of .30 and of .40 or more.
    pub severe_beside: Option<[f64; 2]>,
    /// Observed curve that it is a point of.
    pub curve: Option<String>,
    /// Source of the observation.
    pub source: String,
}

/// A curve of a case beside the two baselines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CurveScore {
    /// Observed curve.
    pub curve: String,
    /// Observed points, the first included.
    pub points: usize,
    /// Mean absolute logarithm of the model's median over what was observed, over all points.
    pub model: f64,
    /// The same over the points after the first, to which the baselines hold.
    pub model_after_first: f64,
    /// The same of the mean curve of other events.
    pub mean_curve: f64,
    /// The same of a single exponential.
    pub exponential: f64,
}

impl CurveScore {
    /// Whether the model is nearer to what was observed than both baselines, over all points.
    pub fn beats_both(&self) -> bool {
        self.model < self.mean_curve && self.model < self.exponential
    }
}

/// A check over the cases it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckResult {
    /// Its name.
    pub check: String,
    /// Required targets.
    pub required: usize,
    /// Of these, hits.
    pub hits: usize,
}

impl CheckResult {
    /// Whether every required target is a hit.
    pub fn holds(&self) -> bool {
        self.hits == self.required
    }
}

/// What the futures of a case say about an observation.
pub fn look_back(observation: &Observation, futures: &[Seen]) -> Hindsight {
    let mut values: Vec<f64> =
        futures.iter().filter_map(|seen| indicators::value(observation, seen)).collect();
    values.sort_by(f64::total_cmp);
    let found = !values.is_empty();
    let median = found.then(|| quantile(&values, 0.5));
    let range = found.then(|| (quantile(&values, 0.05), quantile(&values, 0.95)));
    let (low, high) = observation.band;
    let inside = match observation.decides {
        Decides::Median => median.is_some_and(|median| (low..=high).contains(&median)),
        Decides::Range => range.is_some_and(|(from, to)| (from..=to).contains(&observation.value)),
        Decides::Every => {
            values.len() == futures.len()
                && found
                && values.iter().all(|value| (low..=high).contains(value))
        }
    };
    Hindsight {
        check: observation.check.clone(),
        indicator: observation.indicator.info().id,
        details: details(observation),
        days_after_event: observation.days_after_event,
        observed: observation.value,
        band: observation.band,
        decided_by: observation.decides,
        required: observation.required,
        futures: values.len(),
        median,
        range,
        inside,
        severe_beside: severe_beside(observation, futures),
        curve: observation.curve.clone(),
        source: observation.source.clone(),
    }
}

/// Where *severe* begins is an assumption; the events at hand do not tell which is right.
fn severe_beside(observation: &Observation, futures: &[Seen]) -> Option<[f64; 2]> {
    if observation.indicator != Indicator::Severe || futures.is_empty() {
        return None;
    }
    Some([0, 1].map(|place| {
        let mut shares: Vec<f64> =
            futures.iter().map(|seen| seen.severe_from[place] / seen.dwellings).collect();
        shares.sort_by(f64::total_cmp);
        quantile(&shares, 0.5)
    }))
}

/// The course of what was observed over some days: day, 5 % quantile, median and 95 % quantile of the
/// futures that show it. Days that none shows are left out.
pub fn course(observation: &Observation, futures: &[Seen], days: &[f64]) -> Vec<[f64; 4]> {
    days.iter()
        .filter_map(|day| {
            let at = Observation { days_after_event: *day, ..observation.clone() };
            let seen = look_back(&at, futures);
            let (low, high) = seen.range?;
            Some([*day, low, seen.median?, high])
        })
        .collect()
}

/// Short name of what was observed: its indicator, and what narrows it.
pub fn name(observation: &Observation) -> String {
    let (id, details) = (observation.indicator.info().id, details(observation));
    if details.is_empty() { id.to_owned() } else { format!("{id}, {details}") }
}

/// What narrows an observation, in words.
fn details(observation: &Observation) -> String {
    let mut parts = Vec::new();
    if let Some(from) = observation.from_days {
        parts.push(format!("days {from:.0}-{:.0}", observation.days_after_event));
    } else if observation.days_after_event > 0.0 {
        parts.push(format!("day {:.0}", observation.days_after_event));
    }
    if let Some(day) = observation.relative_to_days {
        parts.push(format!("day {day:.0} = 1"));
    }
    if let Some((from, to)) = observation.over_days {
        parts.push(format!("over days {from:.0}-{to:.0}"));
    }
    if let Some(grade) = observation.grade {
        parts.push(format!("{} damage", crate::outcome::observation::GRADE_IDS[grade]));
    }
    if let Some(fifth) = observation.fifth {
        parts.push(format!("income fifth {}", fifth + 1));
    }
    if observation.zones_damaged_share != (0.0, 1.0) {
        let (from, to) = observation.zones_damaged_share;
        parts.push(format!("zones {from:.2}-{to:.2} damaged"));
    }
    parts.join(", ")
}

/// The curves of a case beside the baselines, in the order in which targets name them. A curve takes two
/// observed points or more.
pub fn score_curves(rows: &[Hindsight]) -> Vec<CurveScore> {
    let mut ids: Vec<&str> = Vec::new();
    for id in rows.iter().filter_map(|row| row.curve.as_deref()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter().filter_map(|id| score(id, rows)).collect()
}

fn score(id: &str, rows: &[Hindsight]) -> Option<CurveScore> {
    let left_out = curves::curve(id)?;
    let mut points: Vec<&Hindsight> =
        rows.iter().filter(|row| row.curve.as_deref() == Some(id)).collect();
    points.sort_by(|a, b| a.days_after_event.total_cmp(&b.days_after_event));
    let (first, rest) = points.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let told = (first.observed, first.observed);
    let mut model = vec![(first.median.unwrap_or(0.0), first.observed)];
    let (mut mean_curve, mut exponential) = (vec![told], vec![told]);
    for point in rest {
        let said = predict(left_out, first.days_after_event, point.days_after_event)?;
        model.push((point.median.unwrap_or(0.0), point.observed));
        mean_curve.push((first.observed * said.mean_curve, point.observed));
        exponential.push((first.observed * said.exponential, point.observed));
    }
    Some(CurveScore {
        curve: id.to_owned(),
        points: points.len(),
        model: mean_absolute_log_ratio(&model)?,
        model_after_first: mean_absolute_log_ratio(&model[1..])?,
        mean_curve: mean_absolute_log_ratio(&mean_curve)?,
        exponential: mean_absolute_log_ratio(&exponential)?,
    })
}

/// Checks over all cases, by name: those with required targets.
pub fn checks<'a>(rows: impl Iterator<Item = &'a Hindsight>) -> Vec<CheckResult> {
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in rows.filter(|row| row.required && !row.check.is_empty()) {
        let (required, hits) = found.entry(&row.check).or_default();
        *required += 1;
        *hits += usize::from(row.inside);
    }
    found
        .into_iter()
        .map(|(check, (required, hits))| CheckResult { check: check.to_owned(), required, hits })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(indicator: Indicator, days: f64) -> Observation {
        Observation {
            check: "CAL-0".into(),
            band: (0.4, 0.6),
            ..Observation::plain(indicator, days, 0.5)
        }
    }

    fn futures(shares: &[f64]) -> Vec<Seen> {
        shares
            .iter()
            .map(|share| Seen { people: 1.0, displaced: *share, ..Seen::default() })
            .collect()
    }

    #[test]
    fn the_rule_of_a_target_decides() {
        let target = observed(Indicator::Displaced, 0.0);
        let hit = look_back(&target, &futures(&[0.9, 0.5, 0.1]));
        assert_eq!((hit.median, hit.inside, hit.futures), (Some(0.5), true, 3));
        assert!(!look_back(&target, &futures(&[0.9, 0.7, 0.1])).inside);
        let range = Observation { decides: Decides::Range, ..target.clone() };
        assert!(look_back(&range, &futures(&[0.9, 0.7, 0.1])).inside, ".5 lies between");
        assert!(!look_back(&range, &futures(&[0.9, 0.8, 0.7])).inside);
        let every = Observation { decides: Decides::Every, ..target.clone() };
        assert!(look_back(&every, &futures(&[0.4, 0.5, 0.6])).inside);
        assert!(!look_back(&every, &futures(&[0.4, 0.5, 0.7])).inside);
        let nobody = look_back(&target, &[Seen::default()]);
        assert_eq!((nobody.median, nobody.inside), (None, false));
    }

    #[test]
    fn a_check_holds_if_all_its_required_targets_do() {
        let target = observed(Indicator::Displaced, 0.0);
        let hit = look_back(&target, &futures(&[0.5]));
        let miss = look_back(&target, &futures(&[0.9]));
        let reported = Hindsight { required: false, ..miss.clone() };
        let results = checks([&hit, &reported].into_iter());
        assert_eq!(results, [CheckResult { check: "CAL-0".into(), required: 1, hits: 1 }]);
        assert!(results[0].holds());
        assert!(!checks([&hit, &miss].into_iter())[0].holds());
    }

    #[test]
    fn a_model_that_is_right_beats_both_baselines() {
        let curve = curves::curve("dominica_2017_sites").unwrap();
        let rows: Vec<Hindsight> = curve
            .points
            .iter()
            .map(|(days, people)| Hindsight {
                days_after_event: *days,
                observed: *people,
                median: Some(*people),
                curve: Some(curve.id.to_owned()),
                ..look_back(&observed(Indicator::SiteShare, *days), &[])
            })
            .collect();
        let scores = score_curves(&rows);
        assert_eq!((scores.len(), scores[0].points, scores[0].model), (1, 4, 0.0));
        assert!(scores[0].mean_curve > 0.0 && scores[0].exponential > 0.0);
        assert_eq!(score_curves(&rows[..1]), []);
    }
}
