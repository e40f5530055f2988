//! Outlines of zones: from longitude and latitude to pixels, and where a label stands.

use crate::dist::math;

/// Equirectangular: a degree of longitude is shortened by the cosine of the middle latitude.
pub(crate) struct Projection {
    west: f64,
    north: f64,
    across: f64,
    scale: f64,
    left: f64,
    /// Height of all outlines in pixels.
    pub(crate) height: f64,
}

impl Projection {
    /// Fits outlines into a width and a height that starts at `left`; none without outlines.
    pub(crate) fn new(
        rings: &[&[(f64, f64)]],
        left: f64,
        (width, tallest): (f64, f64),
    ) -> Option<Self> {
        let points = || rings.iter().copied().flatten();
        points().next()?;
        let extent = |pick: fn(&(f64, f64)) -> f64| {
            (
                points().map(pick).fold(f64::INFINITY, f64::min),
                points().map(pick).fold(f64::NEG_INFINITY, f64::max),
            )
        };
        let ((west, east), (south, north)) = (extent(|at| at.0), extent(|at| at.1));
        let across = math::cos(f64::midpoint(south, north).to_radians()).max(0.01);
        let (wide, high) = (((east - west) * across).max(1e-9), (north - south).max(1e-9));
        let scale = (width / wide).min(tallest / high);
        let left = left + (width - wide * scale) / 2.0;
        Some(Self { west, north, across, scale, left, height: high * scale })
    }

    /// Pixels of a place, the outlines starting at `top`.
    pub(crate) fn place(&self, (lon, lat): (f64, f64), top: f64) -> (f64, f64) {
        (
            self.left + (lon - self.west) * self.across * self.scale,
            top + 6.0 + (self.north - lat) * self.scale,
        )
    }
}

/// Centroid, width and height of the largest ring.
pub(crate) fn largest_middle(rings: &[Vec<(f64, f64)>]) -> Option<(f64, f64, f64, f64)> {
    let area = |ring: &Vec<(f64, f64)>| centroid(ring).2.abs();
    let ring = rings.iter().max_by(|one, other| area(one).total_cmp(&area(other)))?;
    let (x, y, area) = centroid(ring);
    if area == 0.0 {
        return None;
    }
    let span = |pick: fn(&(f64, f64)) -> f64| {
        ring.iter().map(pick).fold(f64::NEG_INFINITY, f64::max)
            - ring.iter().map(pick).fold(f64::INFINITY, f64::min)
    };
    Some((x, y, span(|at| at.0), span(|at| at.1)))
}

/// Centre of mass and signed area of a polygon (shoelace formula).
fn centroid(ring: &[(f64, f64)]) -> (f64, f64, f64) {
    let Some(&origin) = ring.first() else { return (0.0, 0.0, 0.0) };
    let (mut x, mut y, mut area) = (0.0, 0.0, 0.0);
    for (place, one) in ring.iter().enumerate() {
        let next = ring[(place + 1) % ring.len()];
        let (one, next) =
            ((one.0 - origin.0, one.1 - origin.1), (next.0 - origin.0, next.1 - origin.1));
        let cross = one.0 * next.1 - next.0 * one.1;
        area += cross / 2.0;
        x += (one.0 + next.0) * cross / 6.0;
        y += (one.1 + next.1) * cross / 6.0;
    }
    if area == 0.0 {
        (origin.0, origin.1, 0.0)
    } else {
        (origin.0 + x / area, origin.1 + y / area, area)
    }
}

/// Ring of a rectangle.
pub(crate) fn rectangle(left: f64, top: f64, width: f64, height: f64) -> Vec<Vec<(f64, f64)>> {
    vec![vec![(left, top), (left + width, top), (left + width, top + height), (left, top + height)]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_of_longitude_shrink_with_latitude() {
        let ring = [(0.0, 60.0), (2.0, 60.0), (2.0, 61.0), (0.0, 61.0), (0.0, 59.0)];
        let map = Projection::new(&[&ring], 0.0, (1e9, 200.0)).expect("an outline");
        let (east, north) = (
            map.place((2.0, 60.0), 0.0).0 - map.place((0.0, 60.0), 0.0).0,
            map.place((0.0, 60.0), 0.0).1 - map.place((0.0, 61.0), 0.0).1,
        );
        assert!((east / north - 1.0).abs() < 1e-9, "at 60 degrees two are as long as one");
        assert!(Projection::new(&[], 0.0, (100.0, 100.0)).is_none());
    }

    #[test]
    fn a_square_has_its_centroid_in_the_middle() {
        let (x, y, area) = centroid(&[(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0)]);
        assert_eq!((x, y, area), (3.0, 3.0, 4.0));
    }
}
