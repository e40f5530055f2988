//! What can be typed after `leeward blocks`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::PlayArguments;

/// `leeward blocks`.
#[derive(Debug, Subcommand)]
pub(crate) enum BlocksCommand {
    /// Write down what is to be played; prints the plan hash and the number of blocks
    Plan(BlocksPlanArguments),
    /// Play blocks that are missing
    Run(BlocksRunArguments),
    /// Make the run folder out of the blocks, if all are there
    Merge(BlocksMergeArguments),
    /// Tell which blocks are done and which are missing
    Status(BlocksStatusArguments),
}

/// `leeward blocks plan`.
#[derive(Args, Debug)]
pub(crate) struct BlocksPlanArguments {
    #[command(flatten)]
    pub(crate) play: PlayArguments,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// `leeward blocks run`.
#[derive(Args, Debug)]
pub(crate) struct BlocksRunArguments {
    /// Run folder, as named to `leeward blocks plan --out`
    pub(crate) run: PathBuf,
    /// Play one share of many, counted from 0; `auto` reads the number that the array job was given
    #[arg(long, value_name = "I", requires = "of", conflicts_with = "blocks")]
    pub(crate) index: Option<String>,
    /// Number of shares
    #[arg(long, value_name = "N", requires = "index", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) of: Option<u32>,
    /// Play these blocks (numbers, the main case first and then the alternatives, from 0 on)
    #[arg(long = "block", value_name = "K", num_args = 1..)]
    pub(crate) blocks: Vec<u32>,
    /// Threads; all cores where absent
    #[arg(long)]
    pub(crate) threads: Option<usize>,
    /// Print nothing but errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// `leeward blocks merge`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct BlocksMergeArguments {
    /// Run folder, as named to `leeward blocks plan --out`
    pub(crate) run: PathBuf,
    /// Replace results that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Remove the blocks once the run folder is made
    #[arg(long)]
    pub(crate) remove_blocks: bool,
    /// Store the displacement tracking rounds of the first future, as CSV in tracking/
    #[arg(long)]
    pub(crate) tracking_rounds: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Print nothing but the answer and errors
    #[arg(long)]
    pub(crate) quiet: bool,
}

/// `leeward blocks status`.
#[derive(Args, Debug)]
pub(crate) struct BlocksStatusArguments {
    /// Run folder, as named to `leeward blocks plan --out`
    pub(crate) run: PathBuf,
    /// Print as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
