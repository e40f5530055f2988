//! Numbers on figures: round ticks and two honest digits.

use crate::dist::math::pow;

/// Between groups of three digits: a narrow space at which no line breaks.
const THIN: char = '\u{202f}';

/// Round tick values that cover a range, and how many decimals they need.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ticks {
    pub(crate) values: Vec<f64>,
    pub(crate) decimals: usize,
}

impl Ticks {
    pub(crate) fn first(&self) -> f64 {
        self.values[0]
    }
    pub(crate) fn last(&self) -> f64 {
        self.values[self.values.len() - 1]
    }
    pub(crate) fn label(&self, value: f64) -> String {
        with_decimals(value, self.decimals)
    }
}

/// Ticks at 1, 2 or 5 times a power of ten that enclose `low..high`, about `wanted` intervals.
///
/// Equal ends are widened so that an axis always has a length.
pub(crate) fn ticks_around(low: f64, high: f64, wanted: usize) -> Ticks {
    let (low, high) = widened(low, high);
    let (step, decimals) = round_step((high - low) / wanted.max(1) as f64);
    let (first, last) = ((low / step).floor(), (high / step).ceil());
    multiples(first as i64, last as i64, step, decimals)
}

/// Round ticks that lie inside `low..high` (for axes whose ends are given, such as years).
pub(crate) fn ticks_inside(low: f64, high: f64, wanted: usize) -> Ticks {
    let (low, high) = widened(low, high);
    let (step, decimals) = round_step((high - low) / wanted.max(1) as f64);
    let (first, last) = ((low / step).ceil(), (high / step).floor());
    multiples(first as i64, last as i64, step, decimals)
}

fn multiples(first: i64, last: i64, step: f64, decimals: usize) -> Ticks {
    let scale = pow(10.0, decimals as f64);
    let whole = (step * scale).round();
    Ticks { values: (first..=last).map(|i| i as f64 * whole / scale).collect(), decimals }
}

fn widened(low: f64, high: f64) -> (f64, f64) {
    if high > low {
        (low, high)
    } else if low == 0.0 {
        (0.0, 1.0)
    } else {
        (low.min(0.0).min(2.0 * low), high.max(0.0).max(high + high.abs() * 0.1))
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below `rough`, and its decimals.
fn round_step(rough: f64) -> (f64, usize) {
    let mut power = -12_i32;
    while power < 15 && pow(10.0, f64::from(power + 1)) <= rough {
        power += 1;
    }
    let decimals = usize::try_from(-power).unwrap_or(0);
    let unit =
        if power < 0 { 1.0 / pow(10.0, f64::from(-power)) } else { pow(10.0, f64::from(power)) };
    for digit in [1.0, 2.0, 5.0] {
        if digit * unit >= rough * (1.0 - 1e-9) {
            return (digit * unit, decimals);
        }
    }
    (10.0 * unit, decimals.saturating_sub(1))
}

/// A number with `digits` significant digits, thin spaces between thousands and a true minus sign.
pub fn format_number(value: f64, digits: usize) -> String {
    with_decimals(rounded(value, digits), decimals_for(value, digits))
}

/// A count: every digit, thin spaces between thousands.
pub fn format_count(value: f64) -> String {
    with_decimals(value.round(), 0)
}

/// Several numbers to be read together: all with the decimals that `leading` needs for two digits, and with none where
/// one of them has thousands, of which a decimal would say nothing.
pub(crate) fn format_together(leading: f64, values: &[f64]) -> Vec<String> {
    let largest = values.iter().fold(leading.abs(), |most, value| most.max(value.abs()));
    let guide = if leading == 0.0 { largest } else { leading };
    let decimals = if largest < 1_000.0 { decimals_for(guide, 2) } else { 0 };
    values
        .iter()
        .map(|value| {
            let shown = if decimals == 0 { rounded(*value, 2) } else { *value };
            with_decimals(shown, decimals)
        })
        .collect()
}

fn decimals_for(value: f64, digits: usize) -> usize {
    let size = value.abs();
    if size < 1e-9 || !size.is_finite() {
        return 0;
    }
    let mut decimals = 0;
    let floor = pow(10.0, digits.saturating_sub(1) as f64);
    let mut scaled = size;
    while decimals < 9 && scaled < floor * (1.0 - 1e-9) {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

fn rounded(value: f64, digits: usize) -> f64 {
    let mut unit = 1.0;
    while value.abs() / unit >= pow(10.0, digits as f64) {
        unit *= 10.0;
    }
    if unit > 1.0 { (value / unit).round() * unit } else { value }
}

/// A number with a fixed count of decimals.
pub(crate) fn with_decimals(value: f64, decimals: usize) -> String {
    let plain = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let negative = value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let mut text = String::new();
    if negative {
        text.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        // Four digits stand together: 2 400 is harder to read than 2400, and years stay years.
        if place > 0 && whole.len() > 4 && (whole.len() - place).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_keep_every_digit() {
        assert_eq!(format_count(184.0), "184");
        assert_eq!(format_count(71_234.0), "71\u{202f}234");
        assert_eq!(format_count(0.0), "0");
    }

    #[test]
    fn ticks_are_round_and_enclose() {
        let ticks = ticks_around(0.0, 4.7, 5);
        assert_eq!(ticks.values, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(ticks_around(-136.0, 22.0, 5).values, [-150.0, -100.0, -50.0, 0.0, 50.0]);
        let small = ticks_around(0.0, 0.07, 5);
        assert_eq!(small.values, [0.0, 0.02, 0.04, 0.06, 0.08]);
        assert_eq!(small.label(0.06), "0.06");
        assert_eq!(ticks_around(0.0, 0.0, 5).last(), 1.0);
        assert_eq!(ticks_inside(2026.0, 2055.0, 4).values, [2030.0, 2040.0, 2050.0]);
    }

    #[test]
    fn an_axis_around_one_value_holds_it() {
        for value in [-7.0, 0.0, 3.0, 1e9, 2.5e-4] {
            let ticks = ticks_around(value, value, 5);
            assert!(ticks.first() <= value && value <= ticks.last() && ticks.values.len() > 1);
        }
    }

    #[test]
    fn numbers_show_two_digits() {
        assert_eq!(format_number(1_234_567.0, 2), "1\u{202f}200\u{202f}000");
        assert_eq!(format_number(-0.0471, 2), "\u{2212}0.047");
        assert_eq!(format_number(2.64, 2), "2.6");
        assert_eq!(format_number(0.0, 2), "0");
        assert_eq!(format_number(-0.000_000_000_01, 2), "0");
        assert_eq!(format_together(2.6, &[2.6, 1.93, 12.4]), ["2.6", "1.9", "12.4"]);
        assert_eq!(format_together(9.5, &[9.5, 0.0, 1_584.6]), ["10", "0", "1600"]);
        assert_eq!(format_together(0.0, &[0.0, 0.0, 0.31]), ["0.00", "0.00", "0.31"]);
    }
}
