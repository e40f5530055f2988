//! Differences in words: how many fewer or more, within which interval, in how many futures.

use super::lines::TIED;
use super::numbers::{MOST_DIGITS, shown, unit_exponent};
use super::phrases::Phrase;
use crate::analysis::PairedDifference;
use crate::numbers::grouped;

/// Where the digits of a difference end.
pub(super) fn exponent(difference: &PairedDifference) -> i32 {
    unit_exponent(difference.mean, difference.standard_error, MOST_DIGITS)
}

/// The mean difference: "980 fewer", "4.2 million USD more".
pub(super) fn average(difference: &PairedDifference, phrase: &Phrase) -> String {
    amount(difference.mean, exponent(difference), phrase)
}

fn amount(value: f64, exponent: i32, phrase: &Phrase) -> String {
    let size = shown(value.abs(), exponent);
    if size == "0" {
        return "none".to_owned();
    }
    let way = if value < 0.0 { phrase.smaller } else { "more" };
    if phrase.unit.is_empty() {
        format!("{size} {way}")
    } else {
        format!("{size} {} {way}", phrase.unit)
    }
}

/// The interval of a difference that is separated from zero, without the way: "95 % interval 850 to
/// 1,110". None without an interval.
pub(super) fn one_sided(difference: &PairedDifference) -> Option<String> {
    let exponent = exponent(difference);
    let interval = difference.judged_interval()?;
    let (low, high) = if difference.mean < 0.0 {
        (-interval.high, -interval.low)
    } else {
        (interval.low, interval.high)
    };
    let low = match shown(low, exponent) {
        // The interval excludes zero; rounding must not say otherwise.
        zero if zero == "0" => "above 0".to_owned(),
        low => low,
    };
    Some(format!("95{TIED}% interval {}", span(&low, &shown(high, exponent))))
}

/// The interval of a difference that may go either way: "The 95 % interval runs from 2 fewer to 26
/// more". None without an interval.
pub(super) fn two_sided(difference: &PairedDifference, phrase: &Phrase) -> Option<String> {
    let exponent = exponent(difference);
    let interval = difference.judged_interval()?;
    Some(format!(
        "95{TIED}% interval runs from {} to {}",
        amount(interval.low, exponent, phrase),
        amount(interval.high, exponent, phrase)
    ))
}

/// "4.2 to 5.1 million": a word that both ends share is said once.
pub(super) fn span(low: &str, high: &str) -> String {
    match low.split_once(' ') {
        Some((number, word)) if high.ends_with(word) && high.contains(' ') => {
            format!("{number} to {high}")
        }
        _ => format!("{low} to {high}"),
    }
}

/// "Fewer in 171 of 200 futures, the same in 29, more in none." The way of the mean comes first.
pub(super) fn counts(phrase: &Phrase, difference: &PairedDifference) -> String {
    let futures = difference.fewer + difference.same + difference.more;
    let number =
        |count: u32| if count == 0 { "none".to_owned() } else { grouped(f64::from(count)) };
    let smaller = (phrase.smaller, difference.fewer);
    let larger = ("more", difference.more);
    let (first, last) = if difference.mean < 0.0 { (smaller, larger) } else { (larger, smaller) };
    let all = grouped(f64::from(futures));
    if first.1 == futures {
        return format!("{} in all {all} futures.", capitalised(first.0));
    }
    format!(
        "{} in {} of {all} futures, the same in {}, {} in {}.",
        capitalised(first.0),
        number(first.1),
        number(difference.same),
        last.0,
        number(last.1)
    )
}

/// The text with a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A share of the baseline that counts as small: "1 %".
pub(super) fn material(share: f64) -> String {
    let exponent = unit_exponent(share * 100.0, 0.0, 2);
    format!("{}{TIED}%", shown(share * 100.0, exponent))
}

/// "a, b and c".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, span};

    #[test]
    fn a_shared_word_is_said_once() {
        assert_eq!(span("17.8 million", "19.8 million"), "17.8 to 19.8 million");
        assert_eq!(span("900,000", "1.2 million"), "900,000 to 1.2 million");
        assert_eq!(span("above 0", "5"), "above 0 to 5");
        assert_eq!(span("850", "1,110"), "850 to 1,110");
    }

    #[test]
    fn names_are_listed_with_and() {
        let names = |count: usize| ["a", "b", "c"].map(str::to_owned)[..count].to_vec();
        assert_eq!(listed(&names(0)), "");
        assert_eq!(listed(&names(1)), "a");
        assert_eq!(listed(&names(3)), "a, b and c");
    }
}
