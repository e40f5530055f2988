//! The strategy that a stop rule names.

use crate::diagnostic::Diagnostic;
use crate::scenario::Scenario;
use crate::scenario::findings::Findings;
use crate::scenario::reader::unknown_word;
use crate::scenario::tree::{Entry, Table, Value};

/// The strategy of the stop rule must stand in the file and must not be the baseline, which does not
/// differ from itself.
pub(super) fn strategy_is_known(scenario: &Scenario, root: &Table, findings: &Findings) {
    let Some(name) = scenario.experiment.stop.as_ref().and_then(|rule| rule.strategy.as_ref())
    else {
        return;
    };
    let place = entry(root, &["experiment", "stop", "strategy"]).map(|it| it.value.span.clone());
    let mut others = scenario.strategies.iter().filter(|strategy| !strategy.baseline).peekable();
    match scenario.strategies.iter().find(|strategy| strategy.id == *name) {
        Some(strategy) if strategy.baseline => findings.add(
            Diagnostic::error("S343", format!("`{name}` is the baseline itself"), place)
                .label("does not differ from itself")
                .help("name another strategy, or leave `strategy` out to look at the baseline"),
        ),
        Some(_) => {}
        None if others.peek().is_none() => findings.add(
            Diagnostic::error("S343", format!("there is no strategy `{name}` to stop on"), place)
                .label("there is only the baseline")
                .help("leave `strategy` out to look at the baseline"),
        ),
        None => findings.add(unknown_word(
            "S343",
            &format!("there is no strategy `{name}` to stop on"),
            name,
            place,
            others.map(|strategy| strategy.id.as_str()),
        )),
    }
}

fn entry<'a>(root: &'a Table, path: &[&str]) -> Option<&'a Entry> {
    let (last, tables) = path.split_last()?;
    let mut table = root;
    for name in tables {
        let Value::Table(inner) = &table.get(name)?.value.value else { return None };
        table = inner;
    }
    table.get(last)
}
