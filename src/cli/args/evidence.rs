//! What can be typed to see why the model can be believed: back-casts, calibration, patterns, checks,
//! sensitivity.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ScenarioArguments;

/// `leeward backcast`.
#[derive(Args, Debug)]
pub(crate) struct BackcastArguments {
    /// Scenario files with targets, or their folders
    #[arg(required = true)]
    pub(crate) cases: Vec<PathBuf>,
    /// Futures of each case; what the file states where absent
    #[arg(long)]
    pub(crate) replicates: Option<u32>,
    /// Parameter sets of a calibration, one for each future; numbers that a case sets itself stay as they are
    #[arg(long, value_name = "FILE")]
    pub(crate) posterior: Option<PathBuf>,
    /// Folder for the answer as JSON and CSV, and for the figures
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Replace a back-cast that is in that folder
    #[arg(long)]
    pub(crate) force: bool,
    /// Page into which the answer is written, between its two marks
    #[arg(long, value_name = "PAGE")]
    pub(crate) write: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward calibrate`.
#[derive(Args, Debug)]
pub(crate) struct CalibrateArguments {
    /// Calibration file, or a folder that holds a calibration.toml
    pub(crate) file: PathBuf,
    /// Parameter sets to play; what the file states where absent
    #[arg(long)]
    pub(crate) simulations: Option<u32>,
    /// Seed of sets and futures; what the file states where absent
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Folder for the results; outputs/calibration where absent
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Replace results, or unfinished work on another plan, that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Threads; all cores where absent. The results do not depend on it
    #[arg(long)]
    pub(crate) threads: Option<usize>,
    /// Stop as if interrupted after so many parts of 64 simulations, for tests
    #[arg(long, hide = true, value_name = "PARTS")]
    pub(crate) stop_after: Option<u32>,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// `leeward facts`.
#[derive(Args, Debug)]
pub(crate) struct FactsArguments {
    /// Scenario files or folders; each pattern is asked of the first that it fits
    #[arg(required = true)]
    pub(crate) cases: Vec<PathBuf>,
    /// Futures per case
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) futures: u32,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward selftest`.
#[derive(Args, Debug)]
pub(crate) struct SelftestArguments {
    /// Carry out this check only, such as 8 or V-3; may be given again
    #[arg(long = "check", value_name = "ID")]
    pub(crate) checks: Vec<String>,
    /// Show every line of every check
    #[arg(long)]
    pub(crate) all: bool,
    /// Check the demonstration data of CLIMADA too: folder with `assets.csv`, `impact_functions.csv` and
    /// `hazard_sparse.csv.gz`
    #[arg(long, value_name = "FOLDER")]
    pub(crate) climada: Option<PathBuf>,
    /// Print as JSON, with the source of every value
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// How the influence of numbers is measured, beside one number at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MethodChoice {
    /// One number at a time alone
    Tornado,
    /// Screening of many numbers by elementary effects (Morris)
    Morris,
    /// Shares of variance (Sobol'), with the value of information
    Sobol,
}

/// `leeward sensitivity`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct SensitivityArguments {
    #[command(flatten)]
    pub(crate) scenario: ScenarioArguments,
    /// What is asked of the futures: ids of outcomes, or `net_cost_usd` (programmes and damage, present value)
    #[arg(long = "outcome", value_name = "ID", value_delimiter = ',', default_values = ["displaced_people", "net_cost_usd"])]
    pub(crate) outcomes: Vec<String>,
    /// Strategies beside the baseline (ids, separated by commas); all where absent
    #[arg(long = "strategy", value_name = "ID", value_delimiter = ',')]
    pub(crate) strategies: Vec<String>,
    /// Vary these numbers only, such as `interventions.roofs.unit_cost_usd`; `behaviour.*` is all of a section
    #[arg(long = "parameter", value_name = "KEY", value_delimiter = ',')]
    pub(crate) parameters: Vec<String>,
    /// Vary every number that is an assumption without a spread by this share to both sides, such as 0.2
    #[arg(long, value_name = "SHARE")]
    pub(crate) assumptions: Option<f64>,
    /// Vary numbers of population and storms too; both are built anew at every point
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// How influence is measured; where absent, sobol, after morris if there are more than 12 numbers
    #[arg(long = "method", value_enum, value_delimiter = ',')]
    pub(crate) methods: Vec<MethodChoice>,
    /// Futures at every point, the same at all
    #[arg(long, default_value_t = 16)]
    pub(crate) futures: u32,
    /// Base points of sobol, a power of two; points played are this times (numbers + 3)
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub(crate) base: u32,
    /// Trajectories of morris; points played are this times (numbers + 1)
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) trajectories: u32,
    /// Levels of the grid of morris, an even number
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub(crate) levels: u32,
    /// Threads; all cores where absent. The results do not depend on it
    #[arg(long)]
    pub(crate) threads: Option<usize>,
    /// Folder for tables, figures and the answer as JSON; none are written where absent
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Replace what is in that folder already
    #[arg(long)]
    pub(crate) force: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}
