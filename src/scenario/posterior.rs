//! Parameter sets that a calibration accepted, and what they put in place of the numbers of a scenario.
//!
//! A future takes one set whole, so that what belongs together stays together. The sets win over numbers of
//! the profile and of the file, but for the keys that the scenario keeps.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Scenario;
use super::parameters::{NumberKey, Population, all_keys};
use super::quantity::{Quantity, Status};
use crate::rng::{Draws, Purpose};
use crate::stats::quantiles::quantile;

/// Version of the layout of the file.
const FORMAT: u32 = 1;

/// Most sets of a file.
const MOST_SETS: usize = 100_000;

/// Parameter sets, and where they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Posterior {
    /// The file, as the scenario names it.
    pub file: PathBuf,
    /// Keys that the scenario decides though the file holds them.
    pub keep: Vec<String>,
    /// Key paths of the numbers of a set; none before the file is read.
    pub parameters: Vec<String>,
    /// The sets, each in the order of the parameters.
    pub sets: Vec<Vec<f64>>,
}

/// What a posterior file holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PosteriorFile {
    /// Version of the layout.
    pub format: u32,
    /// What made it.
    pub made_by: String,
    /// What it was made from, in words.
    pub about: String,
    /// Key paths of the numbers of a set.
    pub parameters: Vec<String>,
    /// The sets, the nearest to what was observed first.
    pub sets: Vec<Vec<f64>>,
}

impl PosteriorFile {
    /// A file of the version of today.
    pub fn new(
        made_by: String,
        about: String,
        parameters: Vec<String>,
        sets: Vec<Vec<f64>>,
    ) -> Self {
        Self { format: FORMAT, made_by, about, parameters, sets }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, in words, with the line and column where the text itself is broken.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
        let file: Self = toml::from_str(text).map_err(|error| place_and_message(text, &error))?;
        match file.fault() {
            None => Ok(file),
            Some(fault) => Err(fault),
        }
    }

    fn fault(&self) -> Option<String> {
        if self.format != FORMAT {
            return Some(format!(
                "it has format {}; this program reads format {FORMAT}",
                self.format
            ));
        }
        if self.sets.is_empty() || self.sets.len() > MOST_SETS {
            return Some(format!("it holds {} sets, not 1 to {MOST_SETS}", self.sets.len()));
        }
        for (k, path) in self.parameters.iter().enumerate() {
            let Some(key) = parameter(path) else {
                return Some(format!("`{path}` is not a number that futures can draw"));
            };
            if self.parameters[..k].contains(path) {
                return Some(format!("`{path}` stands in it twice"));
            }
            for (number, set) in self.sets.iter().enumerate() {
                let value = set.get(k).copied().unwrap_or(f64::NAN);
                if set.len() != self.parameters.len() || !(key.least..=key.most).contains(&value) {
                    let (least, most) = (key.least, key.most);
                    let number = number + 1;
                    return Some(format!(
                        "set {number} has no `{path}` between {least} and {most}, or not one value for each parameter"
                    ));
                }
            }
        }
        None
    }
}

/// The number of a key path that a set may hold: any but those that shape the population, which is drawn
/// once for all futures.
pub fn parameter(path: &str) -> Option<&'static NumberKey> {
    let of_population = |key: &NumberKey| key.section.starts_with(Population::SECTION);
    all_keys().find(|key| {
        !of_population(key)
            && path.strip_prefix(key.section).and_then(|rest| rest.strip_prefix('.'))
                == Some(key.name)
    })
}

