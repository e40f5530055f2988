//! What a calibration is asked to do: which numbers are varied, over which range, against which cases.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::posterior::parameter;
use crate::diagnostic::{Diagnostic, SourceText, Span};

/// Version of the layout of the file.
const FORMAT: u32 = 1;

/// Code of everything that can be wrong with a declaration.
const CODE: &str = "S347";

/// Fewest sets of which an interval of nine in ten can be told.
pub const FEWEST_ACCEPTED: u32 = 20;

/// Most simulations.
const MOST_SIMULATIONS: u32 = 10_000_000;

/// What the number of sets is a multiple of where there are waves: simulations are stored in parts of so many.
pub const PART: u32 = 64;

/// Most waves.
const MOST_WAVES: u32 = 100;

/// Most futures of a simulation.
const MOST_FUTURES: u32 = 100;

/// Truths that are asked for where the file states none.
const USUAL_TRUTHS: u32 = 200;

/// A value and where it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Placed<T> {
    /// An error at this place, with what to do about it.
    pub fn fault(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        Diagnostic::error(CODE, message, Some(self.span.clone())).help(help)
    }
}

/// A number that is varied: every value between two ends is alike.
#[derive(Clone, Debug, PartialEq)]
pub struct VariedNumber {
    /// Key path.
    pub key: Placed<String>,
    /// Lowest value, in the unit of the key.
    pub low: f64,
    /// Largest value.
    pub high: f64,
    /// Where the range comes from.
    pub source: String,
}

/// A past event that the numbers are held to.
#[derive(Clone, Debug, PartialEq)]
pub struct DeclaredCase {
    /// Scenario file or its folder, relative to the declaration.
    pub file: Placed<PathBuf>,
    /// Values laid over the case, as `--set` has them.
    pub changes: Vec<String>,
    /// Varied numbers that the case decides itself.
    pub keep: Vec<Placed<String>>,
    /// Targets that are not compared: an indicator, or an indicator with its details.
    pub leave_out: Vec<Placed<String>>,
}

/// What a calibration is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Title, for people.
    pub title: String,
    /// Seed of the sets and of the futures.
    pub seed: u64,
    /// Parameter sets that are drawn from the ranges, and in each wave.
    pub simulations: u32,
    /// Waves beside the sets that are drawn first, if there are any.
    pub waves: Option<Placed<u32>>,
    /// Share of the ranges that the last wave is drawn from; one where there is no wave.
    pub narrowed_to: f64,
    /// Futures of each case that a set is played in; its statistics are their medians.
    pub futures: u32,
    /// The same for the sets of the last wave.
    pub futures_of_last_wave: u32,
    /// Share of the sets of the last wave that is accepted; of all sets where there is no wave.
    pub accepted_share: f64,
    /// Simulations that are taken for the truth in turn, to see how often intervals hold it.
    pub truths: u32,
    /// What is varied.
    pub parameters: Vec<VariedNumber>,
    /// What it is held to.
    pub cases: Vec<DeclaredCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: Spanned<u32>,
    title: Spanned<String>,
    seed: Spanned<i64>,
    simulations: Spanned<u32>,
    waves: Option<Spanned<u32>>,
    narrowed_to: Option<Spanned<f64>>,
    futures: Option<Spanned<u32>>,
    futures_of_last_wave: Option<Spanned<u32>>,
    accepted_share: Spanned<f64>,
    truths: Option<Spanned<u32>>,
    cases: Spanned<Vec<WrittenCase>>,
    parameters: Spanned<Vec<WrittenParameter>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCase {
    file: Spanned<String>,
    #[serde(default)]
    changes: Vec<String>,
    #[serde(default)]
    keep: Vec<Spanned<String>>,
    #[serde(default)]
    leave_out: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenParameter {
    key: Spanned<String>,
    low: f64,
    high: Spanned<f64>,
    source: Spanned<String>,
}

/// What may be asked otherwise than the file does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Instead {
    /// Parameter sets that are played.
    pub simulations: Option<u32>,
    /// Seed of the sets and of the futures.
    pub seed: Option<u64>,
}

