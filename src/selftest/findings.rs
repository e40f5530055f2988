//! What a check has compared: lines of expected, found and tolerance.

use serde::Serialize;

/// Standard errors within which a share of draws must lie.
const MOST_ERRORS: f64 = 4.0;

/// What a number is held to.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Expected {
    /// A value, up to a distance.
    Value {
        /// The value.
        expected: f64,
        /// Largest distance from it; 0 asks for the same number.
        tolerance: f64,
    },
    /// Less than a bound.
    Below {
        /// The bound.
        bound: f64,
    },
    /// More than a bound.
    Above {
        /// The bound.
        bound: f64,
    },
}

impl Expected {
    /// Distance of a number from what is expected in units of the tolerance; above 1 it is wrong. Bounds
    /// have no distance: 0 or infinite.
    fn distance(self, found: f64) -> f64 {
        let bound = |holds: bool| if holds { 0.0 } else { f64::INFINITY };
        match self {
            Self::Value { expected, tolerance } => {
                let off = (found - expected).abs();
                if off == 0.0 {
                    0.0
                } else if off.is_nan() || off > tolerance {
                    // A distance in units of no tolerance, or of one that was missed by rounding alone.
                    (off / tolerance).max(1.0f64.next_up())
                } else {
                    off / tolerance
                }
            }
            Self::Below { bound: most } => bound(found < most),
            Self::Above { bound: least } => bound(found > least),
        }
    }
}

/// One thing that was compared, once or often.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What was compared.
    pub what: &'static str,
    /// How often.
    pub comparisons: u32,
    /// How often it was wrong.
    pub wrong: u32,
    /// Expected in the comparison that came nearest to its tolerance, or furthest beyond.
    pub expected: Expected,
    /// Found there.
    pub found: f64,
    /// Distance from the expected value there in units of the tolerance.
    #[serde(skip)]
    pub distance: f64,
}

/// The lines of a check, in the order in which they were first compared.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    lines: Vec<Line>,
}

impl Findings {
    /// The lines.
    pub fn into_lines(self) -> Vec<Line> {
        self.lines
    }

    fn compare(&mut self, what: &'static str, found: f64, expected: Expected) {
        let distance = expected.distance(found);
        let wrong = u32::from(distance.is_nan() || distance > 1.0);
        match self.lines.iter_mut().find(|line| line.what == what) {
            Some(line) => {
                line.comparisons += 1;
                line.wrong += wrong;
                if distance > line.distance || distance.is_nan() {
                    (line.expected, line.found, line.distance) = (expected, found, distance);
                }
            }
            None => {
                self.lines.push(Line { what, comparisons: 1, wrong, expected, found, distance });
            }
        }
    }

    /// A number is within `tolerance` of what is expected.
    pub fn near(&mut self, what: &'static str, found: f64, expected: f64, tolerance: f64) {
        self.compare(what, found, Expected::Value { expected, tolerance });
    }

    /// A number is within a share of what is expected.
    pub fn within(&mut self, what: &'static str, found: f64, expected: f64, share: f64) {
        self.near(what, found, expected, share * expected.abs());
    }

    /// A number is the expected one.
    pub fn equal(&mut self, what: &'static str, found: f64, expected: f64) {
        self.near(what, found, expected, 0.0);
    }

    /// `count` of `n` draws lie within four standard errors of a probability.
    pub fn share(&mut self, what: &'static str, count: f64, n: f64, probability: f64) {
        let error = (probability * (1.0 - probability) / n).sqrt();
        self.near(what, count / n, probability, MOST_ERRORS * error);
    }

    /// A number is less than a bound.
    pub fn below(&mut self, what: &'static str, found: f64, bound: f64) {
        self.compare(what, found, Expected::Below { bound });
    }

    /// A number is more than a bound.
    pub fn above(&mut self, what: &'static str, found: f64, bound: f64) {
        self.compare(what, found, Expected::Above { bound });
    }

    /// Something is so: 1 is found where it is, and 1 is expected.
    pub fn holds(&mut self, what: &'static str, so: bool) {
        self.equal(what, f64::from(u8::from(so)), 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::{Expected, Findings};

    /// Comparisons and wrong ones of the only line.
    fn tried(look: impl Fn(&mut Findings)) -> (u32, u32) {
        let mut findings = Findings::default();
        look(&mut findings);
        let lines = findings.into_lines();
        assert_eq!(lines.len(), 1);
        (lines[0].comparisons, lines[0].wrong)
    }

    #[test]
    fn every_comparison_can_be_wrong() {
        assert_eq!(tried(|it| it.near("a", 1.0, 1.1, 0.2)), (1, 0));
        assert_eq!(tried(|it| it.near("a", 1.0, 1.1, 0.09)), (1, 1));
        assert_eq!(tried(|it| it.near("a", 1.1, 1.0, 0.09)), (1, 1));
        assert_eq!(tried(|it| it.within("a", -99.5, -100.0, 0.01)), (1, 0));
        assert_eq!(tried(|it| it.within("a", -98.5, -100.0, 0.01)), (1, 1));
        assert_eq!(tried(|it| it.equal("a", 0.1 + 0.2, 0.3)), (1, 1));
        assert_eq!(tried(|it| it.equal("a", 0.0, 0.0)), (1, 0));
        assert_eq!(tried(|it| it.share("a", 520.0, 1_000.0, 0.5)), (1, 0));
        assert_eq!(tried(|it| it.share("a", 570.0, 1_000.0, 0.5)), (1, 1));
        assert_eq!(tried(|it| it.below("a", 1.0, 1.0)), (1, 1));
        assert_eq!(tried(|it| it.above("a", 1.0, 1.0)), (1, 1));
        assert_eq!(tried(|it| it.holds("a", false)), (1, 1));
        assert_eq!(tried(|it| it.holds("a", true)), (1, 0));
    }

    #[test]
    fn what_is_no_number_is_wrong() {
        for not in [f64::NAN, f64::INFINITY] {
            assert_eq!(tried(|it| it.near("a", not, 1.0, 0.1)), (1, 1));
            assert_eq!(tried(|it| it.near("a", 1.0, not, 0.1)), (1, 1));
            assert_eq!(tried(|it| it.equal("a", not, 1.0)), (1, 1));
            assert_eq!(tried(|it| it.below("a", not, 1.0)), (1, 1));
            assert_eq!(tried(|it| it.above("a", 1.0, not)), (1, 1));
        }
        assert_eq!(tried(|it| it.near("a", 2.0, 1.0, f64::NAN)), (1, 1));
        assert_eq!(tried(|it| it.share("a", 0.0, 0.0, 0.5)), (1, 1));
    }

    #[test]
    fn a_line_shows_its_worst_and_counts_all() {
        let mut findings = Findings::default();
        findings.near("level", 1.0, 1.01, 0.1);
        findings.near("level", 5.0, 5.09, 0.1);
        findings.near("other", 1.0, 1.0, 0.0);
        findings.near("level", 7.0, 7.5, 0.1);
        findings.near("level", 9.0, 9.02, 0.1);
        let lines = findings.into_lines();
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].comparisons, lines[0].wrong, lines[0].found), (4, 1, 7.0));
        assert_eq!(lines[0].expected, Expected::Value { expected: 7.5, tolerance: 0.1 });
    }
}
