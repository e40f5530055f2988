//! What can be typed.

mod blocks;
mod evidence;

pub(crate) use blocks::{
    BlocksCommand, BlocksMergeArguments, BlocksPlanArguments, BlocksRunArguments,
    BlocksStatusArguments,
};
pub(crate) use evidence::{
    BackcastArguments, CalibrateArguments, FactsArguments, MethodChoice, SelftestArguments,
    SensitivityArguments,
};

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::scenario::keys::SECTORS;

/// Shown when nothing is typed, and at the end of the help.
pub(crate) const EXAMPLES: &str = "\
Examples:
  leeward run scenarios/dominica/scenario.toml       play all strategies on the same futures
  leeward validate scenarios/dominica/scenario.toml  check the file and read it back in words";

/// Disaster-risk-reduction scenario simulator: what would each strategy change, for whom, at what cost.
#[derive(Debug, Parser)]
#[command(name = "leeward", version, after_help = EXAMPLES, arg_required_else_help = false)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play all strategies of a scenario on the same futures and show what each would change
    Run(RunArguments),
    /// Check a scenario and read it back in plain language
    Validate(ValidateArguments),
    /// Explain a key, lever, intervention, outcome, error code or `exit-codes`
    Explain(ExplainArguments),
    /// List the interventions that can be named in a scenario by their kind
    Interventions(InterventionsArguments),
    /// Show the chances of wind at each zone beside the record
    Hazard(HazardArguments),
    /// Tell one household's life under several strategies, on the same storms
    Trace(TraceArguments),
    /// Compare a scripted past event with what was observed
    Backcast(BackcastArguments),
    /// Find the parameter sets that bring about what several past events showed
    Calibrate(CalibrateArguments),
    /// Show patterns seen in past events beside what the model makes of them
    Facts(FactsArguments),
    /// Compare the strategies of a stored run with a baseline of choice
    Compare(CompareArguments),
    /// Find what drives a result, which numbers would turn the choice, and what it is worth to know them
    Sensitivity(SensitivityArguments),
    /// Check that a run folder is as it was written; play its futures again and compare
    Verify(VerifyArguments),
    /// Play a run in blocks, on one machine or many: plan, run, merge, status
    #[command(subcommand)]
    Blocks(BlocksCommand),
    /// Write a commented scenario to start from
    New(NewArguments),
    /// Prove the fifty rows: off changes nothing, on moves its number, more moves it further
    Rows(RowsArguments),
    /// Check that this program computes what it should, on this machine
    Selftest(SelftestArguments),
    /// Measure how often the intervals cover a known truth
    Coverage(CoverageArguments),
    /// Print the JSON Schema of scenario files
    Schema,
    /// Print completions for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// The scenario and changes to it.
#[derive(Args, Debug)]
pub(crate) struct ScenarioArguments {
    /// Scenario file, or a folder that holds a scenario.toml
    pub(crate) case: PathBuf,
    /// Change a value of the scenario: `--set experiment.seed=7`; may be given again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
}

/// Whether uncertain numbers are drawn.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ParametersChoice {
    /// One vector of uncertain numbers for each future
    Drawn,
    /// Every uncertain number at its mode
    Central,
}

/// A case and what of it is played.
#[derive(Args, Debug)]
pub(crate) struct PlayArguments {
    #[command(flatten)]
    pub(crate) scenario: ScenarioArguments,
    /// Futures per strategy
    #[arg(long)]
    pub(crate) replicates: Option<u32>,
    /// Seed of all draws
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Folder for the results; outputs/<id of the scenario> where absent
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Replace results, or unfinished work on another plan, that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Play only these strategies (ids, separated by commas); the baseline is always played
    #[arg(long, value_delimiter = ',')]
    pub(crate) strategies: Vec<String>,
    /// Play the scenario alone, without its alternatives
    #[arg(long)]
    pub(crate) no_alternatives: bool,
    /// Whether uncertain numbers are drawn or held at their mode
    #[arg(long, value_enum)]
    pub(crate) parameters: Option<ParametersChoice>,
}

/// `leeward run`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct RunArguments {
    #[command(flatten)]
    pub(crate) play: PlayArguments,
    /// Threads; all cores where absent. The results do not depend on it
    #[arg(long)]
    pub(crate) threads: Option<usize>,
    /// Store the displacement tracking rounds of the first future, as CSV in tracking/, with a new run
    #[arg(long)]
    pub(crate) tracking_rounds: bool,
    /// Tell how long the run will take and how much memory and disk, and play nothing
    #[arg(long)]
    pub(crate) preview: bool,
    /// Play however long it takes and whatever it needs; do not ask
    #[arg(long)]
    pub(crate) yes: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// `leeward validate`.
