//! Numbers for people: no digit that chance has made up, thousands in groups, millions in words.

use crate::numbers::grouped;

/// Significant digits of a mean or an amount of money, where its error allows them.
pub const MOST_DIGITS: u32 = 3;

/// Significant digits of a median or another quantile.
pub const QUANTILE_DIGITS: u32 = 2;

/// Position of the leading digit of `value`: 3 for 2,134 and -2 for 0.031. Zero has none.
fn leading_digit(value: f64) -> Option<i32> {
    if value == 0.0 || !value.is_finite() {
        return None;
    }
    // The scientific notation is exact, which a logarithm would not be at powers of ten.
    let text = format!("{value:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok())
}

/// The power of ten to which `value` is shown: no finer than the leading digit of its standard error
/// and no more than `most_digits` significant digits. With error zero the digits alone decide, and a
/// whole number below a thousand stays whole.
pub fn unit_exponent(value: f64, standard_error: f64, most_digits: u32) -> i32 {
    let of_error = leading_digit(standard_error);
    let of_value = leading_digit(value).map(|leading| leading + 1 - most_digits.cast_signed());
    match (of_error, of_value) {
        (Some(error), Some(value)) => error.max(value),
        (Some(error), None) => error,
        (None, Some(value)) => value,
        (None, None) => 0,
    }
}

/// `value` rounded to a multiple of ten to the power of `exponent`.
pub fn rounded(value: f64, exponent: i32) -> f64 {
    if exponent <= 0 {
        let places = exponent.unsigned_abs() as usize;
        return format!("{value:.places$}").parse().unwrap_or(value);
    }
    let unit = power_of_ten(exponent);
    (value / unit).round() * unit
}

/// Ten to the power of a whole number, 0 or above; exact up to 22.
fn power_of_ten(exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |power, _| power * 10.0)
}

/// `value` with the decimals that show steps of a size: "0.35" in steps of 0.005, "12" in steps of 0.7.
/// Nothing is shown as minus zero.
pub fn in_steps(value: f64, step: f64) -> String {
    let (mut places, mut size) = (0, step.abs());
    while size > 0.0 && size < 0.5 && places < 8 {
        size *= 10.0;
        places += 1;
    }
    fixed(value, places)
}

/// `value` with so many decimals. Nothing is shown as minus zero.
pub fn fixed(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|c| matches!(c, '0' | '.')) => rest.to_owned(),
        _ => text,
    }
}

