//! The numbers that a study varies, each by the quantile function of a uniform.

use super::StudyError;
use crate::analysis::sensitivity::report::Spread;
use crate::analysis::sensitivity::{Held, ParameterEntry};
use crate::dist::quantile::{normal, triangular};
use crate::hazard::HazardModel;
use crate::hazard::climate::{ClimateChange, MOST_Z};
use crate::plan::parameters::Parameters;
use crate::plan::point::ParameterPoint;
use crate::scenario::Scenario;
use crate::scenario::hazard::Pathway;
use crate::scenario::quantity::Quantity;

const ALL_STORMS: &str = "climate.storm_frequency_change";
const MAJOR_STORMS: &str = "climate.major_frequency_change";

/// Which numbers are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Key paths; all that have a spread where there is none. A path ends in `*` for all that begin so.
    pub keys: Vec<String>,
    /// Whether numbers that shape the population or the storms are varied too.
    pub rebuild: bool,
    /// Paths that were given a spread as assumptions.
    pub given: Vec<String>,
}

impl Wish {
    /// Whether it names a path, or names none.
    pub fn takes(&self, path: &str) -> bool {
        self.keys.is_empty() || self.names(path)
    }

    fn names(&self, path: &str) -> bool {
        self.keys.iter().any(|key| match key.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => key == path,
        })
    }
}

/// One number that is varied.
#[derive(Clone, Debug)]
pub struct Axis {
    /// What is told of it.
    pub entry: ParameterEntry,
    how: How,
}

#[derive(Clone, Copy, Debug)]
enum How {
    /// In the parameter vector.
    InPlace,
    /// In what is built once.
    Rebuilt,
    /// The change of the number of storms: all, or of category 4-5.
    Climate { change: ClimateChange, major: bool },
}

/// The axes of a study, and the uncertain numbers that it holds.
#[derive(Clone, Debug)]
pub struct Axes {
    /// Axes, in the order of the scenario.
    pub axes: Vec<Axis>,
    /// Held numbers.
    pub held: Vec<Held>,
}

/// The numbers of a scenario that a wish names.
///
/// # Errors
/// [`StudyError`] for a key that names no number or one without a spread, for a named number that would
/// need building anew, and where nothing is left to vary.
pub fn axes(scenario: &Scenario, hazard: &HazardModel, wish: &Wish) -> Result<Axes, StudyError> {
    let in_place: Vec<String> =
        Parameters::quantities(scenario).into_iter().map(|quantity| quantity.path).collect();
    let all = scenario.quantities();
    for key in &wish.keys {
        check(key, &all, &in_place, wish)?;
    }
    let (mut axes, mut held) = (Vec::new(), Vec::new());
    for quantity in all {
        let change = *hazard.climate_change();
        if let Some(major) = climate(scenario, &quantity.path) {
            if wish.takes(&quantity.path) {
                axes.push(Axis::of_climate(quantity, change, major));
            }
            continue;
        }
        let Some((low, high)) = quantity.spread else { continue };
        let moves_in_place = in_place.contains(&quantity.path) && !is_compiled(&quantity.path);
        if wish.takes(&quantity.path) && (moves_in_place || wish.rebuild) {
            axes.push(Axis::of(quantity, (low, high), !moves_in_place, wish));
        } else {
            let built_once = !moves_in_place;
            held.push(Held { key: quantity.path.clone(), low, high, built_once });
        }
    }
    if axes.is_empty() {
        let also = match held.len() {
            0 => String::new(),
            1 => " (one is held: it shapes what is built once; --rebuild varies it)".to_owned(),
            some => {
                format!(" ({some} are held: they shape what is built once; --rebuild varies them)")
            }
        };
        return Err(StudyError::NothingUncertain(also));
    }
    Ok(Axes { axes, held })
}

/// Whether a path is a change of storm numbers whose percentiles the scenario states, and of which.
fn climate(scenario: &Scenario, path: &str) -> Option<bool> {
    let varies = scenario.pathway != Pathway::None && !scenario.experiment.central_parameters;
    match path {
        ALL_STORMS if varies => Some(false),
        MAJOR_STORMS if varies => Some(true),
        _ => None,
    }
}

