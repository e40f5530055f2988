//! The terminal and the clock: all output and all progress pass here.

use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::engine::{BLOCK, Watch};
use crate::numbers::rough;
use crate::results::Precision;

/// Set by the first Ctrl-C; a second one ends the program at once.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// A block that would take longer than this after Ctrl-C is dropped.
const PATIENCE: Duration = Duration::from_secs(10);

/// Prints results on standard output. A reader that has gone away is no error.
pub(crate) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
    let _ = out.flush();
}

/// Prints everything that is not a result on standard error.
pub(crate) fn tell(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes());
    if !text.ends_with('\n') {
        let _ = out.write_all(b"\n");
    }
}

/// The time, of which only differences matter.
#[expect(clippy::disallowed_methods, reason = "the clock lives in the console")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Asks the person at the terminal; anything but a yes is a no. Where nobody sits at a terminal there is
/// nobody to ask, and the answer is yes.
pub(crate) fn confirms(question: &str) -> bool {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return true;
    }
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "{question} [y/N] ");
    let _ = err.flush();
    let mut answer = String::new();
    let _ = std::io::stdin().read_line(&mut answer);
    matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Listens for Ctrl-C: the first stops after the block under way, the second at once.
#[expect(clippy::exit, reason = "a second Ctrl-C must not wait for anything")]
pub(crate) fn listen_for_interrupt() {
    let listening = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
        tell("\nstopping after the futures under way; press Ctrl-C again to stop at once");
    });
    if listening.is_err() {
        tell("note: Ctrl-C will stop the program at once; the same command goes on after it");
    }
}

/// Whether Ctrl-C was pressed.
pub(crate) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// The progress of an ensemble: a bar on a terminal, a line for every tenth elsewhere.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    /// What is counted, such as futures.
    counted: &'static str,
    quiet: bool,
    total: u32,
    played: AtomicU32,
    started: Instant,
    dropping: AtomicBool,
    sufficient: AtomicBool,
    precision: Mutex<String>,
}

impl Progress {
    /// Starts the clock for `total` futures.
    pub(crate) fn start(total: u32, quiet: bool) -> Self {
        Self::of(total, "futures", quiet)
    }

    /// Starts the clock for `total` of what `counted` names.
    pub(crate) fn of(total: u32, counted: &'static str, quiet: bool) -> Self {
        let bar = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(
                Some(u64::from(total)),
                ProgressDrawTarget::stderr_with_hz(8),
            );
            let style = ProgressStyle::with_template(&format!(
                "  {{bar:32}} {{pos}} of {{len}} {counted}, {{eta}} left{{msg}}"
            ))
            .unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style);
            bar
        });
        Self {
            bar,
            counted,
            quiet,
            total,
            played: AtomicU32::new(0),
            started: now(),
            dropping: AtomicBool::new(false),
            sufficient: AtomicBool::new(false),
            precision: Mutex::default(),
        }
    }

    /// Counts futures that an earlier run left.
    pub(crate) fn resume(&self, played: u32) {
        self.played.store(played, Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.set_position(u64::from(played));
            bar.reset_eta();
        } else if !self.quiet {
            tell(&format!("  going on after {played} of {} {}", self.total, self.counted));
        }
    }

    /// Shows what the stop rule saw last; once it is precise, no further block is played.
    pub(crate) fn looked(&self, precision: &Precision) {
        let text = format!(
            ", half-width {}, wanted {}",
            rough(precision.half_width),
            rough(precision.wanted)
        );
        if let Some(bar) = &self.bar {
            bar.set_message(text);
        } else if let Ok(mut shown) = self.precision.lock() {
            *shown = text;
        }
        self.sufficient.store(precision.precise, Ordering::Relaxed);
    }

    /// Whether the stop rule is met.
    pub(crate) fn is_sufficient(&self) -> bool {
        self.sufficient.load(Ordering::Relaxed)
    }

    /// Takes the bar away and returns the time since the start.
    pub(crate) fn finish(&self) -> Duration {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }

    /// Whether the rest of the block would take longer than anyone waits after Ctrl-C.
    fn block_is_long(&self) -> bool {
        let played = self.played.load(Ordering::Relaxed);
        let in_block = played % BLOCK;
        let left = (BLOCK - in_block).min(self.total.saturating_sub(played));
        if played == 0 {
            return self.started.elapsed() > PATIENCE / 4;
        }
        self.started.elapsed().mul_f64(f64::from(left) / f64::from(played)) > PATIENCE
    }
}

impl Watch for Progress {
    fn played(&self) {
        let played = self.played.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        } else if !self.quiet {
            let tenth = |count: u32| u64::from(count) * 10 / u64::from(self.total.max(1));
            if tenth(played) > tenth(played - 1) {
                let precision = self.precision.lock().map(|text| text.clone()).unwrap_or_default();
                tell(&format!("  {played} of {} {}{precision}", self.total, self.counted));
            }
        }
    }

    fn stops_after_block(&self) -> bool {
        interrupted() || self.sufficient.load(Ordering::Relaxed)
    }

    fn drops_block(&self) -> bool {
        if !interrupted() {
            return false;
        }
        if !self.dropping.load(Ordering::Relaxed) && self.block_is_long() {
            self.dropping.store(true, Ordering::Relaxed);
        }
        self.dropping.load(Ordering::Relaxed)
    }
}
