//! What is left of each parameter: its accepted range on the range that was thought possible, each on a scale of
//! its own.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::layout::{at_most, wrap};
use super::theme::{self, BASELINE, INK, LABEL_SIZE, QUIET, SMALL_SIZE, Theme, tint};
use super::{ChartError, Svg, require_finite};

/// One parameter.
#[derive(Clone, Debug)]
pub struct RangeRow {
    /// Its name.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Ends of what was thought possible before.
    pub before: (f64, f64),
    /// These ends as they are shown.
    pub ends: (String, String),
    /// Nine in ten of what was accepted.
    pub most: (f64, f64),
    /// The central half.
    pub half: (f64, f64),
    /// The middle.
    pub middle: f64,
    /// The middle as it is shown.
    pub shown: String,
    /// What the data say of it.
    pub reading: String,
}

/// Specification of a figure of ranges.
#[derive(Clone, Debug)]
pub struct Ranges {
    /// Words around the figure.
    pub caption: Caption,
    /// Words of the key: before, nine in ten, half, middle.
    pub key: [String; 4],
    /// The parameters, from above.
    pub rows: Vec<RangeRow>,
}

const LABEL_COLUMN: f64 = 288.0;
const READING_COLUMN: f64 = 130.0;
const ROW_HEIGHT: f64 = 54.0;
const KEY_HEIGHT: f64 = 40.0;
const THIN: f64 = 4.0;
const THICK: f64 = 8.0;
const POINT: f64 = 5.5;

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no rows, or values that are not finite.
pub fn render(spec: &Ranges, theme: &Theme) -> Result<Svg, ChartError> {
    if spec.rows.is_empty() {
        return Err(ChartError::NoData("ranges of no parameter".into()));
    }
    for row in &spec.rows {
        let values = [
            row.before.0,
            row.before.1,
            row.most.0,
            row.most.1,
            row.half.0,
            row.half.1,
            row.middle,
        ];
        require_finite(&values, &row.title)?;
    }
    let height = KEY_HEIGHT + spec.rows.len() as f64 * ROW_HEIGHT;
    let (canvas, top) = Canvas::new(&spec.caption, theme, height)?;
    let left = MARGIN + LABEL_COLUMN;
    let right = canvas.width - MARGIN - READING_COLUMN;
    key(&canvas, spec, top + 12.0)?;
    for (position, row) in spec.rows.iter().enumerate() {
        let y = top + KEY_HEIGHT + position as f64 * ROW_HEIGHT + 20.0;
        canvas.open("parameter", "");
        draw(&canvas, row, (left, right), y)?;
        canvas.close();
    }
    Ok(canvas.finish())
}

fn draw(
    canvas: &Canvas<'_>,
    row: &RangeRow,
    (left, right): (f64, f64),
    y: f64,
) -> Result<(), ChartError> {
    let (low, high) = row.before;
    let width = if high > low { high - low } else { 1.0 };
    let x = |value: f64| left + (right - left) * ((value - low) / width).clamp(0.0, 1.0);
    let room = LABEL_COLUMN - 20.0;
    for line in at_most(wrap(&row.title, LABEL_SIZE, true, room), 1, LABEL_SIZE, true, room) {
        let look = TextLook { bold: true, ..TextLook::new("label", LABEL_SIZE, INK) };
        canvas.text(&line, (MARGIN, y + 1.0), &look)?;
    }
    let quiet = TextLook::new("label", SMALL_SIZE, QUIET);
    for line in at_most(wrap(&row.unit, SMALL_SIZE, false, room), 1, SMALL_SIZE, false, room) {
        canvas.text(&line, (MARGIN, y + 17.0), &quiet)?;
    }
    let colour = theme::series(1).colour;
    canvas.line(&[(left, y), (right, y)], &LineLook::new("before", BASELINE, 1.2))?;
    let band = |class, (from, to): (f64, f64), half: f64, colour| {
        canvas.bar(class, [(x(from), y - half), (x(to), y + half)], colour)
    };
    band("most", row.most, THIN, tint(colour, 0.45))?;
    band("half", row.half, THICK, colour)?;
    canvas.disc("rim", (x(row.middle), y), POINT + 1.5, theme::WHITE)?;
    canvas.disc("middle", (x(row.middle), y), POINT, INK)?;
    canvas.text(&row.ends.0, (left, y + 24.0), &quiet)?;
    canvas.text(&row.ends.1, (right, y + 24.0), &TextLook { anchor: HPos::Right, ..quiet })?;
    let words = right + 18.0;
    let room = READING_COLUMN - 18.0;
    let bold = TextLook { bold: true, ..TextLook::new("value", LABEL_SIZE, INK) };
    canvas.text(&row.shown, (words, y + 1.0), &bold)?;
    for line in at_most(wrap(&row.reading, SMALL_SIZE, false, room), 1, SMALL_SIZE, false, room) {
        canvas.text(&line, (words, y + 17.0), &quiet)?;
    }
    Ok(())
}

