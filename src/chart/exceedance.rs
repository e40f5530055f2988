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
    /// The largest values of futures played: steps in the look of its letter, with marks.
    Futures,
    /// A computed curve, such as that of a long catalogue: joined by straight lines, otherwise alike.
    Computed,
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
/// Side of a mark in pixels.
const MARK: f64 = 10.0;
const MOST_POINTS: usize = 240;

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no curves, values that are not finite, letters outside A-Z or used twice, or too many.
pub fn render(spec: &Exceedance, theme: &Theme) -> Result<Svg, ChartError> {
    let letters: Vec<char> = spec
        .curves
        .iter()
        .filter(|curve| curve.kind != CurveKind::Record)
        .map(|curve| curve.letter)
        .collect();
    let mut places = series_places(&letters)?.into_iter();
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

    let drawn: Vec<Drawn> = spec
        .curves
        .iter()
        .map(|curve| {
            let has_place = curve.kind != CurveKind::Record;
            let place = if has_place { places.next() } else { None };
            Drawn::new(curve, &frame, place.unwrap_or_default())
        })
        .collect();
    let mut taken: Vec<(f64, f64)> = drawn.iter().flat_map(|each| each.marks.clone()).collect();
    let mut key_y = frame.top + 6.0;
    for (curve, drawn) in spec.curves.iter().zip(&drawn) {
        canvas.open("curve-group", &format!("data-letter=\"{}\"", name(curve)));
        draw_curve(&canvas, curve, drawn, &mut taken)?;
        key_y = draw_key(&canvas, (curve, drawn.place), (frame.right + 26.0, key_y), theme)?;
        canvas.close();
    }
    Ok(canvas.finish())
}

/// Place of one curve among the looks, and pixels of it and of the marks on it.
struct Drawn {
    place: usize,
    path: Vec<(f64, f64)>,
    marks: Vec<(f64, f64)>,
}

impl Drawn {
    fn new(curve: &Curve, frame: &Frame, place: usize) -> Self {
        let record = curve.kind == CurveKind::Record;
        let path = match curve.kind {
            CurveKind::Record => path_of(&curve.points, frame, true),
            kind => path_of(&thinned(&curve.points), frame, kind == CurveKind::Futures),
        };
        // Marks of different curves stand at different heights, so that they do not hide each other.
        let lower = 0.03 * place as f64;
        let chances: &[f64] = if record { &[] } else { &[0.9, 0.7, 0.5, 0.3, 0.1] };
        let marks = chances
            .iter()
            .filter_map(|chance| at_chance(&path, frame.y((chance - lower) * 100.0)))
            .collect();
        Self { place, path, marks }
    }
}

fn name(curve: &Curve) -> String {
    match curve.kind {
        CurveKind::Record => "record".to_owned(),
        CurveKind::Futures | CurveKind::Computed => curve.letter.to_string(),
    }
}

fn line_look(curve: &Curve, place: usize) -> LineLook {
    let look = theme::series(place);
    match curve.kind {
        CurveKind::Record => LineLook::new("curve", INK, 1.1),
        CurveKind::Futures | CurveKind::Computed => {
            LineLook { dash: look.dash, ..LineLook::new("curve", look.colour, 2.0) }
        }
    }
}

fn draw_curve(
    canvas: &Canvas<'_>,
    curve: &Curve,
    drawn: &Drawn,
    taken: &mut Vec<(f64, f64)>,
) -> Result<(), ChartError> {
    canvas.line(&drawn.path, &line_look(curve, drawn.place))?;
    let look = theme::series(drawn.place);
    for at in &drawn.marks {
        marks::draw(canvas, &look, *at, MARK)?;
    }
    // The letter stands beside the first mark where neither a mark nor a letter is.
    let free = |(x, y): &(f64, f64)| {
        taken.iter().all(|at| (at.0 - x).abs() > 12.0 || (at.1 - y).abs() > 12.0)
    };
    let beside = drawn.marks.iter().map(|(x, y)| (x + 13.0, y - 7.0));
    if let Some((x, y)) = beside.into_iter().find(free) {
        let letter = TextLook {
            bold: true,
            halo: true,
            anchor: HPos::Center,
            ..TextLook::new("letter", LABEL_SIZE, look.text)
        };
        canvas.text(&curve.letter.to_string(), (x, y + 4.5), &letter)?;
        taken.push((x, y));
    }
    Ok(())
}

/// Line, mark, letter and name; returns where the next entry stands.
fn draw_key(
    canvas: &Canvas<'_>,
    (curve, place): (&Curve, usize),
    (left, top): (f64, f64),
    theme: &Theme,
) -> Result<f64, ChartError> {
    canvas.line(&[(left, top - 4.0), (left + 34.0, top - 4.0)], &line_look(curve, place))?;
    let mut x = left + 44.0;
    let title = match curve.kind {
        CurveKind::Record => format!("{} ({})", curve.title, theme.words.record),
        CurveKind::Futures | CurveKind::Computed => {
            let look = theme::series(place);
            marks::draw(canvas, &look, (left + 17.0, top - 4.0), MARK)?;
            let bold = TextLook { bold: true, ..TextLook::new("letter", LABEL_SIZE, look.text) };
            canvas.text(&curve.letter.to_string(), (x, top), &bold)?;
            x += 18.0;
            curve.title.clone()
        }
    };
    let room = canvas.width - MARGIN - x;
    let mut y = top;
    for text in at_most(wrap(&title, LABEL_SIZE, false, room), 3, LABEL_SIZE, false, room) {
        canvas.text(&text, (x, y), &TextLook::new("label", LABEL_SIZE, INK))?;
        y += 17.0;
    }
    Ok(y + 9.0)
}

/// Pixels of a curve: from the left edge, in steps where each point stands for one value, to nought.
fn path_of(points: &[(f64, f64)], frame: &Frame, in_steps: bool) -> Vec<(f64, f64)> {
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
