//! `leeward selftest`: what the program computes beside what it should.

use rayon::prelude::*;
use serde_json::json;

use crate::brief::selftest_table;
use crate::cli::args::SelftestArguments;
use crate::cli::console::{self, Progress};
use crate::cli::exit::Exit;
use crate::data::Folder;
use crate::engine::Watch;
use crate::selftest::{CHECKS, Check, Report, check_climada};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Runs the command.
pub(in crate::cli) fn run(arguments: &SelftestArguments) -> Result<Exit, Exit> {
    let checks = wanted(&arguments.checks)?;
    let progress = Progress::of(checks.len() as u32, "checks", arguments.quiet);
    let mut reports: Vec<Report> = checks
        .par_iter()
        .map(|check| {
            let report = check.run();
            progress.played();
            report
        })
        .collect();
    progress.finish();
    if let Some(folder) = &arguments.climada {
        reports.push(check_climada(&Folder::new(folder.clone())));
        // V-1 stands before V-2.
        reports
            .sort_by_key(|report| (report.group, report.id.starts_with("V-").then_some(report.id)));
    }
    let ok = reports.iter().all(|report| report.ok);
    if arguments.json {
        let passed = reports.iter().filter(|report| report.ok).count();
        let comparisons: u32 = reports.iter().map(Report::comparisons).sum();
        let document = json!({
            "schema": 1,
            "version": VERSION,
            "checks": reports.len(),
            "checks_ok": passed,
            "comparisons": comparisons,
            "ok": ok,
            "reports": reports,
        });
        console::print(&format!("{document:#}"));
    } else {
        console::print(&selftest_table(VERSION, &reports, arguments.all));
    }
    Ok(if ok { Exit::Done } else { Exit::Failed })
}

/// The checks asked for; all where none is.
fn wanted(ids: &[String]) -> Result<Vec<&'static Check>, Exit> {
    if let Some(unknown) = ids.iter().find(|id| !CHECKS.iter().any(|check| check.id == **id)) {
        let known: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
        let known = known.join(", ");
        console::tell(&format!("error: there is no check `{unknown}`; checks are {known}"));
        return Err(Exit::Usage);
    }
    let wanted = |check: &&Check| ids.is_empty() || ids.iter().any(|id| id == check.id);
    Ok(CHECKS.iter().filter(wanted).collect())
}
