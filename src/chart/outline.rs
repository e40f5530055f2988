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

/// Whether a point lies in the region of rings (even-odd: a ring inside another is a hole).
pub(crate) fn holds(rings: &[Vec<(f64, f64)>], (x, y): (f64, f64)) -> bool {
    let mut inside = false;
    for ring in rings {
        for (place, one) in ring.iter().enumerate() {
            let next = ring[(place + 1) % ring.len()];
            if (one.1 > y) != (next.1 > y)
                && x < one.0 + (next.0 - one.0) * (y - one.1) / (next.1 - one.1)
            {
                inside = !inside;
            }
        }
    }
    inside
}

/// Where a label of this half width and half height stands whole inside a region: the free place
/// nearest to the centroid of its largest ring, searched in steps of four pixels.
pub(crate) fn label_inside(
    rings: &[Vec<(f64, f64)>],
    (half_width, half_height): (f64, f64),
) -> Option<(f64, f64)> {
    const STEP: f64 = 4.0;
    let (x, y, wide, high) = largest_middle(rings)?;
    let reach = ((wide.max(high) / STEP) as i32).min(40);
    let whole = |(x, y): (f64, f64)| {
        [(0.0, 0.0), (-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (0.0, -1.0), (0.0, 1.0)]
            .iter()
            .all(|(across, down)| holds(rings, (x + across * half_width, y + down * half_height)))
    };
    (0..=reach).find_map(|ring| {
        let mut offsets: Vec<(i32, i32)> = (-ring..=ring)
            .flat_map(|one| [(one, -ring), (one, ring), (-ring, one), (ring, one)])
            .collect();
        offsets.sort_by_key(|(across, down)| (across * across + down * down, *down, *across));
        offsets
            .into_iter()
            .map(|(across, down)| (x + f64::from(across) * STEP, y + f64::from(down) * STEP))
            .find(|at| whole(*at))
    })
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
    fn a_label_keeps_out_of_a_hole() {
        let rings = [rectangle(0.0, 0.0, 100.0, 60.0), rectangle(40.0, 20.0, 20.0, 20.0)].concat();
        assert!(holds(&rings, (10.0, 10.0)) && !holds(&rings, (50.0, 30.0)));
        let (x, y) = label_inside(&rings, (6.0, 6.0)).expect("room beside the hole");
        assert!((x - 50.0).abs() >= 16.0 || (y - 30.0).abs() >= 16.0, "{x}, {y}");
        assert_eq!(label_inside(&rings[1..], (11.0, 6.0)), None);
    }

    #[test]
    fn a_square_has_its_centroid_in_the_middle() {
        let (x, y, area) = centroid(&[(2.0, 2.0), (4.0, 2.0), (4.0, 4.0), (2.0, 4.0)]);
        assert_eq!((x, y, area), (3.0, 3.0, 4.0));
    }
}
