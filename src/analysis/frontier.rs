//! Which strategies are worth their next dollar: the incremental cost-effectiveness frontier.
//!
//! Ratios against the baseline alone mislead: a strategy can look cheap beside the baseline and yet cost
//! a fortune beside the next best. Ordered by cost, a strategy that costs no less and averts no more
//! than another is dominated; one whose step costs more for each averted than the step beyond it is
//! extendedly dominated: a mix of its neighbours would avert as much for less (Drummond et al. 2015,
//! chapter 4).

use serde::{Deserialize, Serialize};

/// A strategy by its means.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Id of the strategy.
    pub strategy: String,
    /// Mean cost, USD.
    pub cost: f64,
    /// Mean number displaced.
    pub displaced: f64,
}

/// Place of a strategy beside the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "place")]
pub enum Place {
    /// On the frontier.
    Frontier {
        /// The strategy before it on the frontier; none for the cheapest.
        after: Option<String>,
        /// USD for each displacement averted beyond that strategy; none for the cheapest.
        step: Option<f64>,
    },
    /// Another costs no more and displaces no more, and is better in one of the two.
    Dominated {
        /// The other; of several the one with the fewest displaced, then the cheapest.
        by: String,
    },
    /// A mix of two others averts as much for less.
    ExtendedlyDominated {
        /// The cheaper of the two.
        from: String,
        /// The dearer of the two.
        to: String,
    },
    /// Costs and displaces exactly as much as another.
    SameAs {
        /// The other, the first by id.
        other: String,
    },
}

/// A strategy with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    /// Id of the strategy.
    pub strategy: String,
    /// Mean cost, USD of the price year, not discounted.
    pub cost: f64,
    /// Mean number displaced.
    pub displaced: f64,
    /// Its place.
    #[serde(flatten)]
    pub place: Place,
}

/// Places of `points`, in their order, on means alone: how sure the order is, the paired differences
/// say. The order of `points` changes no place.
pub fn frontier(points: &[Point]) -> Vec<Placed> {
    let mut candidates: Vec<&Point> =
        points.iter().filter(|point| !beaten(points, point)).collect();
    candidates.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    // The lower convex hull: a step that costs more for each averted than the next is taken out.
    let mut hull: Vec<&Point> = Vec::new();
    for point in candidates {
        while let [.., before, last] = hull.as_slice() {
            if step(before, last) < step(last, point) {
                break;
            }
            hull.pop();
        }
        hull.push(point);
    }
    points
        .iter()
        .map(|point| Placed {
            strategy: point.strategy.clone(),
            cost: point.cost,
            displaced: point.displaced,
            place: place(points, &hull, point),
        })
        .collect()
}

fn place(points: &[Point], hull: &[&Point], point: &Point) -> Place {
    if let Some(best) = points.iter().filter(|other| dominates(other, point)).min_by(|a, b| {
        let by_displaced = a.displaced.total_cmp(&b.displaced);
        by_displaced.then(a.cost.total_cmp(&b.cost)).then(a.strategy.cmp(&b.strategy))
    }) {
        return Place::Dominated { by: best.strategy.clone() };
    }
    if let Some(twin) =
        points.iter().filter(|other| twin(other, point)).min_by(|a, b| a.strategy.cmp(&b.strategy))
        && twin.strategy < point.strategy
    {
        return Place::SameAs { other: twin.strategy.clone() };
    }
    if let Some(position) = hull.iter().position(|other| other.strategy == point.strategy) {
        let before = position.checked_sub(1).map(|position| hull[position]);
        return Place::Frontier {
            after: before.map(|before| before.strategy.clone()),
            step: before.map(|before| step(before, point)),
        };
    }
    // A point off the hull that nothing dominates lies between two that are on it.
    let after = hull.iter().position(|other| other.cost > point.cost).unwrap_or(hull.len() - 1);
    Place::ExtendedlyDominated {
        from: hull[after.saturating_sub(1)].strategy.clone(),
        to: hull[after].strategy.clone(),
    }
}

/// Whether a point is dominated, or the same as one with an earlier id.
fn beaten(points: &[Point], point: &Point) -> bool {
    points.iter().any(|other| {
        dominates(other, point) || twin(other, point) && other.strategy < point.strategy
    })
}

