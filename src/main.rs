//! The `leeward` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    leeward::cli::main()
}