/// Numbers of the parameter vector that the hazards or the place are compiled from as well: moving them
/// in the vector alone would leave the rest behind.
fn is_compiled(path: &str) -> bool {
    path.starts_with("climate.") && path != "climate.land_motion_m_per_year"
}

fn check(key: &str, all: &[&Quantity], in_place: &[String], wish: &Wish) -> Result<(), StudyError> {
    if key.ends_with('*') || [ALL_STORMS, MAJOR_STORMS].contains(&key) {
        return Ok(());
    }
    let Some(quantity) = all.iter().find(|quantity| quantity.path == key) else {
        let last = key.rsplit('.').next().unwrap_or(key);
        let near: Vec<&str> = all
            .iter()
            .filter(|quantity| quantity.spread.is_some())
            .map(|quantity| quantity.path.as_str())
            .filter(|path| {
                path.ends_with(last) || key.contains(path.rsplit('.').next().unwrap_or(path))
            })
            .take(3)
            .collect();
        let similar = if near.is_empty() {
            String::new()
        } else {
            format!("; similar uncertain numbers: {}", near.join(", "))
        };
        return Err(StudyError::UnknownParameter { key: key.to_owned(), similar });
    };
    if quantity.spread.is_none() {
        return Err(StudyError::Certain(key.to_owned()));
    }
    let moves = in_place.iter().any(|path| path == key) && !is_compiled(key);
    if !moves && !wish.rebuild {
        return Err(StudyError::BuiltOnce(key.to_owned()));
    }
    Ok(())
}

impl Axis {
    fn of(quantity: &Quantity, (low, high): (f64, f64), rebuilt: bool, wish: &Wish) -> Self {
        let given = wish.given.contains(&quantity.path);
        Self {
            entry: ParameterEntry {
                key: quantity.path.clone(),
                status: quantity.status.word().to_owned(),
                source: quantity.source.clone(),
                central: quantity.central,
                low,
                high,
                spread: if given { Spread::Given } else { Spread::Stated },
                rebuilt,
            },
            how: if rebuilt { How::Rebuilt } else { How::InPlace },
        }
    }

    fn of_climate(quantity: &Quantity, change: ClimateChange, major: bool) -> Self {
        let mut axis = Self {
            entry: ParameterEntry {
                key: quantity.path.clone(),
                status: quantity.status.word().to_owned(),
                source: quantity.source.clone(),
                central: quantity.central,
                low: 0.0,
                high: 0.0,
                spread: Spread::Percentiles,
                rebuilt: false,
            },
            how: How::Climate { change, major },
        };
        let (low, high) = axis.ends();
        (axis.entry.low, axis.entry.high) = (axis.value(low), axis.value(high));
        axis
    }

    /// Whether what is built once must be built anew for it.
    pub fn is_rebuilt(&self) -> bool {
        matches!(self.how, How::Rebuilt)
    }

    /// Uniforms of the ends of its range: all of a triangular one, the percentiles that the scenario
    /// states of the climate.
    pub fn ends(&self) -> (f64, f64) {
        match self.how {
            How::InPlace | How::Rebuilt => (0.0, 1.0),
            How::Climate { major: false, .. } => (0.05, 0.95),
            How::Climate { major: true, .. } => (0.1, 0.9),
        }
    }

    /// Uniform of the central value.
    pub fn centre(&self) -> f64 {
        let ParameterEntry { low, central, high, .. } = self.entry;
        match self.how {
            How::Climate { .. } => 0.5,
            _ if high > low => (central - low) / (high - low),
            _ => 0.5,
        }
    }

    /// The value at a uniform, in the unit of the number.
    pub fn value(&self, uniform: f64) -> f64 {
        match self.how {
            How::InPlace | How::Rebuilt => {
                triangular(uniform, self.entry.low, self.entry.central, self.entry.high)
            }
            How::Climate { change, major } => {
                let stands = standard(uniform);
                let (all, of_major) = change.stated(stands, stands);
                if major { of_major } else { all }
            }
        }
    }

