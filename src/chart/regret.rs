//! Which strategy holds up over cases: regret with its interval, one mark a case, from zero.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::dotplot::{AXIS_HEIGHT, COUNT_COLUMN, LABEL_COLUMN, OVERHANG, row_label, side_label};
use super::frame::Frame;
use super::marks;
use super::numbers::ticks_around;
use super::theme::{self, BASELINE, INK, QUIET, SMALL_SIZE, Theme};
use super::{ChartError, Svg, require_finite, series_places};

/// Regret in one case.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegretMark {
    /// Distance to the best of the case, 0 or above.
    pub regret: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
}

/// One strategy.
#[derive(Clone, Debug)]
pub struct RegretRow {
    /// A to F; fixes colour and shape in every figure.
    pub letter: char,
    /// Name of the strategy.
    pub title: String,
    /// Words under the name.
    pub remark: String,
    /// Strong words at the right: "robust".
    pub reading: String,
    /// One for each case, in the order of their numbers.
    pub marks: Vec<RegretMark>,
}

/// Specification of a regret plot. Cases are numbered from 1; the caption names them.
#[derive(Clone, Debug)]
pub struct RegretPlot {
    /// Words around the figure.
    pub caption: Caption,
    /// One to six strategies.
    pub rows: Vec<RegretRow>,
}

/// Height of one case in a row.
const LINE_HEIGHT: f64 = 17.0;
/// Height of a row beyond its cases.
const GAP: f64 = 18.0;
/// Least height of a row, which holds its name in three lines.
const LEAST_HEIGHT: f64 = 86.0;
/// Side of a mark.
const MARK: f64 = 10.0;
/// Room of the numbers of the cases.
const NUMBERS: f64 = 16.0;
/// Middle of a row's words above the baseline that the labels count from.
const LABEL_RISE: f64 = 34.0;

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no rows, values that are not finite, letters outside A-Z or used twice, or too many.
pub fn render(spec: &RegretPlot, theme: &Theme) -> Result<Svg, ChartError> {
    let letters: Vec<char> = spec.rows.iter().map(|row| row.letter).collect();
    let places = series_places(&letters)?;
    let cases = spec.rows.iter().map(|row| row.marks.len()).max().unwrap_or(0);
    if cases == 0 {
        return Err(ChartError::NoData("regret without strategies or cases".into()));
    }
    let mut highest = 0.0_f64;
    for row in &spec.rows {
        for mark in &row.marks {
            let name = format!("strategy {}", row.letter);
            require_finite(&[mark.regret, mark.low, mark.high], &name)?;
            highest = highest.max(mark.high).max(mark.regret);
        }
    }
    let ticks = ticks_around(0.0, if highest > 0.0 { highest } else { 1.0 }, 5);
    let row_height = (cases as f64 * LINE_HEIGHT + GAP).max(LEAST_HEIGHT);
    let rows_height = spec.rows.len() as f64 * row_height;
    let (canvas, top) = Canvas::new(&spec.caption, theme, rows_height + AXIS_HEIGHT)?;
    let frame = Frame::new(
        (
            MARGIN + LABEL_COLUMN + OVERHANG + NUMBERS,
            canvas.width - MARGIN - COUNT_COLUMN - OVERHANG,
            top,
            top + rows_height,
        ),
        (ticks.first(), ticks.last()),
        (0.0, 1.0),
    );
    frame.x_axis(&canvas, &ticks, |value| ticks.label(value))?;
    let zero = frame.x(0.0);
    canvas.line(&[(zero, frame.top), (zero, frame.bottom)], &LineLook::new("zero", INK, 1.4))?;
    for (position, row) in spec.rows.iter().enumerate() {
        let (upper, place) = (frame.top + position as f64 * row_height, places[position]);
        draw_row(&canvas, &frame, row, (upper, row_height), place)?;
    }
    Ok(canvas.finish())
}

fn draw_row(
    canvas: &Canvas<'_>,
    frame: &Frame,
    row: &RegretRow,
    (upper, height): (f64, f64),
    place: usize,
) -> Result<(), ChartError> {
    let look = theme::series(place);
    let middle = upper + height / 2.0;
    canvas.open("cases", &format!("data-letter=\"{}\"", row.letter));
    canvas.line(
        &[(frame.left, upper + height), (frame.right, upper + height)],
        &LineLook::new("baseline", BASELINE, 1.0),
    )?;
    let first = middle - (row.marks.len() as f64 - 1.0) * LINE_HEIGHT / 2.0;
    for (case, mark) in row.marks.iter().enumerate() {
        let y = first + case as f64 * LINE_HEIGHT;
        let (low, high) = (frame.x(mark.low), frame.x(mark.high));
        if high > low {
            canvas.line(&[(low, y), (high, y)], &LineLook::new("interval", look.colour, 2.0))?;
        }
        marks::draw(canvas, &look, (frame.x(mark.regret), y), MARK)?;
        let number = TextLook { anchor: HPos::Right, ..TextLook::new("label", SMALL_SIZE, QUIET) };
        let at = (frame.left - 10.0, y + SMALL_SIZE * 0.36);
        canvas.text(&(case + 1).to_string(), at, &number)?;
    }
    row_label(canvas, row.letter, &row.title, &row.remark, (place, middle + LABEL_RISE))?;
    side_label(canvas, &row.reading, "", middle + LABEL_RISE)?;
    canvas.close();
    Ok(())
}
