//! What moves a result: one number at a time at both ends of its range, the strongest first.

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::difference::{sides, signed};
use super::dotplot::{AXIS_HEIGHT, COUNT_COLUMN, OVERHANG};
use super::frame::Frame;
use super::layout::{at_most, wrap};
use super::numbers::ticks_around;
use super::theme::{self, BASELINE, INK, LABEL_SIZE, QUIET, SMALL_SIZE, Theme};
use super::{ChartError, Svg, require_finite};
use plotters::style::text_anchor::HPos;

/// The result with a number at one end of its range.
#[derive(Clone, Debug)]
pub struct TornadoEnd {
    /// Value of the number, with its unit where it has one: "40 000".
    pub value: String,
    /// Difference of the result from that with all numbers central.
    pub difference: f64,
    /// Interval of that difference; none where it is not known.
    pub interval: Option<(f64, f64)>,
}

/// One number.
#[derive(Clone, Debug)]
pub struct TornadoRow {
    /// Its name.
    pub title: String,
    /// Low end of its range.
    pub low: TornadoEnd,
    /// High end of its range.
    pub high: TornadoEnd,
    /// Strong words at the right: "97 %".
    pub verdict: String,
    /// Quiet words under them; may be empty.
    pub remark: String,
}

/// Specification of a tornado.
#[derive(Clone, Debug)]
pub struct Tornado {
    /// Words around the figure.
    pub caption: Caption,
    /// One to sixteen numbers, in the order shown.
    pub rows: Vec<TornadoRow>,
    /// Left of zero, without the arrow: "fewer".
    pub fewer: String,
    /// Right of zero, without the arrow: "more".
    pub more: String,
}

/// Most numbers of a figure.
pub const MOST_ROWS: usize = 16;

const NAMES: f64 = 292.0;
const VALUES: f64 = 92.0;
const ROW: f64 = 68.0;
const BAR: f64 = 15.0;
const BETWEEN: f64 = 5.0;

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no rows or more than [`MOST_ROWS`], and values that are not finite.
pub fn render(spec: &Tornado, theme: &Theme) -> Result<Svg, ChartError> {
    if spec.rows.is_empty() {
        return Err(ChartError::NoData("a tornado without numbers".into()));
    }
    if spec.rows.len() > MOST_ROWS {
        return Err(ChartError::UnequalLengths(format!(
            "{} numbers do not fit one figure; draw the {MOST_ROWS} strongest",
            spec.rows.len()
        )));
    }
    let (mut low, mut high) = (0.0_f64, 0.0_f64);
    for row in &spec.rows {
        for end in [&row.low, &row.high] {
            let (from, to) = end.interval.unwrap_or((end.difference, end.difference));
            require_finite(&[end.difference, from, to], &row.title)?;
            low = low.min(end.difference).min(from);
            high = high.max(end.difference).max(to);
        }
    }
    // Both sides stay in sight.
    let reach = (high - low).max(if high == low { 1.0 } else { 0.0 });
    let ticks = ticks_around(low.min(-0.12 * reach), high.max(0.12 * reach), 5);
    let head = 24.0;
    let rows_height = spec.rows.len() as f64 * ROW;
    let (canvas, top) = Canvas::new(&spec.caption, theme, head + rows_height + AXIS_HEIGHT)?;
    let frame = Frame::new(
        (
            MARGIN + NAMES + VALUES + OVERHANG,
            canvas.width - MARGIN - COUNT_COLUMN - OVERHANG,
            top + head,
            top + head + rows_height,
        ),
        (ticks.first(), ticks.last()),
        (0.0, 1.0),
    );
    frame.x_axis(&canvas, &ticks, |value| signed(&ticks.label(value), value))?;
    for (position, row) in spec.rows.iter().enumerate() {
        draw_row(&canvas, &frame, row, frame.top + position as f64 * ROW)?;
    }
    let zero = frame.x(0.0);
    canvas.line(
        &[(zero, frame.top - 14.0), (zero, frame.bottom)],
        &LineLook::new("zero", INK, 1.4),
    )?;
    sides(&canvas, (&spec.fewer, &spec.more), (zero, frame.top - 8.0))?;
    Ok(canvas.finish())
}

fn draw_row(
    canvas: &Canvas<'_>,
    frame: &Frame,
    row: &TornadoRow,
    upper: f64,
) -> Result<(), ChartError> {
    let middle = upper + ROW / 2.0;
    canvas.open("number", "");
    canvas.line(
        &[(MARGIN, upper + ROW), (canvas.width - MARGIN, upper + ROW)],
        &LineLook::new("baseline", BASELINE, 0.6),
    )?;
    words(canvas, &row.title, "", (MARGIN, middle), NAMES - 12.0)?;
    // The low end above, the high end below: known by place and number, not by colour.
    let look = theme::series(1);
    for (end, y) in [(&row.low, middle - BETWEEN / 2.0 - BAR), (&row.high, middle + BETWEEN / 2.0)]
    {
        let value = TextLook { anchor: HPos::Right, ..TextLook::new("label", SMALL_SIZE, QUIET) };
        let at = (MARGIN + NAMES + VALUES - 8.0, y + BAR / 2.0 + SMALL_SIZE * 0.36);
        canvas.text(&end.value, at, &value)?;
        let (zero, tip) = (frame.x(0.0), frame.x(end.difference));
        if tip != zero {
            let corners = [(zero.min(tip), y), (zero.max(tip), y + BAR)];
            canvas.bar("bar", corners, look.colour)?;
        }
        if let Some((from, to)) = end.interval.filter(|(from, to)| to > from) {
            let y = y + BAR / 2.0;
            let line = LineLook::new("interval", INK, 1.4);
            let (left, right) = (frame.x(from), frame.x(to));
            canvas.line(&[(left, y), (right, y)], &line)?;
            for x in [left, right] {
                canvas.line(&[(x, y - 3.5), (x, y + 3.5)], &line)?;
            }
        }
    }
    let left = canvas.width - MARGIN - COUNT_COLUMN + 16.0;
    words(canvas, &row.verdict, &row.remark, (left, middle), COUNT_COLUMN - 16.0)?;
    canvas.close();
    Ok(())
}

/// Strong words over quiet ones, in the middle of a row.
fn words(
    canvas: &Canvas<'_>,
    strong: &str,
    quiet: &str,
    (left, middle): (f64, f64),
    room: f64,
) -> Result<(), ChartError> {
    let bold = at_most(wrap(strong, LABEL_SIZE, true, room), 2, LABEL_SIZE, true, room);
    let plain = at_most(wrap(quiet, SMALL_SIZE, false, room), 2, SMALL_SIZE, false, room);
    let height = bold.len() as f64 * 16.0 + plain.len() as f64 * 14.0;
    let mut y = middle - height / 2.0 + 12.0;
    for line in &bold {
        let look = TextLook { bold: true, ..TextLook::new("label", LABEL_SIZE, INK) };
        canvas.text(line, (left, y), &look)?;
        y += 16.0;
    }
    for line in &plain {
        canvas.text(line, (left, y - 1.0), &TextLook::new("label", SMALL_SIZE, QUIET))?;
        y += 14.0;
    }
    Ok(())
}
