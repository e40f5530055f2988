//! The folder of unfinished work of a calibration.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::super::blocks::Lock;
use super::super::blocks::lock::LOCK;
use super::super::blocks::publish::{clear_abandoned, publish};
use super::super::error::ResultsError;
use super::super::staging;
use super::part::{decode, encode};
use super::plan::SimulationPlan;

/// Ending of the folder's name.
const ENDING: &str = ".simulations";
const PLAN: &str = "plan.json";
const NOTE: &str = "README.txt";
const PART: &str = "part";
const DAMAGED: &str = "damaged";
const TEXT: &str = "\
This folder holds the unfinished work of a Leeward calibration.

Type the same `leeward calibrate` command again: it simulates what is missing and makes the folder of
results. If you do not want the calibration any more, delete this folder.
";

/// A folder of unfinished work.
#[derive(Clone, Debug)]
pub struct SimulationStore {
    folder: PathBuf,
    plan: SimulationPlan,
}

impl SimulationStore {
    /// Where the unfinished work of a folder of results stands.
    pub fn folder_of(target: &Path) -> PathBuf {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(ENDING);
        target.with_file_name(name)
    }

    /// The folder of results that is meant: itself, or that of the unfinished work that is named.
    pub fn target_of(named: &Path) -> PathBuf {
        let name = named.file_name().unwrap_or_default().to_string_lossy();
        match name.strip_suffix(ENDING) {
            Some(stem) if !stem.is_empty() => named.with_file_name(stem),
            _ => named.to_owned(),
        }
    }

    /// Opens the work of this plan, or begins it. Work on another plan is dropped with `force` and refused
    /// without it.
    ///
    /// # Errors
    /// If another process holds the folder, if it holds another plan, or if the system refuses.
    pub fn begin(
        target: &Path,
        plan: SimulationPlan,
        force: bool,
    ) -> Result<(Self, Lock), ResultsError> {
        let folder = Self::folder_of(target);
        fs::create_dir_all(&folder).map_err(ResultsError::system("create", &folder))?;
        let lock = Lock::take(&folder)?;
        staging::recover(target);
        clear_abandoned(&folder);
        let path = folder.join(PLAN);
        let store = Self { folder, plan };
        match fs::read(&path) {
            Ok(bytes) if bytes == store.plan.to_bytes() => return Ok((store, lock)),
            Ok(_) if force => store.clear()?,
            Ok(bytes) => {
                // Only a plan that can be read is somebody's work.
                SimulationPlan::parse(&path, &bytes)?;
                return Err(ResultsError::OtherPlan { folder: store.folder });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(ResultsError::system("read", &path)(error)),
        }
        publish(&store.folder.join(NOTE), TEXT.as_bytes())?;
        publish(&path, &store.plan.to_bytes())?;
        staging::sync_folder(&staging::parent_of(&store.folder));
        Ok((store, lock))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is simulated.
    pub fn plan(&self) -> &SimulationPlan {
        &self.plan
    }

    fn path(&self, part: u32) -> PathBuf {
        self.folder.join(format!("{part:06}.{PART}"))
    }

    /// The simulations of a part; none if it is missing. A damaged part is set aside, where it can be looked at,
    /// and counts as missing.
    ///
    /// # Errors
    /// If it belongs to something else, or if the system refuses.
    pub fn read(&self, part: u32) -> Result<Option<Vec<Vec<f64>>>, ResultsError> {
        let path = self.path(part);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(ResultsError::system("read", &path)(error)),
        };
        match decode(&path, &bytes, &self.plan, part) {
            Ok(found) => Ok(Some(found)),
            Err(ResultsError::DamagedBlock { .. }) => {
                fs::rename(&path, path.with_extension(DAMAGED))
                    .map_err(ResultsError::system("rename", &path))?;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Stores a part, whole.
    ///
    /// # Errors
    /// If other bytes stand there, or if the system refuses.
    pub fn publish(&self, part: u32, found: &[Vec<f64>]) -> Result<(), ResultsError> {
        let path = self.path(part);
        let bytes = encode(&self.plan, part, found)?;
        if publish(&path, &bytes)? || fs::read(&path).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        Err(ResultsError::Divergent { path })
    }

    fn clear(&self) -> Result<(), ResultsError> {
        let entries =
            fs::read_dir(&self.folder).map_err(ResultsError::system("read", &self.folder))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        // The plan goes last: a process killed on the way leaves something that the next one recognises.
        paths.sort_by_key(|path| path.ends_with(PLAN));
        let is_ours = |path: &Path| {
            let ending = path.extension().unwrap_or_default();
            ending == PART || ending == DAMAGED || path.ends_with(NOTE) || path.ends_with(PLAN)
        };
        for path in paths.iter().filter(|path| is_ours(path)) {
            fs::remove_file(path).map_err(ResultsError::system("remove", path))?;
        }
        Ok(())
    }

    /// Takes the folder away; whatever somebody else put there stays, and the folder with it.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn remove(&self) -> Result<(), ResultsError> {
        self.clear()?;
        let _ = fs::remove_file(self.folder.join(LOCK));
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }

    /// Takes the folder away if it holds no part.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn remove_if_empty(&self) -> Result<(), ResultsError> {
        let has_part = (0..self.plan.parts()).any(|part| self.path(part).exists());
        if has_part { Ok(()) } else { self.remove() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(simulations: u32) -> SimulationPlan {
        SimulationPlan::new(serde_json::json!({}), simulations, vec!["a".into()], Vec::new())
    }

    #[test]
    fn the_same_plan_goes_on_and_another_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("found");
        let (store, lock) = SimulationStore::begin(&target, plan(2), false).unwrap();
        assert!(matches!(
            SimulationStore::begin(&target, plan(2), false),
            Err(ResultsError::Busy { .. })
        ));
        store.publish(0, &[vec![1.0], vec![2.0]]).unwrap();
        assert!(store.publish(0, &[vec![1.0], vec![3.0]]).is_err());
        drop(lock);
        let (again, lock) = SimulationStore::begin(&target, plan(2), false).unwrap();
        assert_eq!(again.read(0).unwrap(), Some(vec![vec![1.0], vec![2.0]]));
        drop(lock);
        let other = SimulationStore::begin(&target, plan(3), false);
        assert!(matches!(other, Err(ResultsError::OtherPlan { .. })));
        let (forced, _lock) = SimulationStore::begin(&target, plan(3), true).unwrap();
        assert_eq!(forced.read(0).unwrap(), None);
        forced.remove().unwrap();
        assert!(!forced.folder().exists());
    }

    #[test]
    fn a_damaged_part_is_set_aside() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("found");
        let (store, _lock) = SimulationStore::begin(&target, plan(1), false).unwrap();
        store.publish(0, &[vec![1.0]]).unwrap();
        fs::write(store.folder().join("000000.part"), b"LWSIMUL1 and then nothing").unwrap();
        assert_eq!(store.read(0).unwrap(), None);
        assert!(store.folder().join("000000.damaged").exists());
        store.publish(0, &[vec![1.0]]).unwrap();
    }
}