fn twin(other: &Point, point: &Point) -> bool {
    other.cost == point.cost && other.displaced == point.displaced
}

fn dominates(other: &Point, point: &Point) -> bool {
    other.cost <= point.cost && other.displaced <= point.displaced && !twin(other, point)
}

/// USD for each averted from one point to a dearer one.
fn step(from: &Point, to: &Point) -> f64 {
    (to.cost - from.cost) / (from.displaced - to.displaced)
}

#[cfg(test)]
mod tests {
    use super::{Place, Placed, Point, frontier};

    fn points(list: &[(&str, f64, f64)]) -> Vec<Point> {
        let point = |(strategy, cost, displaced): &(&str, f64, f64)| Point {
            strategy: (*strategy).to_owned(),
            cost: *cost,
            displaced: *displaced,
        };
        list.iter().map(point).collect()
    }

    fn of<'a>(placed: &'a [Placed], id: &str) -> &'a Place {
        &placed.iter().find(|placed| placed.strategy == id).unwrap().place
    }

    /// Worked by hand. Baseline a: 0 USD, 1,000 displaced. b: 100 USD averts 50, 2 each. c: 400 USD
    /// averts 100; from b 300 for 50, 6 each. d: 600 USD averts 200; from b 500 for 150, 3.33 each, less
    /// than the 6 of c, so c goes. e: 700 USD averts 150, less than d for more. f: 1,400 averts 300; from
    /// d 800 for 100, 8 each.
    const WORKED: [(&str, f64, f64); 6] = [
        ("a", 0.0, 1_000.0),
        ("b", 100.0, 950.0),
        ("c", 400.0, 900.0),
        ("d", 600.0, 800.0),
        ("e", 700.0, 850.0),
        ("f", 1_400.0, 700.0),
    ];

    fn on_frontier(after: &str, step: f64) -> Place {
        Place::Frontier { after: Some(after.to_owned()), step: Some(step) }
    }

    #[test]
    fn a_table_worked_by_hand() {
        let placed = frontier(&points(&WORKED));
        assert_eq!(of(&placed, "a"), &Place::Frontier { after: None, step: None });
        assert_eq!(of(&placed, "b"), &on_frontier("a", 2.0));
        let extended = Place::ExtendedlyDominated { from: "b".to_owned(), to: "d".to_owned() };
        assert_eq!(of(&placed, "c"), &extended);
        assert_eq!(of(&placed, "d"), &on_frontier("b", 500.0 / 150.0));
        assert_eq!(of(&placed, "e"), &Place::Dominated { by: "d".to_owned() });
        assert_eq!(of(&placed, "f"), &on_frontier("d", 8.0));
    }

    #[test]
    fn the_order_of_the_file_changes_no_place() {
        let placed = frontier(&points(&WORKED));
        let mut turned = WORKED;
        turned.reverse();
        let again = frontier(&points(&turned));
        for (id, _, _) in WORKED {
            assert_eq!(of(&placed, id), of(&again, id));
        }
    }

    #[test]
    fn twins_and_free_gains() {
        let placed = frontier(&points(&[("z", 0.0, 10.0), ("y", 0.0, 10.0), ("x", 0.0, 4.0)]));
        assert_eq!(of(&placed, "x"), &Place::Frontier { after: None, step: None });
        assert_eq!(of(&placed, "y"), &Place::Dominated { by: "x".to_owned() });
        let twins = frontier(&points(&[("z", 0.0, 10.0), ("y", 0.0, 10.0)]));
        assert_eq!(of(&twins, "z"), &Place::SameAs { other: "y".to_owned() });
        assert_eq!(of(&twins, "y"), &Place::Frontier { after: None, step: None });
        assert_eq!(frontier(&[]), []);
    }

    #[test]
    fn steps_of_equal_price_leave_the_dearer_end() {
        // b lies on the line from a to c: a mix does as well, so it is not a step of its own.
        let placed = frontier(&points(&[("a", 0.0, 10.0), ("b", 5.0, 5.0), ("c", 10.0, 0.0)]));
        assert_eq!(of(&placed, "c"), &on_frontier("a", 1.0));
        assert!(matches!(of(&placed, "b"), Place::ExtendedlyDominated { .. }));
    }
}