/// `value` rounded to a multiple of ten to the power of `exponent`, as text: "2,100", "0.31",
/// "4.2 million".
pub fn shown(value: f64, exponent: i32) -> String {
    let value = rounded(value, exponent);
    let size = value.abs();
    for (name, digits) in [("billion", 9), ("million", 6)] {
        if size >= power_of_ten(digits) {
            let places = (digits - exponent).clamp(0, 3) as usize;
            let scaled = format!("{:.places$}", value / power_of_ten(digits));
            return format!("{} {name}", without_trailing_zeros(&scaled));
        }
    }
    if exponent >= 0 {
        return grouped(value);
    }
    let places = exponent.unsigned_abs() as usize;
    let text = without_trailing_zeros(&format!("{size:.places$}")).to_owned();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = grouped(whole.parse().unwrap_or(0.0));
    let sign = if value < 0.0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn without_trailing_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// A mean with the digits that its standard error leaves.
pub fn mean(value: f64, standard_error: f64) -> String {
    shown(value, unit_exponent(value, standard_error, MOST_DIGITS))
}

/// A median or another quantile. Counts below a hundred are shown to the unit.
pub fn quantile(value: f64) -> String {
    shown(value, unit_exponent(value, 0.0, QUANTILE_DIGITS).max(0))
}

/// A share as whole per cent: "-40 %"; "less than 1 %" is never rounded to nothing.
pub fn per_cent(share: f64) -> String {
    let value = share * 100.0;
    if value != 0.0 && value.abs() < 0.5 {
        return if value < 0.0 { "> -1 %".to_owned() } else { "< 1 %".to_owned() };
    }
    format!("{} %", grouped(value.round()))
}

/// `parts` rounded to multiples of ten to the power of `exponent` so that they add up to their rounded
/// sum: rounded down, then the units that are missing go to the largest remainders, the first of
/// equals first.
pub fn adding_up(parts: &[f64], exponent: i32) -> Vec<f64> {
    let whole_units = |value: f64| {
        if exponent >= 0 { value / power_of_ten(exponent) } else { value * power_of_ten(-exponent) }
    };
    let units: Vec<f64> = parts.iter().map(|part| whole_units(*part)).collect();
    let mut counts: Vec<f64> = units.iter().map(|unit| unit.floor()).collect();
    let missing = units.iter().sum::<f64>().round() - counts.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..units.len()).collect();
    let remainder = |index: usize| units[index] - units[index].floor();
    order.sort_by(|a, b| remainder(*b).total_cmp(&remainder(*a)).then(a.cmp(b)));
    for index in order.into_iter().take(missing.max(0.0) as usize) {
        counts[index] += 1.0;
    }
    let back = |count: f64| {
        if exponent >= 0 { count * power_of_ten(exponent) } else { count / power_of_ten(-exponent) }
    };
    counts.into_iter().map(back).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_shown_with_the_decimals_they_need() {
        let shown = [(0.346, 0.005), (12.4, 0.7), (0.29, 0.08), (-0.001, 0.01)]
            .map(|(value, step)| super::in_steps(value, step));
        assert_eq!(shown, ["0.35", "12", "0.3", "0.00"]);
    }

    #[test]
    fn no_digit_is_finer_than_the_error() {
        assert_eq!(mean(2_134.6, 304.0), "2,100");
        assert_eq!(mean(2_134.6, 30.4), "2,130");
        assert_eq!(mean(2_134.6, 0.1), "2,130");
        assert_eq!(mean(2_134.6, 0.0), "2,130");
        assert_eq!(mean(0.3071, 0.05), "0.31");
        assert_eq!(mean(0.3071, 0.4), "0.3");
        assert_eq!(mean(3.0, 40.0), "0");
        assert_eq!(mean(-75.2, 3.0), "-75");
        assert_eq!(mean(0.0, 0.0), "0");
        // The leading digit is exact at powers of ten, on both sides.
        assert_eq!(unit_exponent(5_000.0, 1_000.0, 3), 3);
        assert_eq!(unit_exponent(5_000.0, 999.999, 3), 2);
    }

    #[test]
    fn large_numbers_are_said_in_words() {
        assert_eq!(mean(4_200_000.0, 0.0), "4.2 million");
        assert_eq!(mean(12_000_000.0, 0.0), "12 million");
        assert_eq!(mean(12_345_678.0, 0.0), "12.3 million");
        assert_eq!(mean(1_234_567_890.0, 0.0), "1.23 billion");
        assert_eq!(mean(999_999.0, 0.0), "1 million");
        assert_eq!(mean(-4_250_000.0, 20_000.0), "-4.25 million");
        assert_eq!(mean(850_400.0, 0.0), "850,000");
        assert_eq!(shown(1_234.56, -1), "1,234.6");
        assert_eq!(shown(-0.04, -1), "0");
    }

    #[test]
    fn quantiles_of_counts_are_whole() {
        assert_eq!(quantile(7.5), "8");
        assert_eq!(quantile(88.4), "88");
        assert_eq!(quantile(14_321.0), "14,000");
        assert_eq!(quantile(0.0), "0");
    }

    #[test]
    fn shares_never_vanish() {
        assert_eq!(per_cent(-0.4), "-40 %");
        assert_eq!(per_cent(0.004), "< 1 %");
        assert_eq!(per_cent(-0.004), "> -1 %");
        assert_eq!(per_cent(0.0), "0 %");
        assert_eq!(per_cent(12.0), "1,200 %");
    }

    proptest::proptest! {
        #[test]
        fn any_parts_add_up(
            parts in proptest::collection::vec(0.0..1e7_f64, 1..9),
            exponent in 0..4_i32,
        ) {
            let shown = adding_up(&parts, exponent);
            let unit = power_of_ten(exponent);
            let whole = (parts.iter().map(|part| part / unit).sum::<f64>()).round() * unit;
            proptest::prop_assert_eq!(shown.iter().sum::<f64>(), whole);
            for (shown, part) in shown.iter().zip(&parts) {
                proptest::prop_assert!((shown - part).abs() < unit);
            }
        }

        #[test]
        fn what_is_shown_is_within_half_a_unit(value in -9e5..9e5_f64, exponent in -3..5_i32) {
            let unit =
                if exponent >= 0 { power_of_ten(exponent) } else { 1.0 / power_of_ten(-exponent) };
            let back: f64 = shown(value, exponent).replace(',', "").parse().unwrap();
            proptest::prop_assert!((back - value).abs() <= unit * 0.500_001);
        }
    }

    #[test]
    fn parts_add_up_as_displayed() {
        // Spent 5.75 of 12 leaves 6.25: rounded one by one they would add up to 12.1.
        assert_eq!(adding_up(&[5.75, 6.25], -1), [5.8, 6.2]);
        assert_eq!(adding_up(&[333.4, 333.3, 333.3], 0), [334.0, 333.0, 333.0]);
        assert_eq!(adding_up(&[14.0, 14.0, 14.0], 1), [20.0, 10.0, 10.0]);
        assert_eq!(adding_up(&[-14.0, 34.0], 1), [-10.0, 30.0]);
        assert_eq!(adding_up(&[], 1), [0.0; 0]);
    }
}