impl Declaration {
    /// Number of waves.
    pub fn number_of_waves(&self) -> u32 {
        self.waves.as_ref().map_or(0, |waves| waves.value)
    }

    /// Reads a declaration; `name` is the file as people know it.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(name: &str, bytes: &[u8], instead: Instead) -> Result<Self, Vec<Diagnostic>> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            let message = format!("{name} is not UTF-8");
            return Err(vec![Diagnostic::error(CODE, message, None).help("save it as UTF-8 text")]);
        };
        let source = SourceText::new(name, text);
        let written: Written = toml::from_str(text).map_err(|error| {
            let range = error.span().unwrap_or(0..0);
            let span = Some(Span { source: Arc::clone(&source), range });
            let message = error.message().lines().collect::<Vec<_>>().join("; ");
            vec![Diagnostic::error(CODE, message, span).help(
                "mend it at the place shown; docs/model/calibration.md has every key of a calibration",
            )]
        })?;
        Reader { source, found: Vec::new() }.read(written, instead)
    }
}

/// Checks what was written.
struct Reader {
    source: Arc<SourceText>,
    found: Vec<Diagnostic>,
}

impl Reader {
    fn placed<T, U>(&self, spanned: &Spanned<T>, value: U) -> Placed<U> {
        let range: Range<usize> = spanned.span();
        Placed { value, span: Span { source: Arc::clone(&self.source), range } }
    }

    fn require<T>(&mut self, holds: bool, at: &Spanned<T>, message: &str, help: &str) {
        if !holds {
            let fault = self.placed(at, ()).fault(message, help);
            self.found.push(fault);
        }
    }

    fn read(mut self, written: Written, instead: Instead) -> Result<Declaration, Vec<Diagnostic>> {
        let format = *written.format.get_ref();
        self.require(
            format == FORMAT,
            &written.format,
            &format!("this program reads format {FORMAT} of calibrations, not {format}"),
            &format!("write format = {FORMAT}"),
        );
        self.require(
            !written.title.get_ref().trim().is_empty(),
            &written.title,
            "the title is empty",
            "say in a few words what is calibrated",
        );
        let seed = *written.seed.get_ref();
        self.require(
            seed >= 0,
            &written.seed,
            "the seed is below zero",
            "write a whole number from 0 on",
        );
        let simulations = instead.simulations.unwrap_or(*written.simulations.get_ref());
        let share = *written.accepted_share.get_ref();
        self.require(
            share > 0.0 && share < 1.0,
            &written.accepted_share,
            "the accepted share is not between 0 and 1",
            "write 0.01 for one simulation in a hundred",
        );
        let accepted = f64::from(simulations) * share;
        self.require(
            simulations <= MOST_SIMULATIONS && accepted.round() >= f64::from(FEWEST_ACCEPTED),
            &written.simulations,
            &format!(
                "{simulations} simulations, of which {accepted:.0} are accepted; at least \
                 {FEWEST_ACCEPTED} must be, and {MOST_SIMULATIONS} simulations are the most"
            ),
            "change simulations (or --simulations) or accepted_share",
        );
        let truths = written.truths.as_ref().map_or(USUAL_TRUTHS, |truths| *truths.get_ref());
        if let Some(truths) = &written.truths {
            self.require(
                *truths.get_ref() > 0,
                truths,
                "no truth is asked for",
                "write truths = 200 or more",
            );
        }
        let futures = self.futures(written.futures.as_ref(), 1, 1);
        let last = written.futures_of_last_wave.as_ref();
        // Fewer would be replicates that other simulations have too.
        let futures_of_last_wave = self.futures(last, futures, futures);
        let waves = self.waves(&written, simulations);
        let narrowed_to = written.narrowed_to.as_ref().map_or(1.0, |share| *share.get_ref());
        let parameters = self.parameters(&written.parameters);
        let cases = self.cases(&written.cases, &parameters);
        if !self.found.is_empty() {
            return Err(self.found);
        }
        Ok(Declaration {
            title: written.title.into_inner(),
            seed: instead.seed.unwrap_or(seed as u64),
            simulations,
            waves,
            narrowed_to,
            futures,
            futures_of_last_wave,
            accepted_share: share,
            truths,
            parameters,
            cases,
        })
    }

