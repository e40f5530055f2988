//! Running mean and variance.

/// Count, mean and spread of the numbers pushed so far (Welford 1962).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    count: u32,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// The moments of `values`, in their order.
    pub fn of(values: &[f64]) -> Self {
        let mut moments = Self::default();
        for value in values {
            moments.push(*value);
        }
        moments
    }

    /// Takes in one number.
    pub fn push(&mut self, value: f64) {
        self.count += 1;
        let from_old_mean = value - self.mean;
        self.mean += from_old_mean / f64::from(self.count);
        self.squares += from_old_mean * (value - self.mean);
    }

    /// How many numbers were pushed.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Their mean; zero if there are none.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Sample variance with n - 1; zero for fewer than two numbers.
    pub fn variance(&self) -> f64 {
        if self.count < 2 { 0.0 } else { self.squares / f64::from(self.count - 1) }
    }

    /// Sample standard deviation.
    pub fn standard_deviation(&self) -> f64 {
        self.variance().sqrt()
    }

    /// Standard error of the mean: the Monte Carlo error of an average over replicates.
    pub fn standard_error(&self) -> f64 {
        if self.count == 0 { 0.0 } else { (self.variance() / f64::from(self.count)).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn moments_of_known_numbers() {
        let moments = Moments::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(moments.count(), 8);
        assert_eq!(moments.mean(), 5.0);
        assert_eq!(moments.variance(), 32.0 / 7.0);
        assert_eq!(moments.standard_error(), (32.0_f64 / 7.0 / 8.0).sqrt());
    }

    #[test]
    fn a_large_offset_costs_no_digits() {
        let moments = Moments::of(&[1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]);
        assert_eq!(moments.mean(), 1e9 + 10.0);
        assert_eq!(moments.variance(), 30.0);
    }

    #[test]
    fn equal_numbers_have_exactly_no_spread() {
        assert_eq!(Moments::of(&[0.1; 37]).variance(), 0.0);
        assert_eq!(Moments::of(&[3.0]).variance(), 0.0);
        assert_eq!(Moments::default().standard_error(), 0.0);
    }
}
