//! How it unfolds: cumulative small multiples, one panel for each strategy on one scale.
//!
//! Bands hold half and nine tenths of the futures, a thin line the middle one; six to eight single
//! futures are drawn as they are, chosen at evenly spread ranks of the final value, because a band
//! alone is taken for the size of the matter (Padilla et al. 2022).

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::fonts::width_of;
use super::frame::Frame;
use super::layout::{at_most, spread, wrap};
use super::numbers::{Ticks, format_together, ticks_around, ticks_inside};
use super::theme::{self, BASELINE, QUIET, SMALL_SIZE, SeriesLook, Theme, tint};
use super::{ChartError, Svg, require_finite, series_places};
use crate::stats::quantiles::{nearest_rank_index, quantile};

/// One strategy.
#[derive(Clone, Debug)]
pub struct FanPanel {
    /// A to F; fixes the colour in every figure.
    pub letter: char,
    /// Name of the strategy.
    pub title: String,
    /// Edges of the bands and the middle, a value for each time: the futures at 5, 25, 50, 75 and 95 per
    /// cent, added up since the start.
    pub edges: [Vec<f64>; 5],
    /// Futures drawn singly, a value for each time.
    pub singles: Vec<Vec<f64>>,
}

impl FanPanel {
    /// A panel of so many times; `column` hands over what all futures have come to at a time, in their
    /// order, and is asked for the last time first.
    ///
    /// # Errors
    /// That of `column`, or [`ChartError`] for no futures or times, or for values that are not finite.
    pub fn of<E: From<ChartError>>(
        letter: char,
        title: &str,
        times: usize,
        mut column: impl FnMut(usize) -> Result<Vec<f64>, E>,
    ) -> Result<Self, E> {
        let nothing = || ChartError::NoData(format!("strategy {letter} has no futures"));
        let last = column(times.checked_sub(1).ok_or_else(nothing)?)?;
        if last.is_empty() {
            return Err(nothing().into());
        }
        let drawn = single_futures(&last);
        let mut panel = Self {
            letter,
            title: title.to_owned(),
            edges: Default::default(),
            singles: vec![Vec::with_capacity(times); drawn.len()],
        };
        for time in 0..times {
            let mut values = column(time)?;
            require_finite(&values, &format!("a trajectory of strategy {letter}"))?;
            for (single, future) in panel.singles.iter_mut().zip(&drawn) {
                single.push(values[*future]);
            }
            values.sort_by(f64::total_cmp);
            for (edge, p) in panel.edges.iter_mut().zip([0.05, 0.25, 0.5, 0.75, 0.95]) {
                edge.push(quantile(&values, p));
            }
        }
        Ok(panel)
    }
}

/// Specification of a fan figure.
#[derive(Clone, Debug)]
pub struct Fan {
    /// Words around the figure.
    pub caption: Caption,
    /// Times in calendar years, ascending; at least two.
    pub years: Vec<f64>,
    /// One to six strategies, in the order shown.
    pub panels: Vec<FanPanel>,
}

/// Single futures drawn in each panel, fewer only when fewer were played.
pub const SINGLE_FUTURES: usize = 7;

const PANEL_HEIGHT: f64 = 210.0;
/// Below this a panel has no room for two years on its axis.
const NARROWEST_PANEL: f64 = 260.0;
const AXIS_COLUMN: f64 = 58.0;
/// Year labels and air below a panel.
const BELOW_PANEL: f64 = 40.0;
const GAP: f64 = 18.0;
const KEY_HEIGHT: f64 = 30.0;

