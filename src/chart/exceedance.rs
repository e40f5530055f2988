//! How bad it can get: the chance that a value is reached at least once in the years looked at.
//!
//! No return periods: they make people believe that a storm is due (Grounds et al. 2018).

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::frame::Frame;
use super::layout::{at_most, wrap};
use super::marks;
use super::numbers::{Ticks, ticks_around};
use super::theme::{self, INK, LABEL_SIZE, QUIET, SMALL_SIZE, Theme};
use super::{ChartError, Svg, require_finite, series_places};
use crate::dist::math;

/// How a curve is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveKind {
    /// Many futures: a line in the look of its letter, with marks.
    Futures,
    /// The record itself: thin dark steps without a letter.
    Record,
}

/// One curve.
#[derive(Clone, Debug)]
pub struct Curve {
    /// A to F; fixes colour, dash and shape. Ignored for a record.
    pub letter: char,
    /// Name of the strategy or of the record.
    pub title: String,
    /// Value and chance (0-1) that it is reached at least once, values ascending.
    pub points: Vec<(f64, f64)>,
    /// How it is drawn.
    pub kind: CurveKind,
}

/// Specification of an exceedance figure.
#[derive(Clone, Debug)]
pub struct Exceedance {
    /// Words around the figure.
    pub caption: Caption,
    /// Under the horizontal axis, with its unit.
    pub value_label: String,
    /// Over the vertical axis: "Chance that it is reached at least once in 30 years".
    pub chance_label: String,
    /// One to six strategies, and a record beside them.
    pub curves: Vec<Curve>,
}

/// Chance (0-1) that each value is reached, from the largest value of every future.
///
/// Values ascending, one point for each distinct value: the share of futures at or above it.
pub fn reached_at_least_once(largest: &[f64]) -> Vec<(f64, f64)> {
    let mut sorted = largest.to_vec();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let mut points: Vec<(f64, f64)> = Vec::new();
    for (rank, value) in sorted.iter().enumerate() {
        if points.last().is_none_or(|last| last.0 != *value) {
            points.push((*value, (count - rank as f64) / count));
        }
    }
    points
}

/// Chance (0-1) of at least one in `years` independent years, each with chance `annual` (0-1).
pub fn chance_over_years(annual: f64, years: u32) -> f64 {
    1.0 - math::pow(1.0 - annual.clamp(0.0, 1.0), f64::from(years))
}

const PLOT_HEIGHT: f64 = 300.0;
const KEY_COLUMN: f64 = 236.0;
const AXIS_COLUMN: f64 = 48.0;
const MOST_POINTS: usize = 240;

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no curves, values that are not finite, letters outside A-F or used twice.
pub fn render(spec: &Exceedance, theme: &Theme) -> Result<Svg, ChartError> {
    let letters: Vec<char> = spec
        .curves
        .iter()
        .filter(|curve| curve.kind == CurveKind::Futures)
        .map(|curve| curve.letter)
        .collect();
    series_places(&letters)?;
    if spec.curves.is_empty() {
        return Err(ChartError::NoData("an exceedance figure without curves".into()));
    }
    for curve in &spec.curves {
        let flat: Vec<f64> = curve.points.iter().flat_map(|(x, y)| [*x, *y]).collect();
        require_finite(&flat, &format!("curve {}", curve.title))?;
    }
    let values = || spec.curves.iter().flat_map(|curve| &curve.points).map(|point| point.0);
    let ticks = ticks_around(values().fold(0.0, f64::min), values().fold(0.0, f64::max), 6);
    let chances = Ticks { values: (0..=5).map(|i| 20.0 * f64::from(i)).collect(), decimals: 0 };

    let head = 26.0;
    let (canvas, top) = Canvas::new(&spec.caption, theme, head + PLOT_HEIGHT + 52.0)?;
    let frame = Frame::new(
        (
            MARGIN + AXIS_COLUMN,
            canvas.width - MARGIN - KEY_COLUMN,
            top + head,
            top + head + PLOT_HEIGHT,
        ),
        (ticks.first(), ticks.last()),
        (0.0, 100.0),
    );
    let quiet = TextLook::new("label", SMALL_SIZE, QUIET);
    canvas.text(&spec.chance_label, (MARGIN, top + 6.0), &quiet)?;
    frame.y_axis(&canvas, &chances, true, |value| format!("{value:.0}\u{a0}%"))?;
    frame.x_axis(&canvas, &ticks, |value| ticks.label(value))?;
    let below = (f64::midpoint(frame.left, frame.right), frame.bottom + 40.0);
    let room = 2.0 * (below.0 - MARGIN);
    for line in
        at_most(wrap(&spec.value_label, SMALL_SIZE, false, room), 1, SMALL_SIZE, false, room)
    {
        canvas.text(&line, below, &TextLook { anchor: HPos::Center, ..quiet })?;
    }

    let mut key_y = frame.top + 6.0;
    let mut taken = Vec::new();
    for curve in &spec.curves {
        key_y = draw_curve(&canvas, &frame, curve, (key_y, &mut taken), theme)?;
    }
    Ok(canvas.finish())
}

