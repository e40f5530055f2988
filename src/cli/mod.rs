//! The command line: what is typed, what is printed, how it ends.

mod alternatives;
mod answer;
mod appraisal;
mod args;
mod backcast;
mod calibrated;
mod calibration;
mod case;
mod commands;
mod console;
mod exit;
mod failure;
mod header;
mod inputs;
mod merge;
mod play;
mod preview;
mod rebuild;
mod recompute;
mod share;
mod study_folder;
mod wanted;
mod work;

use std::process::ExitCode;

use args::{Arguments, Command, EXAMPLES};
use clap::Parser;
use exit::Exit;

/// Runs the program on the arguments of the process.
pub fn main() -> ExitCode {
    if std::env::args_os().len() < 2 {
        console::tell(&format!(
            "Leeward: what would each strategy change, for whom, at what cost.\n\n{EXAMPLES}\n\n\
             All commands: leeward --help"
        ));
        return Exit::Usage.into();
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            if error.use_stderr() {
                console::tell(&error.render().to_string());
            } else {
                console::print(&error.render().to_string());
            }
            return exit.into();
        }
    };
    let ended = match &arguments.command {
        Command::Run(arguments) => commands::run::run(arguments),
        Command::Validate(arguments) => commands::validate::run(arguments),
        Command::Explain(arguments) => commands::words::explain_word(arguments),
        Command::Interventions(arguments) => Ok(commands::words::interventions(arguments)),
        Command::Hazard(arguments) => commands::hazard::run(arguments),
        Command::Trace(arguments) => commands::trace::run(arguments),
        Command::Backcast(arguments) => commands::backcast::run(arguments),
        Command::Calibrate(arguments) => commands::calibrate::run(arguments),
        Command::Compare(arguments) => commands::compare::run(arguments),
        Command::Sensitivity(arguments) => commands::sensitivity::run(arguments),
        Command::Verify(arguments) => commands::verify::run(arguments),
        Command::Blocks(command) => commands::blocks::run(command),
        Command::Facts(arguments) => commands::facts::run(arguments),
        Command::New(arguments) => commands::words::new(arguments),
        Command::Rows(arguments) => commands::rows::run(arguments),
        Command::Selftest(arguments) => commands::selftest::run(arguments),
        Command::Coverage(arguments) => Ok(commands::coverage::run(arguments)),
        Command::Schema => Ok(commands::words::schema()),
        Command::Completions { shell } => Ok(commands::words::completions(*shell)),
    };
    ended.unwrap_or_else(|exit| exit).into()
}