    fn futures(&mut self, written: Option<&Spanned<u32>>, fewest: u32, usual: u32) -> u32 {
        let Some(written) = written else { return usual };
        let futures = *written.get_ref();
        self.require(
            (fewest..=MOST_FUTURES).contains(&futures),
            written,
            &format!(
                "a set is played in {fewest} to {MOST_FUTURES} futures of a case, not {futures}"
            ),
            &format!(
                "write a whole number from {fewest} to {MOST_FUTURES}, or leave it out for {usual}"
            ),
        );
        futures
    }

    fn waves(&mut self, written: &Written, simulations: u32) -> Option<Placed<u32>> {
        let Some(at) = written.waves.as_ref() else {
            let last = written.futures_of_last_wave.as_ref().map(|at| self.placed(at, ()));
            let share = written.narrowed_to.as_ref().map(|at| self.placed(at, ()));
            for at in [last, share].into_iter().flatten() {
                let help = "write waves = 4, or leave it out";
                self.found.push(at.fault("this says something of waves, and there are none", help));
            }
            return None;
        };
        self.require(
            (1..=MOST_WAVES).contains(at.get_ref()) && simulations.is_multiple_of(PART),
            at,
            &format!(
                "there are 1 to {MOST_WAVES} waves, and where there are any, the number of sets is a multiple of {PART}"
            ),
            "change waves or simulations (or --simulations), or leave waves out",
        );
        let message = "where there are waves, narrowed_to is the share of the ranges that the last one is drawn from, \
                       between 0 and 1";
        let help = "write narrowed_to = 0.001 for a thousandth";
        match &written.narrowed_to {
            None => self.require(false, at, message, help),
            Some(share) => {
                let is_share = 0.0 < *share.get_ref() && *share.get_ref() < 1.0;
                self.require(is_share, share, message, help);
            }
        }
        Some(self.placed(at, *at.get_ref()))
    }

    fn parameters(&mut self, list: &Spanned<Vec<WrittenParameter>>) -> Vec<VariedNumber> {
        self.require(
            !list.get_ref().is_empty(),
            list,
            "nothing is varied",
            "add [[parameters]] with key, low, high and source",
        );
        let mut parameters: Vec<VariedNumber> = Vec::new();
        for one in list.get_ref() {
            let (path, high) = (one.key.get_ref(), *one.high.get_ref());
            self.require(
                !parameters.iter().any(|known| known.key.value == *path),
                &one.key,
                &format!("`{path}` is varied twice"),
                "leave one of them out",
            );
            match parameter(path) {
                None => self.require(
                    false,
                    &one.key,
                    &format!("`{path}` is not a number that futures can draw"),
                    "name a number of the model by its whole path, such as \
                     recovery.return_rate_per_month; numbers that shape the population are none",
                ),
                Some(key) => self.require(
                    one.low < high && one.low >= key.least && high <= key.most,
                    &one.high,
                    &format!("`{path}` from {} to {high} is no range of it", one.low),
                    &format!(
                        "low is below high, and both lie between {} and {} ({})",
                        key.least, key.most, key.unit
                    ),
                ),
            }
            self.require(
                !one.source.get_ref().trim().is_empty(),
                &one.source,
                &format!("the range of `{path}` has no source"),
                "say where it comes from; \"judgement\" is one",
            );
            let key = self.placed(&one.key, path.clone());
            let source = one.source.get_ref().clone();
            parameters.push(VariedNumber { key, low: one.low, high, source });
        }
        parameters
    }