/// Indices of the futures drawn singly: spread ranks of the final value, ties in order of future.
pub fn single_futures(last: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..last.len()).collect();
    order.sort_by(|one, other| last[*one].total_cmp(&last[*other]));
    let count = SINGLE_FUTURES.min(order.len());
    (0..count)
        .map(|i| order[nearest_rank_index(order.len(), (i as f64 + 0.5) / count as f64)])
        .collect()
}

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no panels, fewer than two times, trajectories of another length than the
/// times, values that are not finite, letters outside A-Z or used twice, or too many.
pub fn render(spec: &Fan, theme: &Theme) -> Result<Svg, ChartError> {
    let letters: Vec<char> = spec.panels.iter().map(|panel| panel.letter).collect();
    let places = series_places(&letters)?;
    check(spec)?;
    super::fonts::register()?;
    let scale = shared_scale(spec);

    let fitting = ((theme.width - 2.0 * MARGIN - AXIS_COLUMN) / NARROWEST_PANEL) as usize;
    let columns = match spec.panels.len() {
        4 => 2,
        count => count.min(3),
    }
    .min(fitting.max(1));
    let panel_width =
        (theme.width - 2.0 * MARGIN - AXIS_COLUMN - GAP * (columns as f64 - 1.0)) / columns as f64;
    let titles: Vec<Vec<String>> = spec
        .panels
        .iter()
        .map(|panel| {
            at_most(
                wrap(&panel.title, 14.0, true, panel_width - 24.0),
                3,
                14.0,
                true,
                panel_width - 24.0,
            )
        })
        .collect();
    let title_heights: Vec<f64> = titles
        .chunks(columns)
        .map(|line| line.iter().map(Vec::len).max().unwrap_or(1) as f64 * 18.0 + 8.0)
        .collect();
    let height =
        title_heights.iter().map(|titles| titles + PANEL_HEIGHT + BELOW_PANEL).sum::<f64>();
    let (canvas, top) = Canvas::new(&spec.caption, theme, KEY_HEIGHT + height)?;
    key(&canvas, theme, top + 8.0, spec.panels[0].singles.len())?;

    let end_room = end_room(&spec.panels, theme).min(panel_width * 0.4);
    for (place, panel) in spec.panels.iter().enumerate() {
        let (column, line) = (place % columns, place / columns);
        let left = MARGIN + AXIS_COLUMN + column as f64 * (panel_width + GAP);
        let above = |titles: &f64| titles + PANEL_HEIGHT + BELOW_PANEL;
        let panel_top = top + KEY_HEIGHT + title_heights[..line].iter().map(above).sum::<f64>();
        let title_height = title_heights[line];
        let look = theme::series(places[place]);
        canvas.open("panel", &format!("data-letter=\"{}\"", panel.letter));
        let bold = TextLook { bold: true, ..TextLook::new("panel-title", 14.0, look.text) };
        canvas.text(&panel.letter.to_string(), (left, panel_top + 15.0), &bold)?;
        for (row, text) in titles[place].iter().enumerate() {
            canvas.text(text, (left + 20.0, panel_top + 15.0 + row as f64 * 18.0), &bold)?;
        }
        let frame = Frame::new(
            (
                left,
                left + panel_width - end_room,
                panel_top + title_height,
                panel_top + title_height + PANEL_HEIGHT,
            ),
            (spec.years[0], spec.years[spec.years.len() - 1]),
            (scale.first(), scale.last()),
        );
        frame.y_axis(&canvas, &scale, column == 0, |value| scale.label(value))?;
        year_axis(&canvas, &frame, spec)?;
        paths(&canvas, &frame, spec, panel, &look)?;
        end_labels(&canvas, &frame, panel, &look, theme)?;
        canvas.close();
    }
    Ok(canvas.finish())
}

fn check(spec: &Fan) -> Result<(), ChartError> {
    if spec.panels.is_empty() || spec.years.len() < 2 {
        return Err(ChartError::NoData("a fan needs a strategy and two times".into()));
    }
    require_finite(&spec.years, "the years")?;
    for panel in &spec.panels {
        if panel.singles.is_empty() {
            return Err(ChartError::NoData(format!("strategy {} has no futures", panel.letter)));
        }
        for path in panel.edges.iter().chain(&panel.singles) {
            require_finite(path, &format!("a trajectory of strategy {}", panel.letter))?;
            if path.len() != spec.years.len() {
                return Err(ChartError::UnequalLengths(format!(
                    "a trajectory of strategy {} has {} values for {} times",
                    panel.letter,
                    path.len(),
                    spec.years.len()
                )));
            }
        }
    }
    Ok(())
}

fn shared_scale(spec: &Fan) -> Ticks {
    let mut range = (0.0_f64, 0.0_f64);
    let mut widen = |values: &[f64]| {
        for value in values {
            range = (range.0.min(*value), range.1.max(*value));
        }
    };
    for panel in &spec.panels {
        panel.edges.iter().chain(&panel.singles).for_each(|values| widen(values));
    }
    ticks_around(range.0, range.1, 4)
}

fn year_axis(canvas: &Canvas<'_>, frame: &Frame, spec: &Fan) -> Result<(), ChartError> {
    let (first, last) = (spec.years[0], spec.years[spec.years.len() - 1]);
    let room = ((frame.right - frame.left) / 62.0).floor().max(1.0) as usize;
    let mut ticks = ticks_inside(first, last, room.min(6));
    if ticks.decimals > 0 || ticks.values.is_empty() {
        ticks = ticks_inside(first, last, 1);
    }
    frame.x_axis(canvas, &ticks, |value| format!("{value:.0}"))
}