fn place_and_message(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().to_owned();
    match error.span() {
        Some(range) => {
            let before = text.get(..range.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            format!("line {line}, column {column}: {message}")
        }
        None => message,
    }
}

impl Posterior {
    /// The set of the future of `draws`.
    pub fn set(&self, draws: &Draws) -> Option<&[f64]> {
        let u = draws.uniform(Purpose::Parameter, 0, 2, 0);
        let position = (u * self.sets.len() as f64) as usize;
        self.sets.get(position).map(Vec::as_slice)
    }

    /// The value of a key path in a set; none where the scenario decides it.
    pub fn value(&self, set: &[f64], path: &str) -> Option<f64> {
        let k = self.parameters.iter().position(|known| known == path)?;
        if self.keeps(path) { None } else { set.get(k).copied() }
    }

    /// Whether the scenario decides a number of the file.
    pub fn keeps(&self, path: &str) -> bool {
        self.keep.iter().any(|kept| kept == path)
    }

    /// Key paths of the numbers that come from the sets.
    pub fn drawn(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(String::as_str).filter(|path| !self.keeps(path))
    }

    /// Puts the middle and the range of the sets in the place of a number that comes from them.
    fn stand_in(&self, quantity: &Quantity) -> Quantity {
        let Some(k) = self.parameters.iter().position(|path| *path == quantity.path) else {
            return quantity.clone();
        };
        if self.keeps(&quantity.path) {
            return quantity.clone();
        }
        let mut values: Vec<f64> = self.sets.iter().map(|set| set[k]).collect();
        values.sort_by(f64::total_cmp);
        let (low, high) = (values[0], values[values.len() - 1]);
        Quantity {
            central: quantile(&values, 0.5),
            spread: (low < high).then_some((low, high)),
            source: format!("calibration: {} sets of {}", self.sets.len(), self.file.display()),
            status: Status::Derived,
            ..quantity.clone()
        }
    }
}

impl Scenario {
    /// Draws numbers from the sets of a file that the scenario does not name itself, in the place of one that it
    /// does; `keep` are the keys that it decides all the same.
    pub fn draw_from(
        &mut self,
        name: PathBuf,
        file: PosteriorFile,
        keep: impl IntoIterator<Item = String>,
    ) {
        self.posterior = Some(Posterior { file: name, ..Posterior::default() });
        self.take_up(file, keep);
    }

    /// Takes up the sets of the posterior that the scenario names: every number that comes from them has
    /// their median as its middle and their range as its spread.
    pub(super) fn take_up(&mut self, file: PosteriorFile, keep: impl IntoIterator<Item = String>) {
        let Some(posterior) = &mut self.posterior else { return };
        (posterior.parameters, posterior.sets) = (file.parameters, file.sets);
        posterior.keep.extend(keep);
        posterior.keep.sort();
        posterior.keep.dedup();
        posterior.keep.retain(|path| posterior.parameters.contains(path));
        let posterior = &*posterior;
        let each = |quantity: &Quantity| posterior.stand_in(quantity);
        self.climate = self.climate.map(each);
        self.vulnerability = self.vulnerability.map(each);
        self.behaviour = self.behaviour.map(each);
        self.recovery = self.recovery.map(each);
        self.livelihood = self.livelihood.map(each);
        self.sites = self.sites.map(each);
        self.policy = self.policy.map(each);
        self.finance = self.finance.map(each);
        self.labour = self.labour.map(each);
        self.standards = self.standards.map(each);
        self.care = self.care.map(each);
        self.tracking = self.tracking.map(each);
    }

    /// Key paths of the numbers that stand otherwise in another scenario.
    pub(super) fn numbers_that_differ(&self, other: &Self) -> Vec<String> {
        self.quantities()
            .into_iter()
            .zip(other.quantities())
            .filter(|(one, two)| {
                (one.central, one.spread) != (two.central, two.spread) && one.path == two.path
            })
            .map(|(one, _)| one.path.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Seed;
    use crate::scenario::load_beside;

    const TUTORIAL: &str = include_str!("../../scenarios/tutorial/scenario.toml");
    const FILE: &str = "format = 1\nmade_by = \"a test\"\nabout = \"\"\n\
        parameters = [\"behaviour.decision_rate_per_year\", \"recovery.plots_per_year\"]\n\
        sets = [[0.1, 5.0], [0.2, 7.0], [0.4, 9.0]]\n";

    fn loaded(tail: &str, file: &str, changes: &[String]) -> Result<super::super::Loaded, String> {
        let text = format!("{TUTORIAL}\n[uncertainty]\nposterior = \"sets.toml\"\n{tail}");
        let read = |name: &str| {
            assert_eq!(name, "sets.toml");
            Ok(file.as_bytes().to_vec())
        };
        load_beside("tutorial", text.as_bytes(), changes, &read)
            .map_err(|found| found[0].message.clone())
    }

    #[test]
    fn a_future_takes_one_set_whole_and_the_resolved_text_says_the_same() {
        let loaded = loaded("", FILE, &[]).unwrap();
        let scenario = &loaded.scenario;
        let rate = &scenario.behaviour.decision_rate_per_year;
        assert_eq!(
            (rate.central, rate.spread, rate.status),
            (0.2, Some((0.1, 0.4)), Status::Derived)
        );
        let mut counts = [0_u32; 3];
        for replicate in 0..3_000 {
            let draws = Draws::new(Seed(5), replicate);
            let numbers = crate::plan::parameters::Parameters::draw(scenario, &draws);
            let set = (numbers.behaviour.decision_rate_per_year, numbers.recovery.plots_per_year);
            let known = [(0.1, 5.0), (0.2, 7.0), (0.4, 9.0)];
            counts[known.iter().position(|one| *one == set).unwrap()] += 1;
        }
        assert!(counts.iter().all(|count| (900..1_100).contains(count)), "{counts:?}");
        let again = load_beside("again", loaded.resolved.as_bytes(), &[], &|_| {
            Ok(FILE.as_bytes().to_vec())
        });
        assert!(again.unwrap().resolved == loaded.resolved);
    }

    #[test]
    fn what_is_kept_or_set_is_not_drawn() {
        let kept = loaded("keep = [\"recovery.plots_per_year\"]", FILE, &[]).unwrap().scenario;
        let changes = ["recovery.plots_per_year=3".to_owned()];
        let set = loaded("", FILE, &changes).unwrap();
        for scenario in [&kept, &set.scenario] {
            let posterior = scenario.posterior.as_ref().unwrap();
            assert_eq!(posterior.drawn().collect::<Vec<_>>(), ["behaviour.decision_rate_per_year"]);
        }
        assert_eq!(set.scenario.recovery.plots_per_year.central, 3.0);
        let again =
            load_beside("again", set.resolved.as_bytes(), &[], &|_| Ok(FILE.as_bytes().to_vec()));
        assert!(again.unwrap().resolved == set.resolved);
    }

    #[test]
    fn a_file_that_no_calibration_wrote_is_refused_with_a_reason() {
        let refused = |file: &str| loaded("", file, &[]).unwrap_err();
        assert!(refused("").contains("missing field"));
        assert!(refused("format = 1\nparameters = [").contains("line 2, column"));
        assert!(refused(&FILE.replace("format = 1", "format = 2")).contains("format 2"));
        assert!(refused(&FILE.replace("0.1, 5.0", "0.1")).contains("set 1"));
        assert!(refused(&FILE.replace("0.1, 5.0", "nan, 5.0")).contains("set 1"));
        let of_population =
            FILE.replace("recovery.plots_per_year", "population.elderly_head_share");
        assert!(refused(&of_population).contains("not a number that futures can draw"));
    }
}
