//! A calibration compiled: its declaration, its cases, and the plan of its simulations.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::case::{self, Case};
use super::exit::Exit;
use crate::analysis::backcast::{look_back, name};
use crate::analysis::calibration::{Prior, Statistic, candidates, terms_of};
use crate::diagnostic::Diagnostic;
use crate::engine::{EventWatch, PastEvent, Prepared};
use crate::hazard::HazardModel;
use crate::ids::name_hash;
use crate::numbers::grouped;
use crate::outcome::{Observation, Seen};
use crate::plan::parameters::Parameters;
use crate::plan::point::ParameterPoint;
use crate::results::simulations::{PlannedEvent, SimulationPlan};
use crate::rng::Seed;
use crate::scenario::calibration::{Declaration, DeclaredCase, Instead};

/// Seeds of a scenario file are whole numbers of so many bits.
const SEED_BITS: u32 = 62;

/// Most candidates of a wave: some minutes of drawing.
const MOST_CANDIDATES: f64 = 2e8;

/// A case that the numbers are held to.
pub(super) struct Held {
    /// The case as it was read.
    pub(super) case: Case,
    /// Its hazards.
    hazard: HazardModel,
    /// What is compared, in the order of its file.
    pub(super) observed: Vec<Observation>,
    /// Names of required targets that are left out.
    pub(super) left_out: Vec<String>,
    /// Keys that it decides itself.
    pub(super) keep: Vec<String>,
}

impl Held {
    /// Its id.
    pub(super) fn id(&self) -> &str {
        &self.case.loaded.scenario.id
    }

    /// The statistics of a simulation, in the order of what is compared: medians over its futures, as a back-cast takes
    /// them; NaN where no future shows one.
    pub(super) fn statistics(&self, futures: &[Seen]) -> Vec<f64> {
        let median = |observed| look_back(observed, futures).median.unwrap_or(f64::NAN);
        self.observed.iter().map(median).collect()
    }
}

/// A declaration with its cases.
pub(super) struct Calibration {
    /// File as typed.
    pub(super) file: PathBuf,
    /// What is asked for.
    pub(super) declaration: Declaration,
    /// What the numbers are held to.
    pub(super) cases: Vec<Held>,
}

impl Calibration {
    /// Reads the declaration and its cases, and compiles the hazards.
    ///
    /// # Errors
    /// The exit code, after everything was said.
    pub(super) fn read(file: &Path, instead: Instead) -> Result<Self, Exit> {
        let file = if file.is_dir() { file.join("calibration.toml") } else { file.to_path_buf() };
        let bytes = case::read_file(&file)?;
        let declaration = Declaration::parse(&file.display().to_string(), &bytes, instead)
            .map_err(|found| refuse(&found))?;
        let folder = file.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        let mut cases: Vec<Held> = Vec::new();
        for declared in &declaration.cases {
            let held = hold(&folder, declared, &declaration)?;
            if cases.iter().any(|known| known.id() == held.id()) {
                let fault = declared.file.fault(
                    format!("a case with the id `{}` stands here twice", held.id()),
                    "leave one of them out, or give its scenario an id of its own",
                );
                return Err(refuse(&[fault]));
            }
            cases.push(held);
        }
        let calibration = Self { file, declaration, cases };
        match calibration.without_effect().or_else(|| calibration.without_waves()) {
            Some(fault) => Err(refuse(&[fault])),
            None => Ok(calibration),
        }
    }

    /// Waves that cannot be drawn.
    fn without_waves(&self) -> Option<Diagnostic> {
        let Declaration { simulations, waves, narrowed_to, parameters, .. } = &self.declaration;
        let waves = waves.as_ref()?;
        let fewest = terms_of(parameters.len());
        if (*simulations as usize) < fewest {
            return Some(waves.fault(
                format!(
                    "{simulations} sets do not tell where others of {} numbers come near; {fewest} at least do",
                    parameters.len()
                ),
                "raise simulations (or --simulations), or leave waves out",
            ));
        }
        let all = candidates(*simulations, *narrowed_to, 1, 1);
        (all > MOST_CANDIDATES).then(|| {
            waves.fault(
                format!(
                    "the last wave would look for its {simulations} sets among more than {} candidates",
                    grouped(MOST_CANDIDATES)
                ),
                "raise narrowed_to, or ask for fewer simulations",
            )
        })
    }

