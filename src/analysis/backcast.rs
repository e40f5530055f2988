//! A past event played again, beside what was observed.

use serde::Serialize;

use crate::outcome::{OUTCOMES, OutcomeId};
use crate::stats::quantiles::quantile;

/// What was observed.
#[derive(Clone, Debug, Serialize)]
pub struct Observation {
    /// Indicator, see [`indicator_value`].
    pub indicator: String,
    /// Observed value.
    pub value: f64,
    /// Lowest and highest value that count as a hit.
    pub band: (f64, f64),
    /// Source.
    pub source: String,
}

/// One indicator of one case: what the model says beside what was observed.
#[derive(Clone, Debug, Serialize)]
pub struct Hindsight {
    /// Indicator.
    pub indicator: String,
    /// Damage ratio from which *severe* counts, where it is part of the indicator.
    pub severe_from: Option<f64>,
    /// Median over futures.
    pub median: f64,
    /// 5 % and 95 % quantiles.
    pub range: (f64, f64),
    /// Whether the median lies in the band; none where nothing was observed.
    pub inside: Option<bool>,
}

/// The indicators that a back-cast can be held to.
pub const INDICATORS: [&str; 4] =
    ["destroyed_share", "severe_share", "damaged_share", "displaced_share"];

/// Value of an indicator in one future: shares of the dwellings or of the people at the start. None if
/// there is no such indicator.
pub fn indicator_value(
    indicator: &str,
    outcomes: &[f64; OUTCOMES],
    dwellings: f64,
    people: f64,
) -> Option<f64> {
    let outcome = |id: OutcomeId| outcomes[id as usize];
    match indicator {
        "destroyed_share" => Some(outcome(OutcomeId::DestroyedDwellings) / dwellings),
        "severe_share" => Some(outcome(OutcomeId::SevereDwellings) / dwellings),
        "damaged_share" => Some(outcome(OutcomeId::DamagedDwellings) / dwellings),
        "displaced_share" => Some(outcome(OutcomeId::DisplacedPeople) / people),
        _ => None,
    }
}

/// Sums up the values of an indicator over futures.
pub fn sum_up(
    indicator: &str,
    severe_from: Option<f64>,
    mut values: Vec<f64>,
    observed: Option<&Observation>,
) -> Hindsight {
    values.sort_by(f64::total_cmp);
    let median = quantile(&values, 0.5);
    Hindsight {
        indicator: indicator.to_owned(),
        severe_from,
        median,
        range: (quantile(&values, 0.05), quantile(&values, 0.95)),
        inside: observed.map(|target| (target.band.0..=target.band.1).contains(&median)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_decides_whether_a_target_is_hit() {
        let target = Observation {
            indicator: "destroyed_share".into(),
            value: 0.23,
            band: (0.15, 0.31),
            source: String::new(),
        };
        let hit = sum_up("destroyed_share", None, vec![0.9, 0.2, 0.1], Some(&target));
        assert_eq!((hit.median, hit.inside), (0.2, Some(true)));
        let miss = sum_up("destroyed_share", None, vec![0.9, 0.4, 0.1], Some(&target));
        assert_eq!(miss.inside, Some(false));
        assert_eq!(sum_up("destroyed_share", None, vec![0.5], None).inside, None);
        assert_eq!(indicator_value("nonsense", &[0.0; OUTCOMES], 1.0, 1.0), None);
        for indicator in INDICATORS {
            assert!(indicator_value(indicator, &[2.0; OUTCOMES], 4.0, 8.0).is_some());
        }
    }
}
