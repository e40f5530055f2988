//! Is a strategy better than the baseline on the same storms.

use super::words::{caption, counted, fifty_marks};
use super::{FigureError, Sources, shown};
use crate::analysis::Verdict;
use crate::chart::difference::{DifferencePlot, DifferenceRow};
use crate::chart::{Svg, Theme, difference};
use crate::outcome::{OUTCOME_TABLE, OutcomeId};

/// Paired differences in people displaced; none where there is only a baseline.
pub(super) fn displaced(sources: &Sources<'_>, theme: &Theme) -> Result<Option<Svg>, FigureError> {
    let outcome = OutcomeId::DisplacedPeople as usize;
    let strategies = shown(sources);
    let baseline = &sources.header.strategies[sources.header.baseline()];
    let rows: Vec<DifferenceRow> = strategies
        .iter()
        .skip(1)
        .map(|(letter, rank)| row(sources, *letter, *rank, outcome))
        .collect::<Result<_, FigureError>>()?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut caption = caption(
        sources,
        "displaced-people-difference",
        format!("Does it displace fewer people than “{}”?", baseline.title),
        "Difference in people displaced (movements) from the same future without the strategy, whole period",
    );
    caption.note = Some(fifty_marks(sources));
    let plot = DifferencePlot {
        caption,
        rows,
        fewer: "fewer displaced".to_owned(),
        more: "more".to_owned(),
    };
    Ok(Some(difference::render(&plot, theme)?))
}

fn row(
    sources: &Sources<'_>,
    letter: char,
    rank: usize,
    outcome: usize,
) -> Result<DifferenceRow, FigureError> {
    let without = sources.material.displaced(sources.header.baseline())?;
    let strategy = &sources.header.strategies[rank];
    let mut differences = sources.material.displaced(rank)?.into_owned();
    for (difference, without) in differences.iter_mut().zip(&*without) {
        *difference -= without;
    }
    let paired = sources
        .summary
        .comparisons
        .iter()
        .find(|comparison| comparison.strategy == strategy.id)
        .and_then(|comparison| {
            comparison
                .outcomes
                .iter()
                .find(|difference| difference.outcome == OUTCOME_TABLE[outcome].id)
        });
    let (verdict, remark) = match paired {
        None => (String::new(), String::new()),
        Some(paired) => {
            let (fewer, same, more) = (paired.fewer, paired.same, paired.more);
            let total = fewer + same + more;
            match paired.verdict {
                Verdict::Same => ("the same in all futures".to_owned(), String::new()),
                Verdict::Separated => {
                    (counted(fewer, total, "fewer"), format!("same {same}, more {more}"))
                }
                Verdict::Immaterial => {
                    ("too small to matter".to_owned(), counts(fewer, same, more))
                }
                Verdict::IntervalHoldsZero | Verdict::FewFuturesDiffer => {
                    ("cannot be separated".to_owned(), counts(fewer, same, more))
                }
            }
        }
    };
    Ok(DifferenceRow { letter, title: strategy.title.clone(), differences, verdict, remark })
}

fn counts(fewer: u32, same: u32, more: u32) -> String {
    format!("fewer {fewer}, same {same}, more {more}")
}
