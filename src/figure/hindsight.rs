//! Figures of a back-cast: a curve of a case beside what was observed.

use crate::analysis::backcast::CurveScore;
use crate::chart::course::{Course, CourseDay, render};
use crate::chart::{Caption, ChartError, Svg, Theme};

/// Days of a figure, evenly spread.
const DAYS: usize = 80;

/// What one case makes of one observed curve.
#[derive(Clone, Debug)]
pub struct CaseCurve {
    /// Id of the case.
    pub case: String,
    /// Its title.
    pub title: String,
    /// Name of what is shown.
    pub label: String,
    /// Its exact meaning.
    pub about: String,
    /// The model beside the baselines.
    pub score: CurveScore,
    /// Day, 5 % quantile, median and 95 % quantile.
    pub course: Vec<[f64; 4]>,
    /// Observed days and values.
    pub observed: Vec<(f64, f64)>,
    /// Futures played.
    pub futures: usize,
}

/// Days on which a curve with these observed points is drawn: from the event, or the `base` day that it is
/// related to, to a little after the last.
pub fn curve_days(observed: &[(f64, f64)], base: Option<f64>) -> Vec<f64> {
    let from = base.unwrap_or(0.0);
    let last = observed.iter().map(|(day, _)| *day).fold(from + 30.0, f64::max);
    (0..=DAYS).map(|step| from + (last * 1.03 - from) * step as f64 / DAYS as f64).collect()
}

/// Draws the figure of a curve.
///
/// # Errors
/// [`ChartError`] if it cannot be drawn.
pub fn draw(curve: &CaseCurve) -> Result<Svg, ChartError> {
    let score = &curve.score;
    let verdict = if score.beats_both() { "nearer than" } else { "not nearer than" };
    let caption = Caption {
        id: format!("{}-{}", curve.case, score.curve).replace('_', "-"),
        title: format!("{}: {}, observed and simulated", curve.title, curve.label),
        unit: curve.about.clone(),
        period: "by day after the event".to_owned(),
        population: format!("{} futures", curve.futures),
        note: Some(format!(
            "Mean absolute logarithm of predicted over observed: model {:.2}, mean curve of other events \
             {:.2}, single exponential {:.2}. The model is {verdict} both.",
            score.model, score.mean_curve, score.exponential
        )),
        description: format!(
            "Range and middle of {} futures by day after the event, and {} observed points.",
            curve.futures,
            curve.observed.len()
        ),
        provenance: format!("back-cast {}", curve.case),
    };
    let days = curve
        .course
        .iter()
        .map(|[day, low, middle, high]| CourseDay {
            day: *day,
            low: *low,
            middle: *middle,
            high: *high,
        })
        .collect();
    render(
        &Course {
            caption,
            day_label: "Days after the event".to_owned(),
            value_label: "Share".to_owned(),
            days,
            observed: curve.observed.clone(),
            observed_label: "observed".to_owned(),
        },
        &Theme::default(),
    )
}