#[derive(Args, Debug)]
pub(crate) struct ValidateArguments {
    #[command(flatten)]
    pub(crate) scenario: ScenarioArguments,
    /// Treat warnings as errors (exit code 5)
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// Print findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// A key such as `behaviour.decision_rate_per_year`, a lever, a kind of intervention, an outcome, a code such as `S203`
    pub(crate) word: String,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward interventions`.
#[derive(Args, Debug)]
pub(crate) struct InterventionsArguments {
    /// Only those of a sector of assistance
    #[arg(long, value_parser = PossibleValuesParser::new(SECTORS))]
    pub(crate) sector: Option<String>,
    /// Only those of a phase
    #[arg(long, value_parser = ["before", "during", "after"])]
    pub(crate) phase: Option<String>,
    /// Print as JSON, with every number and its source
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward hazard`.
#[derive(Args, Debug)]
pub(crate) struct HazardArguments {
    #[command(flatten)]
    pub(crate) scenario: ScenarioArguments,
    /// Show one recorded storm alone: its largest wind at each zone, and with --json its track with the
    /// radius of maximum wind; an IBTrACS id, or name and year where the tracks have names
    #[arg(long, value_name = "STORM", conflicts_with_all = ["out", "force"])]
    pub(crate) storm: Option<String>,
    /// Folder for tables and plots; outputs/<id of the scenario>_hazard where absent
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Replace what is in that folder already
    #[arg(long)]
    pub(crate) force: bool,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward trace`.
#[derive(Args, Debug)]
pub(crate) struct TraceArguments {
    #[command(flatten)]
    pub(crate) scenario: ScenarioArguments,
    /// Household as zone and number, such as harbour:17
    #[arg(long, value_name = "ZONE:NUMBER", conflicts_with_all = ["random", "stratum"])]
    pub(crate) household: Option<String>,
    /// Draw a household by lot; another number draws another
    #[arg(long, value_name = "LOT", num_args = 0..=1, default_missing_value = "0")]
    pub(crate) random: Option<u32>,
    /// Draw it among these: fifth=1, tenure=renter, zone=ID, class=timber; separated by commas
    #[arg(long, value_name = "KEY=VALUE", value_delimiter = ',')]
    pub(crate) stratum: Vec<String>,
    /// Strategies to tell it under (ids, separated by commas); the baseline and the next where absent
    #[arg(long, value_delimiter = ',')]
    pub(crate) strategies: Vec<String>,
    /// Future to tell
    #[arg(long, default_value_t = 0)]
    pub(crate) replicate: u32,
    /// Futures behind the base rate
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) futures: u32,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward new`.
#[derive(Args, Debug)]
pub(crate) struct NewArguments {
    /// File to write
    pub(crate) file: PathBuf,
    /// Replace a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// `leeward rows`.
#[derive(Args, Debug)]
pub(crate) struct RowsArguments {
    /// Scenario file, or a folder that holds a scenario.toml; the proof place where absent
    pub(crate) case: Option<PathBuf>,
    /// Prove this row only, such as R12; may be given again
    #[arg(long = "row", value_name = "ID")]
    pub(crate) rows: Vec<String>,
    /// Futures of each arm; 200 on the proof place, 48 elsewhere
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..))]
    pub(crate) replicates: Option<u32>,
    /// Change a value of the scenario; may be given again
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// Print the proofs as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// `leeward coverage`.
#[derive(Args, Debug)]
pub(crate) struct CoverageArguments {
    /// Experiments behind each line
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) trials: u32,
    /// Seed of all draws
    #[arg(long, default_value_t = 20_260_601)]
    pub(crate) seed: u64,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward compare`.
#[derive(Args, Debug)]
pub(crate) struct CompareArguments {
    /// Folder of a run, as `leeward run` has written it
    pub(crate) run: PathBuf,
    /// Strategy that the others are compared with (id); that of the run where absent
    #[arg(long, value_name = "ID")]
    pub(crate) baseline: Option<String>,
    /// Compare this outcome only, such as `deaths_people`
    #[arg(long, value_name = "ID")]
    pub(crate) outcome: Option<String>,
    /// Print every outcome, not the headline ones alone
    #[arg(long, conflicts_with = "outcome")]
    pub(crate) all: bool,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
/// `leeward verify`.
#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    /// Folder of a run, as `leeward run` has written it
    pub(crate) run: PathBuf,
    /// Play blocks again and compare bit by bit; a share such as --recompute=0.1 takes a sample
    #[arg(long, value_name = "SHARE", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    pub(crate) recompute: Option<f64>,
    /// Scenario file or folder beside which the data files of the run stand; needed to recompute a run
    /// that names such files
    #[arg(long, value_name = "CASE", requires = "recompute")]
    pub(crate) case: Option<PathBuf>,
    /// Threads; all cores where absent
    #[arg(long)]
    pub(crate) threads: Option<usize>,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}
