//! The digits that tables for people show: means and quantiles with three decimals at most, money with
//! two, parts that add up to their total as displayed, and sums of exact amounts without noise.

use super::csv::number;
use crate::outcome::{EXPECTED, OUTCOME_TABLE};

/// Decimals of amounts of money.
pub const OF_MONEY: u32 = 2;

/// Decimals of all else.
pub const OF_REST: u32 = 3;

/// Decimals with which a mean or a quantile of the quantity `id` is shown: two for USD, three for all
/// else. `id` is the id of an outcome or a series, which ends in its unit.
pub fn decimals_of(id: &str) -> u32 {
    if id.ends_with("_usd") { OF_MONEY } else { OF_REST }
}

/// `value` in units of the last of `decimals` (9 at most), halves away from zero.
pub fn units(value: f64, decimals: u32) -> i128 {
    (value * of_one(decimals)).round() as i128
}

/// How many units of the last of `decimals` make one.
fn of_one(decimals: u32) -> f64 {
    f64::from(10_u32.pow(decimals))
}

/// The number of `units` of the last of `decimals`, without zeros at the end: 12500 with three is "12.5".
pub fn of_units(units: i128, decimals: u32) -> String {
    let one = 10_u128.pow(decimals);
    let (whole, rest) = (units.unsigned_abs() / one, units.unsigned_abs() % one);
    let sign = if units < 0 { "-" } else { "" };
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let places = decimals as usize;
    let text = format!("{sign}{whole}.{rest:0places$}");
    text.trim_end_matches('0').to_owned()
}

/// `value` rounded to `decimals`, without zeros at the end; empty for what is no number.
pub fn rounded(value: f64, decimals: u32) -> String {
    // From here on a number has no fraction that could be rounded.
    const WHOLE: f64 = 1e18;
    if value.is_finite() && value.abs() < WHOLE {
        of_units(units(value, decimals), decimals)
    } else {
        number(value)
    }
}

/// `parts` in units of the last of `decimals` so that they add up to `total` as displayed: rounded down,
/// then the units that are missing go to the largest remainders, the first of equals first (largest
/// remainder, Hare 1859). None if they are no parts of that total: then no unit is given or taken that
/// rounding does not explain.
pub fn parts_of(total: i128, parts: &[f64], decimals: u32) -> Option<Vec<i128>> {
    let scaled: Vec<f64> = parts.iter().map(|part| part * of_one(decimals)).collect();
    let mut counts: Vec<i128> = scaled.iter().map(|part| part.floor() as i128).collect();
    let missing = usize::try_from(total - counts.iter().sum::<i128>()).ok()?;
    let remainder = |index: usize| scaled[index] - scaled[index].floor();
    let mut order: Vec<usize> = (0..parts.len()).filter(|index| remainder(*index) > 0.0).collect();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b)));
    for index in order.get(..missing)? {
        counts[*index] += 1;
    }
    Some(counts)
}

/// Binary step on which the outcome at a position of the table is counted (`crate::group`): 1/1 024 USD,
/// 2^-28 of an expected number, 1/65 536 people, dwellings or person-months.
fn step_of(outcome: usize) -> f64 {
    if EXPECTED.iter().any(|id| *id as usize == outcome) {
        1.0 / 268_435_456.0
    } else if OUTCOME_TABLE[outcome].id.ends_with("_usd") {
        1.0 / 1_024.0
    } else {
        1.0 / 65_536.0
    }
}

/// The shortest text that rounds to `value` on the binary step on which the outcome at a position of the
/// table is counted. What does not lie on it, as money that is added as it is paid, has twelve digits
/// that count.
pub fn exact_sum(outcome: usize, value: f64) -> String {
    let step = step_of(outcome);
    if (value / step).fract() == 0.0 {
        for decimals in 0..10 {
            let text = format!("{:.decimals$}", value + 0.0);
            if text.parse::<f64>().is_ok_and(|back| (back - value).abs() < step / 2.0) {
                return text;
            }
        }
    }
    format!("{value:.11e}").parse().map_or_else(|_| number(value), number)
}

#[cfg(test)]
mod tests {
    use super::{exact_sum, of_units, parts_of, rounded, units};
    use crate::group::{exact_expected, exact_people, exact_usd};
    use crate::outcome::OutcomeId;

    #[test]
    fn numbers_have_no_more_decimals_than_asked_for() {
        assert_eq!(rounded(7_372.670_000_000_003, 2), "7372.67");
        assert_eq!(rounded(0.1 + 0.2, 3), "0.3");
        assert_eq!(rounded(-0.000_4, 3), "0");
        assert_eq!(rounded(-1.0625, 3), "-1.063");
        assert_eq!(rounded(12.005, 0), "12");
        assert_eq!(rounded(f64::NAN, 3), "");
        assert_eq!(of_units(-1_050, 3), "-1.05");
        assert_eq!(of_units(100, 0), "100");
    }

    #[test]
    fn parts_add_up_to_the_total_as_displayed() {
        let thirds = [1.0 / 3.0; 3];
        assert_eq!(parts_of(units(1.0, 3), &thirds, 3), Some(vec![334, 333, 333]));
        let mixed = [-0.000_4, 2.000_4, 0.0];
        assert_eq!(parts_of(units(2.0, 3), &mixed, 3), Some(vec![0, 2_000, 0]));
        // What is no part of the total is not bent to it.
        assert_eq!(parts_of(units(3.0, 3), &[1.0, 1.0], 3), None);
        assert_eq!(parts_of(units(1.0, 3), &[1.0, 1.0], 3), None);
    }

    #[test]
    fn the_text_of_an_exact_sum_rounds_back_to_it() {
        for k in 1..2_000 {
            let amount = 7.37 * f64::from(k) / 3.0;
            for (id, value, back) in [
                (
                    OutcomeId::TrappedPeople as usize,
                    exact_people(amount),
                    exact_people as fn(f64) -> f64,
                ),
                (OutcomeId::RepairOwn as usize, exact_usd(amount), exact_usd),
            ] {
                let text = exact_sum(id, value);
                assert_eq!(back(text.parse().unwrap()), value, "{id} {text}");
                let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
                assert!(digits <= 5, "{text}");
            }
            let expected = exact_expected(amount / 1e3);
            let text = exact_sum(OutcomeId::IllnessPersonMonths as usize, expected);
            assert_eq!(exact_expected(text.parse().unwrap()), expected, "{text}");
        }
        assert_eq!(exact_sum(OutcomeId::TrappedPeople as usize, exact_people(7_372.67)), "7372.67");
        assert_eq!(exact_sum(OutcomeId::ProgrammeCost as usize, exact_usd(0.1)), "0.1");
        assert_eq!(exact_sum(OutcomeId::TrappedPeople as usize, 20.0), "20");
        assert_eq!(exact_sum(OutcomeId::TrappedPeople as usize, -7.5), "-7.5");
        assert_eq!(exact_sum(OutcomeId::TrappedPeople as usize, -0.0), "0");
        // On no step: twelve digits.
        assert_eq!(exact_sum(OutcomeId::TrappedPeople as usize, 1.0 / 3.0), "0.333333333333");
        // Large amounts lie on finer steps by chance.
        let large = 12_277_889.006_569_922;
        assert_eq!(exact_sum(OutcomeId::ProgrammeCost as usize, large), "12277889.0066");
        let paid = 7_372.670_000_000_003;
        assert_eq!(exact_sum(OutcomeId::ProgrammeCost as usize, paid), "7372.67");
    }
}
