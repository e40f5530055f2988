//! How do strategies differ: one row of fifty marks for each strategy on one axis.
//!
//! Quantile dotplot: each mark is one future in fifty, the nearest-rank quantile at (i + 0.5) / 50
//! (Kay et al. 2016; Fernandes et al. 2018).

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::fonts::width_of;
use super::frame::Frame;
use super::layout::{at_most, wrap};
use super::marks::{self, MARKS_PER_ROW};
use super::numbers::{format_together, ticks_around};
use super::stack::{Barrier, Room, stack};
use super::theme::{self, BASELINE, INK, LABEL_SIZE, QUIET, SMALL_SIZE, Theme};
use super::{ChartError, Svg, require_finite, series_places};
use crate::stats::quantiles::{nearest_rank, quantile};

/// A line that matters, such as the places in shelters.
#[derive(Clone, Debug)]
pub struct Threshold {
    /// On the value axis.
    pub value: f64,
    /// Its name with the value: "shelter capacity (2.0)".
    pub label: String,
    /// What is said under "46 of 50": "above capacity"; empty for the theme's "above".
    pub above: String,
}

/// One strategy.
#[derive(Clone, Debug)]
pub struct DotRow {
    /// A to F; fixes colour and shape in every figure.
    pub letter: char,
    /// Name of the strategy.
    pub title: String,
    /// One value for each future, in any order.
    pub values: Vec<f64>,
}

/// Specification of a quantile dotplot.
#[derive(Clone, Debug)]
pub struct Dotplot {
    /// Words around the figure.
    pub caption: Caption,
    /// One to six strategies, in the order shown.
    pub rows: Vec<DotRow>,
    /// Line across all rows.
    pub threshold: Option<Threshold>,
}

pub(crate) const LABEL_COLUMN: f64 = 268.0;
pub(crate) const COUNT_COLUMN: f64 = 116.0;
pub(crate) const ROW_HEIGHT: f64 = 86.0;
pub(crate) const ROW_ROOM: f64 = 70.0;
/// Middle of a row's words above its baseline.
const LABEL_RISE: f64 = 34.0;
pub(crate) const AXIS_HEIGHT: f64 = 30.0;
/// Marks on the ends of the axis may reach this far out.
pub(crate) const OVERHANG: f64 = 20.0;

/// The fifty marks of a sample.
pub(crate) fn fifty(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    (0..MARKS_PER_ROW)
        .map(|i| nearest_rank(&sorted, (i as f64 + 0.5) / MARKS_PER_ROW as f64))
        .collect()
}

/// How many of the fifty marks of a sample lie above a value.
pub fn marks_above(values: &[f64], threshold: f64) -> usize {
    fifty(values).iter().filter(|mark| **mark > threshold).count()
}

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no rows, values that are not finite, letters outside A-Z or used twice, or too many.
pub fn render(spec: &Dotplot, theme: &Theme) -> Result<Svg, ChartError> {
    let letters: Vec<char> = spec.rows.iter().map(|row| row.letter).collect();
    let places = series_places(&letters)?;
    if spec.rows.is_empty() {
        return Err(ChartError::NoData("a dotplot without strategies".into()));
    }
    for row in &spec.rows {
        require_finite(&row.values, &format!("strategy {}", row.letter))?;
    }
    if let Some(threshold) = &spec.threshold {
        require_finite(&[threshold.value], "the threshold")?;
    }
    let samples: Vec<Vec<f64>> = spec.rows.iter().map(|row| fifty(&row.values)).collect();
    let ticks = value_ticks(&samples, spec.threshold.as_ref().map(|line| line.value));

    let head = if spec.threshold.is_some() { 22.0 } else { 4.0 };
    let rows_height = spec.rows.len() as f64 * ROW_HEIGHT;
    let (canvas, top) = Canvas::new(&spec.caption, theme, head + rows_height + AXIS_HEIGHT)?;
    let counts = if spec.threshold.is_some() { COUNT_COLUMN } else { 16.0 };
    let frame = Frame::new(
        (
            MARGIN + LABEL_COLUMN + OVERHANG,
            canvas.width - MARGIN - counts - OVERHANG,
            top + head,
            top + head + rows_height,
        ),
        (ticks.first(), ticks.last()),
        (0.0, 1.0),
    );
    frame.x_axis(&canvas, &ticks, |value| ticks.label(value))?;
    let barrier = spec.threshold.as_ref().map(|line| Barrier {
        value: line.value,
        x: frame.x(line.value),
        equal_on_line: false,
    });
    let placed: Vec<Vec<(f64, f64)>> = samples
        .iter()
        .map(|marks| marks.iter().map(|value| (*value, frame.x(*value))).collect())
        .collect();
    let room =
        Room { left: frame.left - OVERHANG, right: frame.right + OVERHANG, height: ROW_ROOM };
    let stacked = stack(&placed, barrier, room);

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
        row_label(
            &canvas,
            row.letter,
            &row.title,
            &summary(&row.values, theme),
            (places[place], baseline),
        )?;
        if let Some(line) = &spec.threshold {
            let above = samples[place].iter().filter(|value| **value > line.value).count();
            let words = if line.above.is_empty() { &theme.words.above } else { &line.above };
            let count = format!("{above} {} {MARKS_PER_ROW}", theme.words.out_of);
            side_label(&canvas, &count, words, baseline)?;
        }
        canvas.close();
    }
    if let Some(line) = &spec.threshold {
        let x = frame.x(line.value);
        let look = LineLook { dash: "4 3", ..LineLook::new("threshold", INK, 1.2) };
        canvas.line(&[(x, frame.top - 6.0), (x, frame.bottom)], &look)?;
        let half = width_of(&line.label, SMALL_SIZE, false) / 2.0;
        let centre = x.min(canvas.width - MARGIN - half).max(MARGIN + half);
        let look = TextLook { anchor: HPos::Center, ..TextLook::new("label", SMALL_SIZE, INK) };
        canvas.text(&line.label, (centre, frame.top - 11.0), &look)?;
    }
    Ok(canvas.finish())
}

