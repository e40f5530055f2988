//! The pay-off table: cases as rows, strategies as columns, the mean of an outcome in each cell.
//!
//! Regret is the distance to the best of the row (Savage 1951); a strategy is dominated if another is at
//! least as good in every row and better in one. Rows are not weighted by any chance.

use crate::outcome::Wanted;

/// A pay-off table.
#[derive(Clone, Debug, PartialEq)]
pub struct PayOff {
    /// Whether more is better.
    pub higher_is_better: bool,
    /// Values by row (case), then column (strategy); every row has as many columns.
    pub values: Vec<Vec<f64>>,
}

impl PayOff {
    /// The table of an outcome that is wanted in a direction; none for one without.
    pub fn new(wanted: Wanted, values: Vec<Vec<f64>>) -> Option<Self> {
        match wanted {
            Wanted::Lower => Some(Self { higher_is_better: false, values }),
            Wanted::Higher => Some(Self { higher_is_better: true, values }),
            Wanted::None => None,
        }
    }

    /// Values as losses: less is better.
    fn losses(&self) -> Vec<Vec<f64>> {
        let loss = |value: &f64| if self.higher_is_better { -value } else { *value };
        self.values.iter().map(|row| row.iter().map(loss).collect()).collect()
    }

    /// Distance of each cell to the best of its row; never below zero.
    pub fn regrets(&self) -> Vec<Vec<f64>> {
        let mut losses = self.losses();
        for row in &mut losses {
            let best = row.iter().copied().fold(f64::INFINITY, f64::min);
            for loss in row {
                *loss -= best;
            }
        }
        losses
    }

    /// For each strategy the first that dominates it; none where there is none. Two strategies that are
    /// equal in every row do not dominate each other.
    pub fn dominated_by(&self) -> Vec<Option<usize>> {
        let losses = self.losses();
        let strategies = losses.first().map_or(0, Vec::len);
        let dominates = |other: usize, own: usize| {
            losses.iter().all(|row| row[other] <= row[own])
                && losses.iter().any(|row| row[other] < row[own])
        };
        (0..strategies).map(|own| (0..strategies).find(|other| dominates(*other, own))).collect()
    }
}

/// Largest and mean regret of each strategy over the rows, each row counted once.
pub fn largest_and_mean(regrets: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let strategies = regrets.first().map_or(0, Vec::len);
    (0..strategies)
        .map(|strategy| {
            let column = regrets.iter().map(|row| row[strategy]);
            let sum: f64 = column.clone().sum();
            (column.fold(0.0, f64::max), sum / regrets.len().max(1) as f64)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{PayOff, largest_and_mean};
    use crate::outcome::Wanted;

    /// Three cases, four strategies; people displaced, less is better.
    fn table() -> PayOff {
        let values = vec![
            vec![100.0, 80.0, 60.0, 90.0],
            vec![120.0, 70.0, 110.0, 90.0],
            vec![140.0, 120.0, 180.0, 120.0],
        ];
        PayOff::new(Wanted::Lower, values).unwrap()
    }

    #[test]
    fn a_hand_worked_table_of_three_cases_and_four_strategies() {
        // Best of the rows: 60, 70, 120.
        let regrets = table().regrets();
        assert_eq!(
            regrets,
            [[40.0, 20.0, 0.0, 30.0], [50.0, 0.0, 40.0, 20.0], [20.0, 0.0, 60.0, 0.0]]
        );
        let over_rows = largest_and_mean(&regrets);
        let mean = |sum: f64| sum / 3.0;
        assert_eq!(
            over_rows,
            [(50.0, mean(110.0)), (20.0, mean(20.0)), (60.0, mean(100.0)), (30.0, mean(50.0))]
        );
        // The first is worse than the second everywhere; the fourth is equal to it in one row and
        // worse in the others; the third is best in the first row.
        assert_eq!(table().dominated_by(), [Some(1), None, None, Some(1)]);
    }

    #[test]
    fn where_more_is_better_the_table_turns_round() {
        let lower = table();
        let values =
            lower.values.iter().map(|row| row.iter().map(|value| -value).collect()).collect();
        let higher = PayOff::new(Wanted::Higher, values).unwrap();
        assert_eq!(higher.regrets(), lower.regrets());
        assert_eq!(higher.dominated_by(), lower.dominated_by());
        assert_eq!(PayOff::new(Wanted::None, Vec::new()), None);
    }

    #[test]
    fn equal_strategies_do_not_dominate_each_other() {
        let equal = PayOff::new(Wanted::Lower, vec![vec![1.0, 1.0], vec![2.0, 2.0]]).unwrap();
        assert_eq!(equal.dominated_by(), [None, None]);
        assert_eq!(equal.regrets(), [[0.0, 0.0], [0.0, 0.0]]);
    }
}
