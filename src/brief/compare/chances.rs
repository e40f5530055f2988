//! How likely it is that a strategy does better, always with the count.

use crate::analysis::{Likelihood, PairedDifference, Summary, Verdict};
use crate::brief::letters::letter;
use crate::brief::lines::{TIED, hanging, wrap};
use crate::numbers::grouped;
use crate::outcome::{OUTCOME_TABLE, OutcomeId};

/// One sentence for each strategy and outcome asked for (people displaced, time displaced and deaths
/// where none is asked for): "It is likely (180 of 200 futures) that fewer ... under C than under A."
pub fn chances(summary: &Summary, asked: &[usize]) -> String {
    let usual = [
        OutcomeId::DisplacedPeople as usize,
        OutcomeId::DisplacedPersonMonths as usize,
        OutcomeId::Deaths as usize,
    ];
    let outcomes = if asked.is_empty() { &usual[..] } else { asked };
    let mut text = String::new();
    for comparison in &summary.comparisons {
        let letter = letter(summary, &comparison.strategy);
        for index in outcomes {
            let sentence = sentence(*index, &comparison.outcomes[*index], &letter);
            text.push_str(&hanging(&sentence, "  - ", "    "));
        }
    }
    format!("{}{text}", wrap("How often, future by future:", ""))
}

fn sentence(index: usize, difference: &PairedDifference, letter: &str) -> String {
    let noun = OUTCOME_TABLE[index].noun;
    let futures = difference.fewer + difference.same + difference.more;
    let all = grouped(f64::from(futures));
    if difference.verdict == Verdict::Same {
        return format!("Under {letter}, {noun}: the same as under A in all {all} futures.");
    }
    // The way of the mean is told; both ways would say the same twice.
    let (way, count) =
        if difference.mean < 0.0 { ("fewer", difference.fewer) } else { ("more", difference.more) };
    let words = Likelihood::of(count, futures).words();
    format!(
        "It is {words} ({}{TIED}of{TIED}{all}{TIED}futures) that there are {way} {noun} under {letter} \
         than under A; the same in {}.",
        grouped(f64::from(count)),
        grouped(f64::from(difference.same))
    )
}
