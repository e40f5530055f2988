//! Stacking marks into rows: one pitch for all rows, so that the tallest stack fits.
//!
//! Marks keep to their side of a line (a threshold, zero), so that whoever counts marks beside the
//! line counts what the label says. Where many futures share one value (often zero), a stack too
//! tall for its row becomes several columns wide and its neighbours move aside by a few pixels.

use super::layout::spread;

/// A value that no mark may cross.
#[derive(Clone, Copy)]
pub(crate) struct Barrier {
    pub(crate) value: f64,
    /// Its place in pixels.
    pub(crate) x: f64,
    /// Whether marks at the very value stand on the line (zero difference) or left of it.
    pub(crate) equal_on_line: bool,
}

/// Where marks may stand.
#[derive(Clone, Copy)]
pub(crate) struct Room {
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// Height of a row in pixels.
    pub(crate) height: f64,
}

/// Marks of all rows: centre in pixels and distance of the centre above the row's baseline.
pub(crate) struct Stacked {
    pub(crate) pitch: f64,
    pub(crate) rows: Vec<Vec<(f64, f64)>>,
}

const LARGEST: f64 = 10.0;
const SMALLEST: f64 = 6.0;
const FINER: f64 = 0.5;

/// Stacks rows of ascending `(value, x in pixels)`.
pub(crate) fn stack(rows: &[Vec<(f64, f64)>], barrier: Option<Barrier>, room: Room) -> Stacked {
    let mut pitch = LARGEST;
    let too_tall = |pitch: f64| {
        let most = levels(room, pitch);
        rows.iter().any(|row| bins(row, barrier, room, pitch).iter().any(|bin| bin.count > most))
    };
    while pitch > SMALLEST && too_tall(pitch) {
        pitch -= FINER;
    }
    let place =
        |row: &Vec<(f64, f64)>| place_row(&bins(row, barrier, room, pitch), barrier, room, pitch);
    Stacked { pitch, rows: rows.iter().map(place).collect() }
}

fn levels(room: Room, pitch: f64) -> usize {
    (room.height / pitch).floor().max(1.0) as usize
}

/// Marks that share a column: side of the barrier, wanted centre, how many.
struct Bin {
    side: i8,
    centre: f64,
    count: usize,
}

fn bins(row: &[(f64, f64)], barrier: Option<Barrier>, room: Room, pitch: f64) -> Vec<Bin> {
    let mut bins: Vec<Bin> = Vec::new();
    for &(value, x) in row {
        let (side, centre) = match barrier {
            None => (0, room.left + ((x - room.left) / pitch).round() * pitch),
            Some(line) if value > line.value => {
                (1, line.x + (((x - line.x) / pitch).max(0.0).floor() + 0.5) * pitch)
            }
            Some(line) if value == line.value && line.equal_on_line => (0, line.x),
            Some(line) => (-1, line.x - (((line.x - x) / pitch).max(0.0).floor() + 0.5) * pitch),
        };
        match bins.last_mut() {
            Some(last) if last.side == side && (last.centre - centre).abs() < pitch / 2.0 => {
                last.count += 1;
            }
            _ => bins.push(Bin { side, centre, count: 1 }),
        }
    }
    bins
}

fn place_row(bins: &[Bin], barrier: Option<Barrier>, room: Room, pitch: f64) -> Vec<(f64, f64)> {
    let on_line = bins.iter().filter(|bin| bin.side == 0).map(|_| pitch / 2.0).fold(0.0, f64::max);
    let mut marks = Vec::new();
    for side in [-1, 0, 1] {
        let group: Vec<&Bin> = bins.iter().filter(|bin| bin.side == side).collect();
        let wanted: Vec<(f64, f64)> = group.iter().map(|bin| (bin.centre, pitch)).collect();
        let (low, high) = match (barrier, side) {
            (Some(line), -1) => (room.left, line.x - on_line),
            (Some(line), 1) => (line.x + on_line, room.right),
            _ => (room.left, room.right),
        };
        for (bin, centre) in group.iter().zip(spread_towards(&wanted, low, high, side)) {
            column_marks(&mut marks, bin.count, centre, pitch, room.height);
        }
    }
    marks
}

/// Spreads; what does not fit runs away from the barrier, never across it.
fn spread_towards(wanted: &[(f64, f64)], low: f64, high: f64, side: i8) -> Vec<f64> {
    if side >= 0 {
        return spread(wanted, low, high);
    }
    let mirrored: Vec<(f64, f64)> = wanted.iter().rev().map(|&(x, width)| (-x, width)).collect();
    spread(&mirrored, -high, -low).into_iter().rev().map(|x| -x).collect()
}

fn column_marks(marks: &mut Vec<(f64, f64)>, count: usize, centre: f64, pitch: f64, height: f64) {
    let step = if count > 1 { ((height - pitch) / (count - 1) as f64).min(pitch) } else { pitch };
    for level in 0..count {
        marks.push((centre, pitch / 2.0 + level as f64 * step));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { left: 0.0, right: 500.0, height: 60.0 };

    fn row(values: &[f64]) -> Vec<(f64, f64)> {
        values.iter().map(|value| (*value, value * 10.0)).collect()
    }

    #[test]
    fn equal_values_overlap_at_their_value_inside_the_row() {
        let stacked = stack(&[row(&[20.0; 50])], None, ROOM);
        let marks = &stacked.rows[0];
        assert_eq!(marks.len(), 50);
        assert!(marks.iter().all(|&(x, _)| (x - 200.0).abs() <= stacked.pitch / 2.0));
        assert!(marks.iter().all(|&(_, up)| up + stacked.pitch / 2.0 <= ROOM.height + 1e-9));
        assert!(marks.windows(2).all(|pair| pair[1].1 > pair[0].1));
        // Few enough do not overlap.
        let few = stack(&[row(&[20.0; 5])], None, ROOM);
        assert!(few.rows[0].windows(2).all(|pair| pair[1].1 - pair[0].1 >= few.pitch - 1e-9));
    }

    #[test]
    fn marks_keep_to_their_side() {
        let values: Vec<f64> = (0..50).map(|i| 19.9 + f64::from(i / 10) * 0.05).collect();
        let barrier = Barrier { value: 20.0, x: 200.0, equal_on_line: false };
        let stacked = stack(&[row(&values)], Some(barrier), ROOM);
        let above = values.iter().filter(|value| **value > 20.0).count();
        let right = stacked.rows[0].iter().filter(|mark| mark.0 > 200.0).count();
        assert_eq!(right, above);
        assert!(
            stacked.rows[0].iter().all(|mark| (mark.0 - 200.0).abs() >= stacked.pitch / 2.0 - 1e-6)
        );
    }
}
