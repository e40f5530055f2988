//! What the program computes beside values that can be worked out by hand or were published: limit cases of
//! the model, test vectors, constants of other tools. `leeward selftest` runs them where the program is
//! installed; `tests/analytic` runs the same.
//!
//! Expected values are worked out here, apart from the model; found ones come through the functions that
//! the product uses, or from futures that it plays. Tolerances are Monte Carlo errors computed from the
//! case, rounding, or the digits of a vector; never guessed. Draws are addressed, so a check finds the same
//! everywhere. That the program computes what its pages say is one thing; whether the world is so is another.
#![expect(
    clippy::unnecessary_wraps,
    reason = "checks that play no scenario have the form of those that do"
)]

mod belief;
mod choices;
mod climada;
mod damage;
mod findings;
mod futures;
mod hazards;
pub mod island;
mod money;
mod places;
mod published;
mod recovery;
mod table;
mod wind;

use serde::Serialize;

use crate::data::{DataError, DataSource};
pub use findings::{Expected, Findings, Line};
pub use table::CHECKS;

/// Why a check could not be carried out.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Broken(String);

impl From<DataError> for Broken {
    fn from(error: DataError) -> Self {
        Self(error.to_string())
    }
}

/// Kind of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// A case in which an equation has a value that can be worked out by hand.
    LimitCase,
    /// Values of an equation, worked out apart from this program.
    Vector,
    /// Values that others have published.
    Published,
}

/// One check.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Number of the limit case, or a name.
    pub id: &'static str,
    /// Its kind.
    pub group: Group,
    /// What holds, in a few words.
    pub says: &'static str,
    /// Where what is expected comes from.
    pub source: &'static str,
    run: fn(&mut Findings) -> Result<(), Broken>,
}

/// How a check ended.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Number of the limit case, or a name.
    pub id: &'static str,
    /// Its kind.
    pub group: Group,
    /// What holds, in a few words.
    pub says: &'static str,
    /// Where what is expected comes from.
    pub source: &'static str,
    /// Whether everything was as expected.
    pub ok: bool,
    /// What was compared.
    pub lines: Vec<Line>,
    /// Why it could not be carried out to its end; none where it was.
    pub broken: Option<String>,
}

impl Check {
    /// Carries the check out.
    pub fn run(&self) -> Report {
        self.report(self.run)
    }

    fn report(&self, run: impl FnOnce(&mut Findings) -> Result<(), Broken>) -> Report {
        let mut findings = Findings::default();
        let broken = run(&mut findings).err().map(|error| error.to_string());
        let lines = findings.into_lines();
        let ok = broken.is_none() && !lines.is_empty() && lines.iter().all(|line| line.wrong == 0);
        let Self { id, group, says, source, .. } = *self;
        Report { id, group, says, source, ok, lines, broken }
    }
}

impl Report {
    /// How often something was compared.
    pub fn comparisons(&self) -> u32 {
        self.lines.iter().map(|line| line.comparisons).sum()
    }

    /// The line that came nearest to its tolerance, or furthest beyond it.
    pub fn nearest(&self) -> Option<&Line> {
        let mut lines = self.lines.iter();
        let first = lines.next()?;
        let further = |a: &Line, b: &Line| (b.wrong > 0, b.distance) > (a.wrong > 0, a.distance);
        Some(lines.fold(first, |worst, line| if further(worst, line) { line } else { worst }))
    }
}

/// The average annual impact of the demonstration data of CLIMADA, in three tables of a folder that the user
/// brings (V-1).
pub fn check_climada(files: &dyn DataSource) -> Report {
    table::CLIMADA.report(|findings| climada::average_annual_impact(files, findings))
}

#[cfg(test)]
mod tests {
    use super::{Broken, CHECKS, Check, Group};

    #[test]
    fn the_checks_are_in_order_and_say_where_they_come_from() {
        let cases: Vec<String> = (1..=32).map(|case| case.to_string()).collect();
        let ids: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
        assert_eq!(ids[..32], cases);
        for check in CHECKS {
            assert!(check.says.chars().count() <= 46, "{}: {}", check.id, check.says);
            assert!(!check.source.is_empty() && check.id.len() <= 12, "{}", check.id);
            assert_eq!(ids.iter().filter(|id| **id == check.id).count(), 1, "{}", check.id);
        }
        assert!(CHECKS.is_sorted_by_key(|check| check.group));
    }

    #[test]
    fn a_check_that_ends_early_or_compares_nothing_is_not_passed() {
        let check = Check {
            id: "x",
            group: Group::Vector,
            says: "x",
            source: "x",
            run: |findings| {
                findings.equal("one", 1.0, 1.0);
                Err(Broken("no scenario".to_owned()))
            },
        };
        let report = check.run();
        assert!(!report.ok && report.comparisons() == 1);
        assert_eq!(report.broken.as_deref(), Some("no scenario"));
        assert!(!Check { run: |_| Ok(()), ..check }.run().ok);
        let one = |findings: &mut super::Findings| {
            findings.near("far", 1.0, 2.0, 0.5);
            findings.near("near", 1.0, 1.1, 0.5);
            Ok(())
        };
        let report = Check { run: one, ..check }.run();
        assert!(!report.ok);
        assert_eq!(report.nearest().map(|line| line.what), Some("far"));
    }
}