    /// A varied number that no case takes.
    fn without_effect(&self) -> Option<Diagnostic> {
        self.declaration.parameters.iter().find_map(|varied| {
            let key = &varied.key.value;
            let moves = |held: &Held| {
                let all = Parameters::quantities(&held.case.loaded.scenario);
                !held.keep.contains(key) && all.iter().any(|quantity| quantity.path == *key)
            };
            (!self.cases.iter().any(moves)).then(|| {
                varied.key.fault(
                    format!("`{key}` moves no future of any case"),
                    "vary another number, or let a case take it (take it out of `keep`)",
                )
            })
        })
    }

    /// Every case compiled, in order.
    pub(super) fn prepared(&self) -> Vec<Prepared<'_>> {
        self.cases
            .iter()
            .map(|held| Prepared::new(&held.case.loaded.scenario, &held.hazard))
            .collect()
    }

    /// The events to be played.
    pub(super) fn events<'a>(&self, prepared: &'a [Prepared<'a>]) -> Vec<PastEvent<'a>> {
        self.cases
            .iter()
            .zip(prepared)
            .map(|(held, prepared)| {
                let scenario = &held.case.loaded.scenario;
                let twin = held.observed.iter().any(|observed| observed.indicator.needs_twin());
                let watch = EventWatch::of(scenario, twin);
                PastEvent { prepared, rank: scenario.baseline(), watch }
            })
            .collect()
    }

    /// What was thought possible before.
    pub(super) fn priors(&self) -> Vec<Prior> {
        self.declaration
            .parameters
            .iter()
            .map(|varied| Prior {
                key: varied.key.value.clone(),
                low: varied.low,
                high: varied.high,
                source: varied.source.clone(),
            })
            .collect()
    }

    /// What was observed, case after case.
    pub(super) fn statistics(&self) -> Vec<Statistic> {
        let of = |held: &Held| -> Vec<Statistic> {
            held.observed
                .iter()
                .map(|observed| Statistic {
                    name: format!("{}: {}", held.id(), name(observed)),
                    case: held.id().to_owned(),
                    observed: observed.value,
                    band: observed.band,
                })
                .collect()
        };
        self.cases.iter().flat_map(of).collect()
    }

    /// The point at which a case plays a set.
    pub(super) fn point(&self, priors: &[Prior], set: &[f64], case: usize) -> ParameterPoint {
        let mut point = ParameterPoint::central();
        for (prior, value) in priors.iter().zip(set) {
            if !self.cases[case].keep.contains(&prior.key) {
                point.set(&prior.key, *value);
            }
        }
        point
    }

    /// Where the draws of the sets have their addresses.
    pub(super) fn seed(&self) -> Seed {
        Seed(self.declaration.seed)
    }

    /// Sets drawn from the ranges of before.
    pub(super) fn drawn(&self) -> Vec<Vec<f64>> {
        let priors = self.priors();
        let set = |row| priors.iter().map(|prior| prior.value(self.seed(), row)).collect();
        (0..self.declaration.simulations).map(set).collect()
    }

    /// Candidates of a wave.
    pub(super) fn candidates(&self, wave: u32) -> u32 {
        let Declaration { simulations, narrowed_to, .. } = self.declaration;
        candidates(simulations, narrowed_to, wave, self.declaration.number_of_waves()) as u32
    }

    /// All simulations: of the sets that are drawn first, and of each wave.
    fn simulations(&self) -> u32 {
        self.declaration.simulations * (1 + self.declaration.number_of_waves())
    }

    /// What decides the results.
    pub(super) fn plan(&self) -> SimulationPlan {
        let declared = &self.declaration;
        let statistics = self.statistics();
        let names = statistics.iter().map(|statistic| statistic.name.clone()).collect();
        let asked = json!({
            "title": declared.title,
            "seed": declared.seed,
            "accepted_share": declared.accepted_share,
            "futures": declared.futures,
            "futures_of_last_wave": declared.futures_of_last_wave,
            "waves": declared.number_of_waves(),
            "narrowed_to": declared.narrowed_to,
            "truths": declared.truths,
            "parameters": self.priors(),
            "statistics": statistics,
        });
        let events = self
            .cases
            .iter()
            .map(|held| PlannedEvent {
                case: held.id().to_owned(),
                keep: held.keep.clone(),
                inputs: held.case.files.inputs(),
                scenario: held.case.loaded.resolved.clone(),
            })
            .collect();
        SimulationPlan::new(asked, self.simulations(), names, events)
    }

    /// The command that makes the same again, wherever it is typed.
    pub(super) fn command(&self) -> String {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let Declaration { simulations, seed, .. } = self.declaration;
        format!("leeward calibrate {name} --simulations {simulations} --seed {seed}")
    }
}

