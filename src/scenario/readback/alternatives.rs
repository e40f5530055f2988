//! The alternatives in words.

use super::words::counted;
use crate::numbers::grouped;
use crate::scenario::Scenario;

/// A heading and one line for each alternative; nothing where there are none.
pub(super) fn alternatives(scenario: &Scenario) -> Vec<String> {
    if scenario.alternatives.is_empty() {
        return Vec::new();
    }
    let futures = scenario.experiment.futures_of_alternative();
    let mut lines = vec![format!(
        "{} beside this case, {} futures each for each strategy; nobody can say how likely they are",
        counted(scenario.alternatives.len(), "alternative", "alternatives"),
        grouped(f64::from(futures)),
    )];
    for alternative in &scenario.alternatives {
        let set: Vec<String> =
            alternative.set.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        lines.push(format!("  {}: {} ({})", alternative.title, set.join("; "), alternative.status));
    }
    lines.push(String::new());
    lines
}