fn value_ticks(samples: &[Vec<f64>], threshold: Option<f64>) -> super::numbers::Ticks {
    let all = || samples.iter().flatten().copied().chain(threshold);
    let (low, high) =
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    // Amounts are read from zero; only a sample that goes below it has no zero at its end.
    ticks_around(low.min(0.0), high.max(0.0), 5)
}

fn summary(values: &[f64], theme: &Theme) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let numbers = SUMMARY.map(|p| quantile(&sorted, p));
    summary_line(&format_together(numbers[0], &numbers), theme)
}

/// Middle, then the ends of nine futures in ten.
pub(crate) const SUMMARY: [f64; 3] = [0.5, 0.05, 0.95];

/// "middle future 2.6; 9 in 10: 1.9–3.4", to be broken only at its semicolon.
pub(crate) fn summary_line(numbers: &[String], theme: &Theme) -> String {
    let words = &theme.words;
    let [middle, low, high] = numbers else { return String::new() };
    let range = if numbers.iter().any(|number| number.starts_with(['\u{2212}', '+'])) {
        // A dash beside a minus sign cannot be read.
        format!("{low} {} {high}", words.to)
    } else {
        format!("{low}–{high}")
    };
    let parts =
        [format!("{} {middle};", words.middle_future), format!("{}: {range}", words.nine_in_ten)];
    parts.map(|part| part.replace(' ', "\u{a0}")).join(" ")
}

/// Letter, name and summary at the left of a row.
pub(crate) fn row_label(
    canvas: &Canvas<'_>,
    letter: char,
    title: &str,
    summary: &str,
    (place, baseline): (usize, f64),
) -> Result<(), ChartError> {
    const INDENT: f64 = 24.0;
    let room = LABEL_COLUMN - INDENT - 12.0;
    let look = theme::series(place);
    let title = at_most(wrap(title, LABEL_SIZE, true, room), 3, LABEL_SIZE, true, room);
    let summary = at_most(wrap(summary, SMALL_SIZE, false, room), 2, SMALL_SIZE, false, room);
    let height = (title.len() as f64) * 17.0 + (summary.len() as f64) * 16.0;
    let mut y = baseline - LABEL_RISE - height / 2.0 + 15.0;
    let bold = TextLook { bold: true, ..TextLook::new("letter", 16.0, look.text) };
    canvas.text(&letter.to_string(), (MARGIN, y), &bold)?;
    for line in &title {
        let bold = TextLook { bold: true, ..TextLook::new("label", LABEL_SIZE, INK) };
        canvas.text(line, (MARGIN + INDENT, y), &bold)?;
        y += 17.0;
    }
    for line in &summary {
        canvas.text(line, (MARGIN + INDENT, y), &TextLook::new("label", SMALL_SIZE, QUIET))?;
        y += 16.0;
    }
    Ok(())
}

/// Count and words at the right of a row.
pub(crate) fn side_label(
    canvas: &Canvas<'_>,
    count: &str,
    words: &str,
    baseline: f64,
) -> Result<(), ChartError> {
    let left = canvas.width - MARGIN - COUNT_COLUMN + 16.0;
    let room = COUNT_COLUMN - 16.0;
    let strong = at_most(wrap(count, LABEL_SIZE, true, room), 2, LABEL_SIZE, true, room);
    let plain = at_most(wrap(words, SMALL_SIZE, false, room), 2, SMALL_SIZE, false, room);
    let height = strong.len() as f64 * 17.0 + plain.len() as f64 * 16.0;
    let mut y = baseline - LABEL_RISE - height / 2.0 + 15.0;
    for line in &strong {
        let look = TextLook { bold: true, ..TextLook::new("count", LABEL_SIZE, INK) };
        canvas.text(line, (left, y), &look)?;
        y += 17.0;
    }
    for line in &plain {
        canvas.text(line, (left, y), &TextLook::new("label", SMALL_SIZE, QUIET))?;
        y += 16.0;
    }
    Ok(())
}