fn refuse(found: &[Diagnostic]) -> Exit {
    case::tell_findings(found);
    Exit::Invalid
}

/// Reads a case and finds what of it is compared.
fn hold(folder: &Path, declared: &DeclaredCase, declaration: &Declaration) -> Result<Held, Exit> {
    let path = folder.join(&declared.file.value);
    let id = declared.file.value.display().to_string();
    let mut changes = declared.changes.clone();
    changes.push(format!("experiment.seed={}", seed_of(declaration.seed, &id)));
    // Every simulation puts a value of its own in their place, so their defaults are no part of the plan and may be set
    // to what is found without another calibration.
    let keep: Vec<String> = declared.keep.iter().map(|key| key.value.clone()).collect();
    let set_anew = |key: &String| !keep.contains(key) && !Prepared::takes_once(key);
    let varied = declaration.parameters.iter().filter(|varied| set_anew(&varied.key.value));
    changes.extend(varied.map(|varied| format!("{}={}", varied.key.value, varied.low)));
    let case = case::read(&path, &changes)?;
    let scenario = &case.loaded.scenario;
    let hazard = HazardModel::compile(scenario, &case.files)
        .map_err(|error| case::tell_data_error(&error))?;
    let required: Vec<&Observation> = scenario
        .targets
        .iter()
        .map(|target| &target.observation)
        .filter(|observed| observed.required)
        .collect();
    let means = |word: &str, observed: &Observation| {
        word == observed.indicator.info().id || word == name(observed)
    };
    for word in &declared.leave_out {
        if !required.iter().any(|observed| means(&word.value, observed)) {
            let names: Vec<String> = required.iter().map(|observed| name(observed)).collect();
            let fault = word.fault(
                format!("`{}` is no required target of {id}", word.value),
                format!("its required targets are: {}", names.join("; ")),
            );
            return Err(refuse(&[fault]));
        }
    }
    let (left_out, observed): (Vec<&Observation>, Vec<&Observation>) = required
        .into_iter()
        .partition(|observed| declared.leave_out.iter().any(|word| means(&word.value, observed)));
    if observed.is_empty() {
        let fault = declared.file.fault(
            format!("{id} has no required target that could be compared"),
            "name another case, or mark a target of it as required; targets that are only reported are \
             never compared",
        );
        return Err(refuse(&[fault]));
    }
    let (left_out, observed) =
        (left_out.into_iter().map(name).collect(), observed.into_iter().cloned().collect());
    Ok(Held { case, hazard, observed, left_out, keep })
}

/// Seed of the futures of a case: cases of one calibration share no draws, nor do two calibrations.
fn seed_of(seed: u64, case: &str) -> u64 {
    let of_case = u64::from(name_hash(case)) << 30 | u64::from(name_hash(&format!("{case}.")));
    (seed ^ of_case) & ((1 << SEED_BITS) - 1)
}
