//! Is a strategy better on the same futures: paired differences, fifty marks a row, zero line.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::dotplot::{
    AXIS_HEIGHT, COUNT_COLUMN, LABEL_COLUMN, OVERHANG, ROW_HEIGHT, ROW_ROOM, SUMMARY, fifty,
    row_label, side_label, summary_line,
};
use super::fonts::width_of;
use super::frame::Frame;
use super::marks;
use super::numbers::{format_together, ticks_around};
use super::stack::{Barrier, Room, stack};
use super::theme::{self, BASELINE, INK, SMALL_SIZE, Theme};
use super::{ChartError, Svg, require_finite, series_places};
use crate::stats::quantiles::quantile;

/// One strategy against the baseline.
#[derive(Clone, Debug)]
pub struct DifferenceRow {
    /// A to F; fixes colour and shape in every figure.
    pub letter: char,
    /// Name of the strategy.
    pub title: String,
    /// Strategy minus baseline on the same future, one for each future.
    pub differences: Vec<f64>,
    /// Strong words at the right: "better in 43 of 50 futures".
    pub verdict: String,
    /// Quiet words under them, such as "same in 5, worse in 2"; may be empty.
    pub remark: String,
}

/// Specification of a paired-difference dotplot.
#[derive(Clone, Debug)]
pub struct DifferencePlot {
    /// Words around the figure.
    pub caption: Caption,
    /// One to six strategies, without the baseline.
    pub rows: Vec<DifferenceRow>,
    /// Left of zero, without the arrow: "fewer displaced".
    pub fewer: String,
    /// Right of zero, without the arrow: "more".
    pub more: String,
}

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no rows, values that are not finite, letters outside A-Z or used twice, or too many.
pub fn render(spec: &DifferencePlot, theme: &Theme) -> Result<Svg, ChartError> {
    let letters: Vec<char> = spec.rows.iter().map(|row| row.letter).collect();
    let places = series_places(&letters)?;
    if spec.rows.is_empty() {
        return Err(ChartError::NoData("differences without strategies".into()));
    }
    for row in &spec.rows {
        require_finite(&row.differences, &format!("strategy {}", row.letter))?;
    }
    let samples: Vec<Vec<f64>> = spec.rows.iter().map(|row| fifty(&row.differences)).collect();
    let (low, high) = samples
        .iter()
        .flatten()
        .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(*value), high.max(*value)));
    // Both sides stay in sight, so that "all on one side" can be seen.
    let reach = (high - low).max(if high == low { 1.0 } else { 0.0 });
    let ticks = ticks_around(low.min(-0.12 * reach), high.max(0.12 * reach), 6);

    let head = 24.0;
    let rows_height = spec.rows.len() as f64 * ROW_HEIGHT;
    let (canvas, top) = Canvas::new(&spec.caption, theme, head + rows_height + AXIS_HEIGHT)?;
    let frame = Frame::new(
        (
            MARGIN + LABEL_COLUMN + OVERHANG,
            canvas.width - MARGIN - COUNT_COLUMN - OVERHANG,
            top + head,
            top + head + rows_height,
        ),
        (ticks.first(), ticks.last()),
        (0.0, 1.0),
    );
    frame.x_axis(&canvas, &ticks, |value| signed(&ticks.label(value), value))?;
    let zero = frame.x(0.0);
    canvas.line(
        &[(zero, frame.top - 14.0), (zero, frame.bottom)],
        &LineLook::new("zero", INK, 1.4),
    )?;
    sides(&canvas, (&spec.fewer, &spec.more), (zero, frame.top - 8.0))?;

    let barrier = Barrier { value: 0.0, x: zero, equal_on_line: true };
    let placed: Vec<Vec<(f64, f64)>> = samples
        .iter()
        .map(|marks| marks.iter().map(|value| (*value, frame.x(*value))).collect())
        .collect();
    let room =
        Room { left: frame.left - OVERHANG, right: frame.right + OVERHANG, height: ROW_ROOM };
    let stacked = stack(&placed, Some(barrier), room);
    for (place, row) in spec.rows.iter().enumerate() {
        let look = theme::series(places[place]);
        let baseline = frame.top + (place + 1) as f64 * ROW_HEIGHT;
        canvas.open("row", &format!("data-letter=\"{}\"", row.letter));
        canvas.line(
            &[(room.left, baseline), (room.right, baseline)],
            &LineLook::new("baseline", BASELINE, 1.0),
        )?;
        for (x, up) in &stacked.rows[place] {
            marks::draw(&canvas, &look, (*x, baseline - up), stacked.pitch)?;
        }
        let summary = summary(&row.differences, theme);
        row_label(&canvas, row.letter, &row.title, &summary, (places[place], baseline))?;
        side_label(&canvas, &row.verdict, &row.remark, baseline)?;
        canvas.close();
    }
    Ok(canvas.finish())
}

/// Words with arrows at both sides of zero.
pub(crate) fn sides(
    canvas: &Canvas<'_>,
    (fewer, more): (&str, &str),
    (zero, y): (f64, f64),
) -> Result<(), ChartError> {
    let (fewer, more) = (format!("← {fewer}"), format!("{more} →"));
    let (left, right) = (width_of(&fewer, SMALL_SIZE, true), width_of(&more, SMALL_SIZE, true));
    let look = TextLook { bold: true, ..TextLook::new("label", SMALL_SIZE, INK) };
    let start = (zero - 8.0 - left).max(MARGIN);
    canvas.text(&fewer, (start, y), &look)?;
    let end = (zero + 8.0 + right).min(canvas.width - MARGIN);
    canvas.text(&more, (end, y), &TextLook { anchor: HPos::Right, ..look })
}

/// The label of a difference, with a plus above zero.
pub(crate) fn signed(label: &str, value: f64) -> String {
    if value > 0.0 { format!("+{label}") } else { label.to_owned() }
}

fn summary(values: &[f64], theme: &Theme) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let numbers = SUMMARY.map(|p| quantile(&sorted, p));
    let shown = format_together(numbers[0], &numbers);
    let plus: Vec<String> =
        shown.iter().zip(numbers).map(|(text, value)| signed(text, value)).collect();
    summary_line(&plus, theme)
}
