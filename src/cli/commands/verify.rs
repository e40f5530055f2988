//! `leeward verify`: whether a run folder is as it was written, and whether it can be made again.

use crate::cli::args::VerifyArguments;
use crate::cli::exit::Exit;
use crate::cli::recompute::{self, Recomputed};
use crate::cli::work::{Hazards, Work};
use crate::cli::{console, failure, rebuild, wanted};
use crate::results::{Finding, RunFolder, Verified, verify};

/// Runs the command.
pub(in crate::cli) fn run(arguments: &VerifyArguments) -> Result<Exit, Exit> {
    if arguments.recompute.is_some_and(|share| !(share > 0.0 && share <= 1.0)) {
        console::tell("error: --recompute takes a share above 0 and up to 1, such as 0.1");
        return Err(Exit::Usage);
    }
    let Verified { run, files, findings } =
        verify(&arguments.run).map_err(|error| failure::tell(&error))?;
    let recomputed = match (run, arguments.recompute) {
        (Some(run), Some(share)) if findings.is_empty() => Some(play(arguments, &run, share)?),
        _ => None,
    };
    show(arguments, files, &findings, recomputed.as_ref());
    let differs = recomputed.is_some_and(|recomputed| recomputed.difference.is_some());
    Ok(if findings.is_empty() && !differs { Exit::Done } else { Exit::Failed })
}

fn play(arguments: &VerifyArguments, run: &RunFolder, share: f64) -> Result<Recomputed, Exit> {
    let case = rebuild::of_run(run, arguments.case.as_deref())?;
    let hazards = Hazards::compile(&case)?;
    let work = Work::new(&case, &hazards)?;
    console::listen_for_interrupt();
    wanted::threads(arguments.threads)?
        .install(|| recompute::recompute(&work, run, share, arguments.quiet))
        .inspect_err(|exit| {
            if *exit == Exit::Interrupted {
                recompute::tell_interrupted();
            }
        })
}

fn show(
    arguments: &VerifyArguments,
    files: usize,
    findings: &[Finding],
    recomputed: Option<&Recomputed>,
) {
    if arguments.json {
        let words: Vec<String> = findings.iter().map(ToString::to_string).collect();
        let document = serde_json::json!({
            "files": files,
            "findings": words,
            "blocks_recomputed": recomputed.map(|it| it.blocks),
            "difference": recomputed.and_then(|it| it.difference.clone()),
        });
        console::print(&document.to_string());
        return;
    }
    let folder = arguments.run.display();
    for finding in findings {
        console::tell(&format!("error: {folder}: {finding}"));
    }
    if !findings.is_empty() {
        console::tell(
            "Restore these files from a copy, move foreign ones away, or play the run again under \
             another name.",
        );
        return;
    }
    console::print(&format!("{folder}: all {files} files are as they were written"));
    match recomputed {
        Some(Recomputed { difference: Some(difference), .. }) => console::tell(&format!(
            "error: {difference}\nThe files are those that were written, so they were not made by \
             this version from this scenario, or not on a sound machine."
        )),
        Some(Recomputed { blocks, .. }) => {
            console::print(&format!("{blocks} blocks played again gave the same bits"));
        }
        None => {}
    }
}
