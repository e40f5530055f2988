//! Marks: six shapes that can be told apart without colour.

use super::ChartError;
use super::canvas::Canvas;
use super::theme::SeriesLook;

/// Marks in a row of a dotplot: one future in fifty each (Fernandes et al. 2018).
pub const MARKS_PER_ROW: usize = 50;

/// Shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkShape {
    Disc,
    Square,
    Triangle,
    Diamond,
    Cross,
    Ring,
}

/// Draws one mark inside a square of side `pitch` around a centre.
pub(crate) fn draw(
    canvas: &Canvas<'_>,
    look: &SeriesLook,
    (x, y): (f64, f64),
    pitch: f64,
) -> Result<(), ChartError> {
    let half = pitch / 2.0 - (pitch * 0.07).max(0.3);
    let outline: Vec<(f64, f64)> = match look.shape {
        MarkShape::Disc => return canvas.disc("mark", (x, y), half, look.colour),
        MarkShape::Ring => {
            let stroke = (pitch * 0.2).max(1.0);
            return canvas.ring("mark", (x, y), half - stroke / 2.0, look.colour, stroke);
        }
        MarkShape::Square => around(&[(-0.92, -0.92), (0.92, -0.92), (0.92, 0.92), (-0.92, 0.92)]),
        MarkShape::Triangle => around(&[(0.0, -1.0), (1.0, 0.88), (-1.0, 0.88)]),
        MarkShape::Diamond => around(&[(0.0, -1.08), (1.08, 0.0), (0.0, 1.08), (-1.08, 0.0)]),
        MarkShape::Cross => around(&[
            (-0.36, -1.0),
            (0.36, -1.0),
            (0.36, -0.36),
            (1.0, -0.36),
            (1.0, 0.36),
            (0.36, 0.36),
            (0.36, 1.0),
            (-0.36, 1.0),
            (-0.36, 0.36),
            (-1.0, 0.36),
            (-1.0, -0.36),
            (-0.36, -0.36),
        ]),
    };
    let points = outline.iter().map(|(dx, dy)| (x + dx * half, y + dy * half)).collect();
    canvas.polygon("mark", points, look.colour)
}

fn around(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points.to_vec()
}