fn draw_curve(
    canvas: &Canvas<'_>,
    frame: &Frame,
    curve: &Curve,
    (key_y, taken): (f64, &mut Vec<(f64, f64)>),
    theme: &Theme,
) -> Result<f64, ChartError> {
    let record = curve.kind == CurveKind::Record;
    let place = "ABCDEF".find(curve.letter).unwrap_or(0);
    let look = theme::series(if record { 0 } else { place });
    let line = if record {
        LineLook::new("curve", INK, 1.1)
    } else {
        LineLook { dash: look.dash, ..LineLook::new("curve", look.colour, 2.0) }
    };
    let name = if record { "record".to_owned() } else { curve.letter.to_string() };
    canvas.open("curve-group", &format!("data-letter=\"{name}\""));
    let path = steps(&thinned(&curve.points), frame, record);
    canvas.line(&path, &line)?;
    if !record {
        let mut shown = Vec::new();
        for chance in [0.9, 0.7, 0.5, 0.3, 0.1] {
            // Marks of different curves stand at different heights, so that they do not hide each other.
            let height = chance - 0.03 * place as f64;
            if let Some(at) = at_chance(&path, frame.y(height * 100.0)) {
                marks::draw(canvas, &look, at, 10.0)?;
                shown.push(at);
            }
        }
        // The letter stands beside the first mark where no other letter is.
        let free = |at: &(f64, f64)| {
            taken.iter().all(|(x, y)| (at.0 - x).abs() > 16.0 || (at.1 - y).abs() > 20.0)
        };
        if let Some(at) = shown.into_iter().find(free) {
            let bold = TextLook {
                bold: true,
                halo: true,
                ..TextLook::new("letter", LABEL_SIZE, look.text)
            };
            canvas.text(&curve.letter.to_string(), (at.0 + 8.0, at.1 - 3.0), &bold)?;
            taken.push(at);
        }
    }

    let left = frame.right + 26.0;
    canvas.line(&[(left, key_y - 4.0), (left + 34.0, key_y - 4.0)], &line)?;
    let mut x = left + 44.0;
    let title = if record {
        format!("{} ({})", curve.title, theme.words.record)
    } else {
        marks::draw(canvas, &look, (left + 17.0, key_y - 4.0), 10.0)?;
        let bold = TextLook { bold: true, ..TextLook::new("letter", LABEL_SIZE, look.text) };
        canvas.text(&curve.letter.to_string(), (x, key_y), &bold)?;
        curve.title.clone()
    };
    x += if record { 0.0 } else { 18.0 };
    let room = canvas.width - MARGIN - x;
    let mut y = key_y;
    for text in at_most(wrap(&title, LABEL_SIZE, false, room), 3, LABEL_SIZE, false, room) {
        canvas.text(&text, (x, y), &TextLook::new("label", LABEL_SIZE, INK))?;
        y += 17.0;
    }
    canvas.close();
    Ok(y + 9.0)
}

/// Pixels of a curve: from a sure start at the left edge, in steps for a record, down to nought.
fn steps(points: &[(f64, f64)], frame: &Frame, in_steps: bool) -> Vec<(f64, f64)> {
    let mut path = Vec::with_capacity(points.len() * 2 + 2);
    let mut before = (frame.left, frame.y(100.0 * points.first().map_or(0.0, |point| point.1)));
    path.push(before);
    for (value, chance) in points {
        let at = (frame.x(*value), frame.y(100.0 * chance.clamp(0.0, 1.0)));
        if in_steps {
            // "At or above": the chance belongs to all values up to this one.
            path.push((before.0, at.1));
        }
        path.push(at);
        before = at;
    }
    path.push((before.0, frame.y(0.0)));
    path
}

/// No more points than pixels can show; first and last stay.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    if points.len() <= MOST_POINTS {
        return points.to_vec();
    }
    (0..MOST_POINTS).map(|i| points[i * (points.len() - 1) / (MOST_POINTS - 1)]).collect()
}

/// Where a falling path first crosses a height in pixels.
fn at_chance(path: &[(f64, f64)], y: f64) -> Option<(f64, f64)> {
    path.windows(2).find_map(|pair| {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        (y0 <= y && y < y1).then(|| (x0 + (x1 - x0) * (y - y0) / (y1 - y0), y))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_shares_of_futures() {
        let points = reached_at_least_once(&[3.0, 1.0, 3.0, 2.0]);
        assert_eq!(points, [(1.0, 1.0), (2.0, 0.75), (3.0, 0.5)]);
    }

    #[test]
    fn a_chance_of_one_in_a_hundred_each_year_is_one_in_four_over_thirty_years() {
        assert!((chance_over_years(0.01, 30) - 0.260_299_6).abs() < 1e-7);
        assert_eq!((chance_over_years(0.0, 30), chance_over_years(1.0, 30)), (0.0, 1.0));
    }
}