fn paths(
    canvas: &Canvas<'_>,
    frame: &Frame,
    spec: &Fan,
    panel: &FanPanel,
    look: &SeriesLook,
) -> Result<(), ChartError> {
    let at = |path: &[f64]| -> Vec<(f64, f64)> {
        spec.years.iter().zip(path).map(|(year, value)| (frame.x(*year), frame.y(*value))).collect()
    };
    for (low, high, share) in [(0, 4, 0.16), (1, 3, 0.36)] {
        let mut edge = at(&panel.edges[low]);
        edge.extend(at(&panel.edges[high]).into_iter().rev());
        canvas.polygon("band", edge, tint(look.colour, share))?;
    }
    for future in &panel.singles {
        let thin = LineLook::new("single", tint(look.text, 0.75), 0.8);
        canvas.line(&at(future), &thin)?;
    }
    canvas.line(&at(&panel.edges[2]), &LineLook::new("curve", look.text, 2.2))?;
    let zero = frame.y(0.0);
    canvas
        .line(&[(frame.left, zero), (frame.right, zero)], &LineLook::new("baseline", BASELINE, 1.0))
}

/// Numbers at the right end: high and low edge of the wide band, the middle with its name.
fn end_numbers(panel: &FanPanel) -> [String; 3] {
    let last = |edge: usize| panel.edges[edge].last().copied().unwrap_or(0.0);
    let values = [last(4), last(2), last(0)];
    let shown = format_together(values[1], &values);
    [shown[0].clone(), shown[1].clone(), shown[2].clone()]
}

fn end_room(panels: &[FanPanel], theme: &Theme) -> f64 {
    let mut widest = width_of(&theme.words.middle_future, SMALL_SIZE, false);
    for each in panels {
        let [high, middle, low] = end_numbers(each);
        widest = widest
            .max(width_of(&format!("{high} {}", theme.words.high), SMALL_SIZE, false))
            .max(width_of(&middle, 14.0, true))
            .max(width_of(&format!("{low} {}", theme.words.low), SMALL_SIZE, false));
    }
    widest + 14.0
}

fn end_labels(
    canvas: &Canvas<'_>,
    frame: &Frame,
    panel: &FanPanel,
    look: &SeriesLook,
    theme: &Theme,
) -> Result<(), ChartError> {
    let [high, middle, low] = end_numbers(panel);
    let end = |edge: usize| frame.y(panel.edges[edge].last().copied().unwrap_or(0.0));
    let wanted = [(end(4), 16.0), (end(2), 34.0), (end(0), 16.0)];
    let placed = spread(&wanted, frame.top - 12.0, frame.bottom + 12.0);
    let x = frame.right + 8.0;
    let small = TextLook::new("label", SMALL_SIZE, look.text);
    canvas.text(&format!("{high} {}", theme.words.high), (x, placed[0] + 4.0), &small)?;
    let bold = TextLook { bold: true, ..TextLook::new("label", 14.0, look.text) };
    canvas.text(&middle, (x, placed[1] - 2.0), &bold)?;
    canvas.text(&theme.words.middle_future, (x, placed[1] + 12.0), &small)?;
    canvas.text(&format!("{low} {}", theme.words.low), (x, placed[2] + 4.0), &small)
}

/// What bands and lines are, in words beside samples.
fn key(canvas: &Canvas<'_>, theme: &Theme, y: f64, singles: usize) -> Result<(), ChartError> {
    let words = &theme.words;
    let grey = theme::series(0);
    let mut x = MARGIN;
    let swatch = 24.0;
    let entries = [
        words.light_band.clone(),
        words.dark_band.clone(),
        words.middle_future.clone(),
        format!("{singles} {}", words.single_futures),
    ];
    canvas.open("key", "");
    for (place, entry) in entries.iter().enumerate() {
        let middle = y - 4.0;
        match place {
            0 | 1 => {
                let share = if place == 0 { 0.16 } else { 0.36 };
                let corners = [(x, middle - 6.0), (x + swatch, middle + 6.0)];
                canvas.bar("swatch", corners, tint(grey.colour, share))?;
            }
            2 => canvas.line(
                &[(x, middle), (x + swatch, middle)],
                &LineLook::new("swatch", grey.text, 2.2),
            )?,
            _ => canvas.line(
                &[
                    (x, middle + 4.0),
                    (x + swatch * 0.4, middle + 1.0),
                    (x + swatch * 0.6, middle - 3.0),
                    (x + swatch, middle - 4.0),
                ],
                &LineLook::new("swatch", tint(grey.text, 0.75), 0.8),
            )?,
        }
        let look = TextLook { anchor: HPos::Left, ..TextLook::new("label", SMALL_SIZE, QUIET) };
        canvas.text(entry, (x + swatch + 7.0, y), &look)?;
        x += swatch + 7.0 + width_of(entry, SMALL_SIZE, false) + 24.0;
    }
    canvas.close();
    Ok(())
}
