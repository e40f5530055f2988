//! Least squares by the normal equations.

/// Solution x of N x = r for a symmetric N with positive pivots, by the factor of Cholesky; `normal` gives the entry of a row
/// and of a column not beyond it. None where a pivot is next to nothing beside the first entry: the equations are singular then.
pub fn solve(normal: impl Fn(usize, usize) -> f64, right: &[f64]) -> Option<Vec<f64>> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(right.len());
    for row in 0..right.len() {
        let mut line: Vec<f64> = Vec::with_capacity(row + 1);
        for column in 0..row {
            let above: &[f64] = &factor[column];
            let known: f64 = line.iter().zip(above).map(|(one, other)| one * other).sum();
            line.push((normal(row, column) - known) / above[column]);
        }
        let rest = normal(row, row) - line.iter().map(|value| value * value).sum::<f64>();
        if rest <= 1e-12 * normal(0, 0) || !rest.is_finite() {
            return None;
        }
        line.push(rest.sqrt());
        factor.push(line);
    }
    let mut solution = vec![0.0; right.len()];
    for row in 0..right.len() {
        let known: f64 = factor[row].iter().zip(&solution[..row]).map(|(a, b)| a * b).sum();
        solution[row] = (right[row] - known) / factor[row][row];
    }
    for row in (0..right.len()).rev() {
        let known: f64 = (row + 1..right.len()).map(|k| factor[k][row] * solution[k]).sum();
        solution[row] = (solution[row] - known) / factor[row][row];
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_solution_solves_the_equations_and_singular_ones_have_none() {
        let normal = [[4.0, 2.0, 0.4], [2.0, 5.0, 1.0], [0.4, 1.0, 3.0]];
        let right = [1.0, -2.0, 0.5];
        let found = solve(|row, column| normal[row][column], &right).unwrap();
        for (row, right) in normal.iter().zip(right) {
            let left: f64 = row.iter().zip(&found).map(|(a, x)| a * x).sum();
            assert!((left - right).abs() < 1e-12);
        }
        assert_eq!(solve(|_, _| 1.0, &[1.0, 1.0]), None);
        assert_eq!(solve(|_, _| 1.0, &[]), Some(Vec::new()));
    }
}
