//! How whole numbers stand in words and tables, the same wherever a person reads them.

/// `value` to three digits that count, with commas: "24,400", "0.0123".
pub fn rough(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    // The exponent of the rounded number: 999.7 is 1,000.
    let written = format!("{value:.2e}");
    let exponent =
        written.rsplit('e').next().and_then(|it| it.parse::<i32>().ok()).unwrap_or_default();
    let rounded = written.parse::<f64>().unwrap_or(value);
    if exponent >= 2 {
        grouped(rounded)
    } else {
        format!("{rounded:.*}", (2 - exponent).min(12) as usize)
    }
}

/// `value` rounded to a whole number, with commas between groups of three digits: "24,414". Nothing
/// is shown as minus zero.
pub fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{grouped, rough};

    #[test]
    fn three_digits_count() {
        let texts = [24_449.0, 999.7, 100.4, 12.345, 0.012_345, 0.0, -5.0].map(rough);
        assert_eq!(texts, ["24,400", "1,000", "100", "12.3", "0.0123", "0", "-5.00"]);
    }

    #[test]
    fn thousands_are_grouped_and_zero_has_no_sign() {
        assert_eq!(grouped(999.0), "999");
        assert_eq!(grouped(24_414.4), "24,414");
        assert_eq!(grouped(1_234_567.0), "1,234,567");
        assert_eq!(grouped(-1_000.0), "-1,000");
        assert_eq!(grouped(-0.4), "0");
    }
}
