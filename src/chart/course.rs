//! A course over days beside what was observed: the range of futures, their middle, and observed points.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::frame::Frame;
use super::layout::{at_most, wrap};
use super::numbers::{ticks_around, ticks_inside};
use super::theme::{self, INK, LABEL_SIZE, QUIET, SMALL_SIZE, Theme, tint};
use super::{ChartError, Svg, require_finite};

/// One day of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CourseDay {
    /// Days after the event.
    pub day: f64,
    /// Future at 5 per cent.
    pub low: f64,
    /// Middle future.
    pub middle: f64,
    /// Future at 95 per cent.
    pub high: f64,
}

/// Specification of the figure.
#[derive(Clone, Debug)]
pub struct Course {
    /// Words around the figure.
    pub caption: Caption,
    /// Under the horizontal axis: "Days after the event".
    pub day_label: String,
    /// Over the vertical axis, with its unit.
    pub value_label: String,
    /// The model, days ascending; at least two.
    pub days: Vec<CourseDay>,
    /// What was observed: day and value.
    pub observed: Vec<(f64, f64)>,
    /// In the key, beside the points: "observed".
    pub observed_label: String,
}

const PLOT_HEIGHT: f64 = 300.0;
const KEY_COLUMN: f64 = 226.0;
const AXIS_COLUMN: f64 = 58.0;
/// Radius of an observed point.
const POINT: f64 = 5.0;

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for fewer than two days, no observed point, or values that are not finite.
pub fn render(spec: &Course, theme: &Theme) -> Result<Svg, ChartError> {
    if spec.days.len() < 2 || spec.observed.is_empty() {
        return Err(ChartError::NoData("a course needs two days and an observed point".into()));
    }
    let of_model = spec.days.iter().flat_map(|at| [at.day, at.low, at.middle, at.high]);
    require_finite(&of_model.collect::<Vec<_>>(), "the course of the model")?;
    let seen: Vec<f64> = spec.observed.iter().flat_map(|(day, value)| [*day, *value]).collect();
    require_finite(&seen, "what was observed")?;

    let highest = spec
        .days
        .iter()
        .map(|at| at.high)
        .chain(spec.observed.iter().map(|(_, value)| *value))
        .fold(0.0, f64::max);
    let lowest = spec.days.iter().map(|at| at.low).fold(0.0, f64::min);
    let values = ticks_around(lowest, if highest > 0.0 { highest } else { 1.0 }, 5);
    let last = spec
        .days
        .iter()
        .map(|at| at.day)
        .chain(spec.observed.iter().map(|(day, _)| *day))
        .fold(1.0, f64::max);
    let days = ticks_inside(0.0, last, 8);

    let head = 26.0;
    let (canvas, top) = Canvas::new(&spec.caption, theme, head + PLOT_HEIGHT + 52.0)?;
    let frame = Frame::new(
        (
            MARGIN + AXIS_COLUMN,
            canvas.width - MARGIN - KEY_COLUMN,
            top + head,
            top + head + PLOT_HEIGHT,
        ),
        (0.0, last),
        (values.first(), values.last()),
    );
    let quiet = TextLook::new("label", SMALL_SIZE, QUIET);
    let room = canvas.width - 2.0 * MARGIN;
    let label =
        at_most(wrap(&spec.value_label, SMALL_SIZE, false, room), 1, SMALL_SIZE, false, room);
    for line in label {
        canvas.text(&line, (MARGIN, top + 6.0), &quiet)?;
    }
    frame.y_axis(&canvas, &values, true, |value| values.label(value))?;
    frame.x_axis(&canvas, &days, |value| days.label(value))?;
    let below = (f64::midpoint(frame.left, frame.right), frame.bottom + 40.0);
    canvas.text(&spec.day_label, below, &TextLook { anchor: HPos::Center, ..quiet })?;

    canvas.open("course", "");
    let colour = theme::series(1).colour;
    let mut outline: Vec<(f64, f64)> =
        spec.days.iter().map(|at| (frame.x(at.day), frame.y(at.low))).collect();
    outline.extend(spec.days.iter().rev().map(|at| (frame.x(at.day), frame.y(at.high))));
    canvas.polygon("band", outline, tint(colour, 0.28))?;
    let middle: Vec<(f64, f64)> =
        spec.days.iter().map(|at| (frame.x(at.day), frame.y(at.middle))).collect();
    canvas.line(&middle, &LineLook::new("middle", colour, 2.0))?;
    for (day, value) in &spec.observed {
        canvas.disc("observed", (frame.x(*day), frame.y(*value)), POINT, INK)?;
    }
    canvas.close();
    key(&canvas, spec, (frame.right + 26.0, frame.top + 6.0), theme)?;
    Ok(canvas.finish())
}

fn key(
    canvas: &Canvas<'_>,
    spec: &Course,
    (left, top): (f64, f64),
    theme: &Theme,
) -> Result<(), ChartError> {
    let colour = theme::series(1).colour;
    let look = TextLook::new("label", LABEL_SIZE, INK);
    canvas.disc("observed", (left + 15.0, top - 4.0), POINT, INK)?;
    canvas.text(&spec.observed_label, (left + 40.0, top), &look)?;
    let line = top + 24.0;
    canvas.line(
        &[(left, line - 4.0), (left + 30.0, line - 4.0)],
        &LineLook::new("middle", colour, 2.0),
    )?;
    canvas.text(&theme.words.middle_future, (left + 40.0, line), &look)?;
    let band = top + 48.0;
    canvas.bar("band", [(left, band - 11.0), (left + 30.0, band + 2.0)], tint(colour, 0.28))?;
    canvas.text(&theme.words.nine_in_ten, (left + 40.0, band), &look)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_draw_is_said() {
        let empty = Course {
            caption: Caption::default(),
            day_label: String::new(),
            value_label: String::new(),
            days: Vec::new(),
            observed: vec![(1.0, 1.0)],
            observed_label: String::new(),
        };
        assert!(matches!(render(&empty, &Theme::default()), Err(ChartError::NoData(_))));
        let at = |day, high| CourseDay { day, low: 0.0, middle: 0.5, high };
        let endless = Course { days: vec![at(0.0, 1.0), at(1.0, f64::INFINITY)], ..empty };
        assert!(matches!(render(&endless, &Theme::default()), Err(ChartError::NotFinite(_))));
    }
}