    /// Moves a point to a uniform of this axis.
    pub fn place(&self, point: &mut ParameterPoint, uniform: f64) {
        if let How::Climate { major, .. } = self.how {
            let mut climate = point.climate();
            *(if major { &mut climate.major } else { &mut climate.all }) = standard(uniform);
            point.set_climate(climate);
        } else {
            point.set(&self.entry.key, self.value(uniform));
        }
    }
}

/// Standard normal value of a uniform, held as that of a drawn climate is.
fn standard(uniform: f64) -> f64 {
    const LEAST: f64 = 1e-9;
    normal(uniform.clamp(LEAST, 1.0 - LEAST)).clamp(-MOST_Z, MOST_Z)
}

#[cfg(test)]
mod tests {
    use super::{Wish, axes};
    use crate::data::Folder;
    use crate::hazard::HazardModel;
    use crate::plan::point::ParameterPoint;
    use crate::scenario::{Scenario, load};
    use crate::study::StudyError;

    const TUTORIAL: &str = include_str!("../../scenarios/tutorial/scenario.toml");

    fn tutorial(changes: &[&str]) -> (Scenario, HazardModel) {
        let changes: Vec<String> = changes.iter().map(|it| (*it).to_owned()).collect();
        let scenario = load("tutorial", TUTORIAL.as_bytes(), &changes).unwrap().scenario;
        let hazard = HazardModel::compile(&scenario, &Folder::new(".")).unwrap();
        (scenario, hazard)
    }

    #[test]
    fn the_rate_of_storms_is_held_unless_it_may_be_built_anew() {
        let (scenario, hazard) = tutorial(&[]);
        let found = axes(&scenario, &hazard, &Wish::default()).unwrap();
        let held: Vec<&str> = found.held.iter().map(|it| it.key.as_str()).collect();
        assert!(held.contains(&"hazards.cyclones.rate_per_year"), "{held:?}");
        let wish = Wish { rebuild: true, ..Wish::default() };
        let more = axes(&scenario, &hazard, &wish).unwrap();
        assert_eq!(more.axes.len(), found.axes.len() + found.held.len());
        assert!(more.axes.iter().any(super::Axis::is_rebuilt) && more.held.is_empty());
    }

    #[test]
    fn an_axis_runs_from_low_over_central_to_high() {
        let (scenario, hazard) = tutorial(&[]);
        for axis in axes(&scenario, &hazard, &Wish::default()).unwrap().axes {
            let (low, high) = axis.ends();
            let entry = &axis.entry;
            for (uniform, value) in
                [(low, entry.low), (axis.centre(), entry.central), (high, entry.high)]
            {
                let error = (axis.value(uniform) - value).abs();
                assert!(error < 2e-3 * value.abs().max(1e-9), "{}: {value}", entry.key);
            }
            let mut point = ParameterPoint::central();
            axis.place(&mut point, 0.25);
            assert_ne!(point, ParameterPoint::central(), "{}", entry.key);
        }
    }

    #[test]
    fn what_cannot_be_varied_says_what_to_type() {
        let (scenario, hazard) = tutorial(&[]);
        let asked = |key: &str| {
            let wish = Wish { keys: vec![key.to_owned()], ..Wish::default() };
            axes(&scenario, &hazard, &wish).unwrap_err()
        };
        assert!(matches!(asked("nothing.at_all"), StudyError::UnknownParameter { .. }));
        assert!(asked("unit_cost_usd").to_string().contains("interventions.roofs.unit_cost_usd"));
        let certain = asked("interventions.roofs.coverage_share");
        assert!(certain.to_string().contains("--assumptions 0.2"), "{certain}");
        let built = asked("hazards.cyclones.rate_per_year");
        assert!(built.to_string().contains("--rebuild"), "{built}");
        assert!(asked("sites.*").to_string().contains("no number"), "{}", asked("sites.*"));
    }
}
