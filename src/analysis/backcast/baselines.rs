//! Two simple curves beside which the model stands, both made of the curves of other events.
//!
//! Both are told the first observed point of the event and predict the rest from it; the model is not told.
//! *Mean curve*: every other curve of the same kind, its logarithm straight between the days observed and
//! level outside them; the mean over curves of its change since the day of the first point. *Exponential*:
//! one rate for all, which over the points of the other curves after their first makes the squared
//! difference of the logarithms to a straight fall from the first point least.

use crate::dist::math::{exp, ln};
use crate::outcome::curves::{CURVES, CurveKind, ObservedCurve};

/// Smallest share that a ratio is taken of: what a model brings to nought counts as this.
pub const LEAST: f64 = 1e-4;

/// What the baselines say on a day, over the first point of an event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baselines {
    /// By the mean of the other curves.
    pub mean_curve: f64,
    /// By a single exponential.
    pub exponential: f64,
}

/// What the curves of the kind of `left_out`, itself left out, say about the change from `first` to `day`.
pub fn predict(left_out: &ObservedCurve, first: f64, day: f64) -> Option<Baselines> {
    let others: Vec<&ObservedCurve> = others(left_out.kind, left_out.id).collect();
    if others.is_empty() {
        return None;
    }
    let change: f64 = others.iter().map(|it| log_on(it, day) - log_on(it, first)).sum();
    let rate = pooled_rate(&others);
    Some(Baselines {
        mean_curve: exp(change / others.len() as f64),
        exponential: exp(-rate * (day - first)),
    })
}

/// Mean absolute logarithm of predicted over observed.
pub fn mean_absolute_log_ratio(pairs: &[(f64, f64)]) -> Option<f64> {
    let ratio = |(one, other): &(f64, f64)| ln(one.max(LEAST) / other.max(LEAST)).abs();
    (!pairs.is_empty()).then(|| pairs.iter().map(ratio).sum::<f64>() / pairs.len() as f64)
}

fn others(kind: CurveKind, left_out: &str) -> impl Iterator<Item = &'static ObservedCurve> {
    CURVES.iter().filter(move |curve| curve.kind == kind && curve.id != left_out)
}

/// Logarithm of a curve on a day.
fn log_on(curve: &ObservedCurve, day: f64) -> f64 {
    let points = curve.points;
    let after = points.iter().position(|(at, _)| *at >= day).unwrap_or(points.len());
    if after == 0 || after == points.len() {
        return ln(points[after.min(points.len() - 1)].1);
    }
    let ((from, low), (to, high)) = (points[after - 1], points[after]);
    ln(low) + (day - from) / (to - from) * (ln(high) - ln(low))
}

/// Rate of fall per day, least squares in the logarithm through the first point of each curve.
fn pooled_rate(curves: &[&ObservedCurve]) -> f64 {
    let (mut products, mut squares) = (0.0, 0.0);
    for curve in curves {
        let (start, value) = curve.points[0];
        for (day, now) in &curve.points[1..] {
            products += (day - start) * ln(value / now);
            squares += (day - start) * (day - start);
        }
    }
    products / squares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::curves::curve;

    const HALVES: ObservedCurve = ObservedCurve {
        id: "halves",
        kind: CurveKind::Sites,
        points: &[(0.0, 8.0), (10.0, 4.0), (30.0, 1.0)],
        source: "made up",
    };

    #[test]
    fn a_curve_that_halves_every_ten_days_has_one_rate() {
        let rate = pooled_rate(&[&HALVES]);
        assert!((rate - std::f64::consts::LN_2 / 10.0).abs() < 1e-12);
        assert!((exp(log_on(&HALVES, 20.0)) - 2.0).abs() < 1e-12);
        assert!((exp(log_on(&HALVES, 99.0)) - 1.0).abs() < 1e-12, "level after its last day");
        assert!((exp(log_on(&HALVES, -5.0)) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn the_event_itself_is_left_out() {
        let dominica = curve("dominica_2017_sites").unwrap();
        let ids: Vec<_> = others(CurveKind::Sites, dominica.id).map(|it| it.id).collect();
        assert_eq!(
            ids,
            ["haiti_2010_camps", "haiti_2021_sites", "haiyan_2013_sites", "sindh_2022_displaced"]
        );
        let said = predict(dominica, 21.0, 40.0).unwrap();
        assert!(said.mean_curve < 1.0 && said.exponential < 1.0);
        let same = predict(dominica, 21.0, 21.0).unwrap();
        assert_eq!(same, Baselines { mean_curve: 1.0, exponential: 1.0 });
    }

    #[test]
    fn ratios_count_alike_above_and_below() {
        let ratio = mean_absolute_log_ratio(&[(2.0, 1.0), (1.0, 2.0)]).unwrap();
        assert!((ratio - std::f64::consts::LN_2).abs() < 1e-12);
        assert_eq!(mean_absolute_log_ratio(&[]), None);
        assert!(mean_absolute_log_ratio(&[(0.0, 0.1)]).unwrap().is_finite());
    }
}
