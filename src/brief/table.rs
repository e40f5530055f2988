//! All strategies side by side, outcome by outcome, in one table.

use super::amounts::{exponent, material, span};
use super::letters::lettered;
use super::lines::wrap;
use super::numbers::{self, MOST_DIGITS, QUANTILE_DIGITS, per_cent, shown, unit_exponent};
use super::{FEWEST_FOR_RANGE, WIDTH};
use crate::analysis::compare::FEWEST_DIFFERING;
use crate::analysis::{OutcomeSummary, PairedDifference, StrategySummary, Summary, Verdict};
use crate::numbers::grouped;
use crate::outcome::{HEADLINES, OUTCOME_TABLE, OutcomeId, Wanted};

/// Fewest characters to which the title of a strategy gives way, its letter included.
const NARROWEST: usize = 6;

/// Position of the outcome that is shown in money.
const COST: usize = OutcomeId::ProgrammeCost as usize;

/// Cost from which a block is shown in millions.
const LARGE_COST: f64 = 100_000.0;

/// What the net outcome among the headlines means.
const NET_MEANS: &str = "Migrated because of hazards (net): moves out of the area beyond those in the \
    same future without hazards; below zero where hazards keep people from leaving.";

/// A line of the table.
enum Row {
    /// Label and unit of an outcome.
    Outcome(String),
    /// One strategy.
    Strategy(Vec<String>),
}

/// The headline outcomes in blocks, one line a strategy: the middle future, nine futures in ten, the
/// mean difference from the baseline on the same futures with its interval, the futures that are
/// fewer, the same and more, and the reading. What the words mean stands below.
pub fn strategies_table(summary: &Summary) -> String {
    let headlines: Vec<usize> = HEADLINES.iter().map(|outcome| *outcome as usize).collect();
    outcomes_table(summary, &headlines)
}