    fn cases(
        &mut self,
        list: &Spanned<Vec<WrittenCase>>,
        parameters: &[VariedNumber],
    ) -> Vec<DeclaredCase> {
        self.require(
            !list.get_ref().is_empty(),
            list,
            "there is no case",
            "add [[cases]] with the file of a scenario that has [[targets]]",
        );
        let mut cases = Vec::new();
        for one in list.get_ref() {
            for key in &one.keep {
                let varied = parameters.iter().any(|known| known.key.value == *key.get_ref());
                self.require(
                    varied,
                    key,
                    &format!("`{}` is kept and not varied", key.get_ref()),
                    "name keys of [[parameters]] only",
                );
            }
            let texts = |list: &[Spanned<String>]| {
                list.iter().map(|text| self.placed(text, text.get_ref().clone())).collect()
            };
            cases.push(DeclaredCase {
                file: self.placed(&one.file, PathBuf::from(one.file.get_ref())),
                changes: one.changes.clone(),
                keep: texts(&one.keep),
                leave_out: texts(&one.leave_out),
            });
        }
        cases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"format = 1
title = "A test"
seed = 3
simulations = 200
accepted_share = 0.2

[[cases]]
file = "a"
keep = ["recovery.plots_per_year"]
leave_out = ["severe_share"]

[[parameters]]
key = "recovery.plots_per_year"
low = 0
high = 9.5
source = "judgement"
"#;

    fn read(text: &str) -> Result<Declaration, Vec<Diagnostic>> {
        Declaration::parse("c.toml", text.as_bytes(), Instead::default())
    }

    #[test]
    fn a_sound_file_is_read_and_options_win() {
        let declared = read(SOUND).unwrap();
        assert_eq!((declared.truths, declared.seed, declared.simulations), (200, 3, 200));
        assert_eq!((declared.futures, declared.futures_of_last_wave), (1, 1));
        assert_eq!(declared.waves, None);
        assert_eq!((declared.parameters[0].low, declared.parameters[0].high), (0.0, 9.5));
        assert_eq!(declared.cases[0].leave_out[0].value, "severe_share");
        let instead = Instead { simulations: Some(100), seed: Some(9) };
        let other = Declaration::parse("c.toml", SOUND.as_bytes(), instead).unwrap();
        assert_eq!((other.seed, other.simulations), (9, 100));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_what_to_do() {
        let refused = |from: &str, to: &str| {
            assert!(SOUND.contains(from), "{from}");
            let found = read(&SOUND.replace(from, to)).unwrap_err();
            let first = &found[0];
            assert!(!first.help.as_ref().unwrap().text.is_empty());
            let span = first.span.as_ref().unwrap();
            (span.source.line_column(span.range.start).0, first.message.clone())
        };
        assert_eq!(refused("format = 1", "format = 2").0, 1);
        assert_eq!(refused("simulations = 200", "simulations = 80").0, 4);
        assert!(
            refused("simulations = 200", "simulations = 200\nfutures = 0").1.contains("1 to 100")
        );
        assert_eq!(refused("accepted_share = 0.2", "accepted_share = 20").0, 5);
        let waves = |waves: &str| refused("seed = 3", &format!("seed = 3\n{waves}"));
        assert!(waves("waves = 2").1.contains("multiple of 64"));
        assert!(waves("futures_of_last_wave = 8").1.contains("there are none"));
        assert!(waves("narrowed_to = 0.1").1.contains("there are none"));
        let even = refused("simulations = 200", "simulations = 256\nwaves = 2");
        assert!(even.0 == 5 && even.1.contains("narrowed_to is the share"));
        let wide = "simulations = 256\nwaves = 2\nnarrowed_to = 1.5";
        assert_eq!(refused("simulations = 200", wide).0, 6);
        assert_eq!(refused("seed = 3", "sed = 3").0, 3);
        assert_eq!(refused("seed = 3", "seed = true").0, 3);
        let (line, message) =
            refused("key = \"recovery.plots_per_year\"", "key = \"recovery.plots\"");
        assert_eq!(line, 13, "{message}");
        assert!(message.contains("futures can draw"), "{message}");
        assert_eq!(refused("keep = [\"recovery.", "keep = [\"sites.").0, 9);
        assert!(refused("high = 9.5", "high = 1e12").1.contains("is no range of it"));
        assert!(refused("\"judgement\"", "\" \"").1.contains("no source"));
    }
}