fn key(canvas: &Canvas<'_>, spec: &Ranges, y: f64) -> Result<(), ChartError> {
    let colour = theme::series(1).colour;
    let room = (canvas.width - 2.0 * MARGIN) / spec.key.len() as f64;
    let look = TextLook::new("label", SMALL_SIZE, INK);
    for (position, words) in spec.key.iter().enumerate() {
        let left = MARGIN + room * position as f64;
        let bar = |class, half: f64, colour| {
            canvas.bar(class, [(left, y - half), (left + 30.0, y + half)], colour)
        };
        match position {
            0 => canvas
                .line(&[(left, y), (left + 30.0, y)], &LineLook::new("before", BASELINE, 1.2))?,
            1 => bar("most", THIN, tint(colour, 0.45))?,
            2 => bar("half", THICK, colour)?,
            _ => canvas.disc("middle", (left + 15.0, y), POINT, INK)?,
        }
        let words_room = room - 44.0;
        for line in
            at_most(wrap(words, SMALL_SIZE, false, words_room), 1, SMALL_SIZE, false, words_room)
        {
            canvas.text(&line, (left + 38.0, y + 4.0), &look)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::lint::lint;
    use super::*;

    fn row(title: &str, middle: f64) -> RangeRow {
        RangeRow {
            title: title.to_owned(),
            unit: "per month".to_owned(),
            before: (0.0, 1.0),
            ends: ("0".to_owned(), "1".to_owned()),
            most: (middle - 0.3, middle + 0.3),
            half: (middle - 0.1, middle + 0.1),
            middle,
            shown: format!("{middle:.2}"),
            reading: "identified".to_owned(),
        }
    }

    fn spec(rows: Vec<RangeRow>) -> Ranges {
        let caption = Caption {
            id: "ranges".into(),
            title: "What is left of each parameter".into(),
            unit: "each in its unit".into(),
            period: "all cases".into(),
            description: "Two parameters.".into(),
            provenance: "a test".into(),
            ..Caption::default()
        };
        let key = ["before", "nine in ten", "half", "middle"].map(str::to_owned);
        Ranges { caption, key, rows }
    }

    #[test]
    fn figures_pass_the_lint_also_at_the_ends_and_with_long_names() {
        let long = "recovery.a_name_that_is_longer_than_any_that_a_model_should_have_per_month";
        let rows =
            vec![row("recovery.return_rate", 0.5), row("b", 0.0), row("c", 1.0), row(long, 0.2)];
        let svg = render(&spec(rows), &Theme::default()).unwrap();
        assert_eq!(lint(svg.text()), []);
    }

    #[test]
    fn what_cannot_be_drawn_is_said() {
        assert!(matches!(render(&spec(vec![]), &Theme::default()), Err(ChartError::NoData(_))));
        let broken = spec(vec![row("a", f64::NAN)]);
        assert!(matches!(render(&broken, &Theme::default()), Err(ChartError::NotFinite(_))));
    }
}