/// As [`strategies_table`], of any outcomes (their positions in `outcome::OUTCOME_TABLE`).
pub(super) fn outcomes_table(summary: &Summary, outcomes: &[usize]) -> String {
    let few = summary.replicates_done < FEWEST_FOR_RANGE;
    let alone = summary.comparisons.is_empty();
    let (range_above, range) = if few { ("Least", "to most") } else { ("Nine futures", "in ten") };
    let mut header = vec![
        ["", "Middle", range_above, "Difference", "95 %", "Fewer/", ""].map(str::to_owned).to_vec(),
        ["", "future", range, "from A", "interval", "same/more", "Reading"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for outcome in outcomes {
        let block = Block::of(summary, *outcome);
        rows.push(Row::Outcome(block.label(summary)));
        for (letter, strategy) in lettered(summary) {
            rows.push(Row::Strategy(block.row(summary, &letter, strategy)));
        }
    }
    if alone {
        for row in &mut header {
            row.truncate(3);
        }
        for row in &mut rows {
            if let Row::Strategy(row) = row {
                row.truncate(3);
            }
        }
    }
    let table = aligned(&header, &mut rows);
    format!("{table}{}", legend(summary, outcomes))
}

/// One outcome of all strategies, in one unit.
struct Block {
    /// Position in the table of outcomes.
    index: usize,
    /// Power of ten of the unit: 0, 3, 6 or 9.
    digits: i32,
    few: bool,
}

impl Block {
    fn of(summary: &Summary, index: usize) -> Self {
        let few = summary.replicates_done < FEWEST_FOR_RANGE;
        // Only what is shown counts: one extreme future must not make the others small.
        let ranges = summary.strategies.iter().map(|strategy| {
            let outcome = &strategy.outcomes[index];
            let alone = few || outcome.p05 == outcome.p95;
            let (low, high) =
                if alone { (outcome.minimum, outcome.maximum) } else { (outcome.p05, outcome.p95) };
            low.abs().max(high)
        });
        let intervals = summary.comparisons.iter().filter_map(|comparison| {
            let interval = comparison.outcomes[index].judged_interval()?;
            Some(interval.low.abs().max(interval.high.abs()))
        });
        let largest = ranges.chain(intervals).fold(0.0, f64::max);
        let digits = match largest {
            largest if largest >= 1e11 => 9,
            largest if largest >= 1e8 => 6,
            largest if index == COST && largest >= LARGE_COST => 6,
            largest if largest >= 1e6 => 3,
            _ => 0,
        };
        Self { index, digits, few }
    }

    fn label(&self, summary: &Summary) -> String {
        let unit = match self.digits {
            9 => "billion",
            6 => "million",
            3 => "thousand",
            _ => "",
        };
        if self.index == COST {
            let usd = if unit.is_empty() { "USD".to_owned() } else { format!("{unit} USD") };
            return format!("Programme cost, {usd} of {}", summary.price_year);
        }
        let label = OUTCOME_TABLE[self.index].label;
        if unit.is_empty() { label.to_owned() } else { format!("{label}, {unit}s") }
    }

    fn row(&self, summary: &Summary, letter: &str, strategy: &StrategySummary) -> Vec<String> {
        let index = self.index;
        let outcome = &strategy.outcomes[index];
        let mut row = vec![format!("{letter} {}", strategy.title)];
        row.extend(self.levels(outcome));
        let difference = summary
            .comparisons
            .iter()
            .find(|comparison| comparison.strategy == strategy.id)
            .map(|comparison| &comparison.outcomes[index]);
        row.extend(difference.map_or([const { String::new() }; 4], |it| self.change(it)));
        row
    }

    /// The middle future and the range.
    fn levels(&self, outcome: &OutcomeSummary) -> [String; 2] {
        if outcome.minimum == outcome.maximum {
            let unit = unit_exponent(outcome.mean, 0.0, MOST_DIGITS);
            return [self.in_unit(outcome.mean, unit), "all futures".to_owned()];
        }
        let (low, high) =
            if self.few { (outcome.minimum, outcome.maximum) } else { (outcome.p05, outcome.p95) };
        let range = if low == high {
            // A rare event: the range would hide that it happens at all.
            format!("at most {}", self.quantile(outcome.maximum))
        } else {
            format!("{} to {}", self.quantile(low), self.quantile(high))
        };
        [self.quantile(outcome.median), range]
    }

    /// Difference, interval, counts and reading.
    fn change(&self, difference: &PairedDifference) -> [String; 4] {
        let reading = reading(self.index, difference).to_owned();
        if difference.verdict == Verdict::Same {
            return [String::new(), String::new(), String::new(), reading];
        }
        let counts = format!("{}/{}/{}", difference.fewer, difference.same, difference.more);
        [self.difference(difference), self.interval(difference), counts, reading]
    }

    fn difference(&self, difference: &PairedDifference) -> String {
        let text = self.signed(difference.mean, exponent(difference));
        // A change that is not separated gets no percentage: it would be quoted.
        // Nor does one from a level below zero: it would have the wrong sign.
        let quotable = difference.verdict == Verdict::Separated && difference.baseline_mean > 0.0;
        if quotable && text != "0" {
            let share = per_cent(difference.mean / difference.baseline_mean);
            format!("{text} ({share})")
        } else {
            text
        }
    }

    fn interval(&self, difference: &PairedDifference) -> String {
        if difference.standard_error == 0.0 {
            return "exact".to_owned();
        }
        if difference.verdict == Verdict::FewFuturesDiffer {
            return "-".to_owned();
        }
        let exponent = exponent(difference);
        difference.judged_interval().map_or("-".to_owned(), |interval| {
            let (low, high) = (interval.low, interval.high);
            // An interval that excludes zero must not be rounded to hold it.
            let end = |value: f64| match self.signed(value, exponent) {
                zero if zero == "0" && low > 0.0 => "above 0".to_owned(),
                zero if zero == "0" && high < 0.0 => "below 0".to_owned(),
                text => text,
            };
            span(&end(low), &end(high))
        })
    }

    fn quantile(&self, value: f64) -> String {
        if self.digits == 0 {
            return numbers::quantile(value);
        }
        self.in_unit(value, unit_exponent(value, 0.0, QUANTILE_DIGITS))
    }

    fn signed(&self, value: f64, exponent: i32) -> String {
        let text = self.in_unit(value, exponent);
        if text == "0" || text.starts_with('-') { text } else { format!("+{text}") }
    }

    fn in_unit(&self, value: f64, exponent: i32) -> String {
        let unit = match self.digits {
            9 => 1e9,
            6 => 1e6,
            3 => 1e3,
            _ => 1.0,
        };
        shown(value / unit, exponent - self.digits)
    }
}

/// The verdict in a word or two.
pub(super) fn reading(outcome: usize, difference: &PairedDifference) -> &'static str {
    let falls = difference.mean < 0.0;
    // The price of a strategy is stated, not judged.
    let wanted = if outcome == COST { Wanted::None } else { difference.wanted };
    match (difference.verdict, wanted) {
        (Verdict::Same, _) => "the same",
        (Verdict::IntervalHoldsZero, _) => "unclear",
        (Verdict::Immaterial, _) => "too small",
        (Verdict::FewFuturesDiffer, _) => {
            let futures = difference.fewer + difference.same + difference.more;
            if futures < FEWEST_DIFFERING { "too few" } else { "too rare" }
        }
        (Verdict::Separated, Wanted::None) => {
            if falls {
                if outcome == COST { "less" } else { "fewer" }
            } else {
                "more"
            }
        }
        (Verdict::Separated, wanted) if falls == (wanted == Wanted::Lower) => "better",
        (Verdict::Separated, _) => "worse",
    }
}

/// What the columns and those readings mean that occur.
fn legend(summary: &Summary, outcomes: &[usize]) -> String {
    let mut sentences = vec!["Middle future: half of the futures lie above it.".to_owned()];
    if outcomes.contains(&(OutcomeId::MigratedNetPeople as usize)) {
        sentences.push(NET_MEANS.to_owned());
    }
    if summary.comparisons.is_empty() {
        return wrap(&sentences.join(" "), "");
    }
    let occurs = |wanted: &str| {
        summary.comparisons.iter().any(|comparison| {
            outcomes
                .iter()
                .any(|outcome| reading(*outcome, &comparison.outcomes[*outcome]) == wanted)
        })
    };
    sentences.push(format!(
        "Difference: strategy minus A, averaged over the same {} futures, with per cent of the \
         average of A where they can be separated.",
        grouped(f64::from(summary.replicates_done))
    ));
    let readings = [
        (
            "unclear",
            "Unclear: cannot be separated from A, as chance alone can explain the difference."
                .to_owned(),
        ),
        (
            "too small",
            format!("Too small: at most {} of the average of A.", material(summary.material_share)),
        ),
        ("too rare", format!("Too rare: fewer than {FEWEST_DIFFERING} futures differ.")),
        ("too few", format!("Too few: fewer than {FEWEST_DIFFERING} futures were played.")),
    ];
    sentences.extend(
        readings.into_iter().filter(|(word, _)| occurs(word)).map(|(_, sentence)| sentence),
    );
    sentences.push(
        "Relocation and migration are counted here, not judged: neither more nor fewer is called \
         better."
            .to_owned(),
    );
    wrap(&sentences.join(" "), "")
}

/// The table under a ruled header: titles and readings to the left, numbers to the right. Where a line
/// would be too long, the titles give way.
fn aligned(header: &[Vec<String>], rows: &mut [Row]) -> String {
    let columns = header[0].len();
    let widths = |rows: &[Row]| -> Vec<usize> {
        let mut widths = vec![0; columns];
        let strategies = rows.iter().filter_map(|row| match row {
            Row::Strategy(cells) => Some(cells),
            Row::Outcome(_) => None,
        });
        for cells in header.iter().chain(strategies) {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        widths
    };
    // The lines of strategies are indented by as much as columns are apart.
    let total = |widths: &[usize]| widths.iter().sum::<usize>() + 2 * columns;
    let natural = widths(rows);
    let widest = natural[0].saturating_sub(total(&natural).saturating_sub(WIDTH)).max(NARROWEST);
    for row in rows.iter_mut() {
        if let Row::Strategy(cells) = row {
            cells[0] = shortened(&cells[0], widest);
        }
    }
    let widths = widths(rows);
    let line = |cells: &[String]| {
        let mut line = String::new();
        for (column, cell) in cells.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.chars().count());
            let left = column == 0 || column == 6;
            let (before, after) = if left { ("", pad.as_str()) } else { (pad.as_str(), "") };
            line.extend(["  ", before, cell, after]);
        }
        format!("{}\n", line.trim_end())
    };
    let mut text: String = header.iter().map(|cells| line(cells)).collect();
    text.push_str(&"-".repeat(total(&widths)));
    text.push('\n');
    for row in rows.iter() {
        match row {
            Row::Outcome(label) => text.extend([label.as_str(), "\n"]),
            Row::Strategy(cells) => text.push_str(&line(cells)),
        }
    }
    text
}

/// The title cut at a word where that keeps more than half of it, at a letter otherwise.
fn shortened(title: &str, widest: usize) -> String {
    if title.chars().count() <= widest {
        return title.to_owned();
    }
    let cut: String = title.chars().take(widest - 1).collect();
    let at_word = title.chars().nth(widest - 1) == Some(' ');
    let kept = match cut.rfind(' ') {
        Some(space) if !at_word && cut[..space].chars().count() * 2 > widest => &cut[..space],
        _ => cut.trim_end(),
    };
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn titles_are_cut_at_a_word_where_possible() {
        assert_eq!(shortened("C Strong roofs", 14), "C Strong roofs");
        assert_eq!(shortened("C Strong roofs and more", 16), "C Strong roofs…");
        assert_eq!(shortened("C Strong roofs and more", 15), "C Strong roofs…");
        assert_eq!(shortened("D Resettlement", 8), "D Reset…");
    }
}
