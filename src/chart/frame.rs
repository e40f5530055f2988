//! The rectangle of a plot: data to pixels, grid, axes.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::style::text_anchor::HPos;

use super::ChartError;
use super::canvas::{Canvas, LineLook, TextLook};
use super::numbers::Ticks;
use super::theme::{GRID, QUIET, SMALL_SIZE};

/// A plot's rectangle in pixels and the data ranges on its sides.
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    horizontal: RangedCoordf64,
    vertical: RangedCoordf64,
}

/// Plotters maps to whole numbers; a thousandth of a pixel loses nothing.
const STEPS: f64 = 1000.0;

impl Frame {
    /// Rectangle `(left, right, top, bottom)` over data `(x from, x to)` and `(y from, y to)`.
    pub(crate) fn new(
        (left, right, top, bottom): (f64, f64, f64, f64),
        x: (f64, f64),
        y: (f64, f64),
    ) -> Self {
        Self {
            left,
            right,
            top,
            bottom,
            horizontal: RangedCoordf64::from(x.0..x.1),
            vertical: RangedCoordf64::from(y.0..y.1),
        }
    }

    pub(crate) fn x(&self, value: f64) -> f64 {
        place(&self.horizontal, value, self.left, self.right)
    }

    pub(crate) fn y(&self, value: f64) -> f64 {
        place(&self.vertical, value, self.bottom, self.top)
    }

    /// Vertical grid lines with their labels below.
    pub(crate) fn x_axis(
        &self,
        canvas: &Canvas<'_>,
        ticks: &Ticks,
        label: impl Fn(f64) -> String,
    ) -> Result<(), ChartError> {
        canvas.open("axis axis-x", "");
        for value in &ticks.values {
            let x = self.x(*value);
            canvas.line(&[(x, self.top), (x, self.bottom)], &LineLook::new("grid", GRID, 1.0))?;
            let look =
                TextLook { anchor: HPos::Center, ..TextLook::new("tick", SMALL_SIZE, QUIET) };
            canvas.text(&label(*value), (x, self.bottom + 18.0), &look)?;
        }
        canvas.close();
        Ok(())
    }

    /// Horizontal grid lines with their labels at the left, if `labelled`.
    pub(crate) fn y_axis(
        &self,
        canvas: &Canvas<'_>,
        ticks: &Ticks,
        labelled: bool,
        label: impl Fn(f64) -> String,
    ) -> Result<(), ChartError> {
        canvas.open(if labelled { "axis axis-y" } else { "grid-lines" }, "");
        for value in &ticks.values {
            let y = self.y(*value);
            canvas.line(&[(self.left, y), (self.right, y)], &LineLook::new("grid", GRID, 1.0))?;
            if labelled {
                let look =
                    TextLook { anchor: HPos::Right, ..TextLook::new("tick", SMALL_SIZE, QUIET) };
                canvas.text(&label(*value), (self.left - 8.0, y + SMALL_SIZE * 0.36), &look)?;
            }
        }
        canvas.close();
        Ok(())
    }
}

fn place(range: &RangedCoordf64, value: f64, from: f64, to: f64) -> f64 {
    let limit = ((from * STEPS).round() as i32, (to * STEPS).round() as i32);
    f64::from(range.map(&value, limit)) / STEPS
}
