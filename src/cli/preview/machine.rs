//! What the machine has to spare. Where the system does not tell, nothing is known.

use std::path::Path;

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

/// What the machine has to spare, bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Machine {
    /// Memory that can be had without pushing anything out.
    pub(super) memory: Option<f64>,
    /// Disk that is free where results go.
    pub(super) disk: Option<f64>,
}

impl Machine {
    /// This machine, with results in `folder`.
    pub(super) fn here(folder: &Path) -> Self {
        Self { memory: memory(), disk: disk(folder) }
    }
}

fn memory() -> Option<f64> {
    let only_memory = RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(only_memory).ok()?;
    let mut bytes = match system.available_memory() {
        // Some systems tell what is free alone.
        0 => system.free_memory(),
        available => available,
    };
    // In a container its limit counts, less what cannot be pushed out of it.
    if let Some(limits) = system.cgroup_limits() {
        bytes = bytes.min(limits.total_memory.saturating_sub(limits.rss));
    }
    (bytes > 0).then_some(bytes as f64)
}

fn disk(folder: &Path) -> Option<f64> {
    let folder = std::path::absolute(folder).ok()?;
    let there = folder.ancestors().find(|it| it.is_dir())?;
    let disk = fs4::statvfs(there).ok()?;
    // What is no disk at all, such as a folder of the system, tells that it has no room.
    (disk.total_space() > 0).then_some(disk.available_space() as f64)
}

#[cfg(test)]
mod tests {
    use super::Machine;

    #[test]
    fn a_folder_that_is_not_there_yet_is_on_the_disk_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        let machine = Machine::here(&folder.path().join("not/yet"));
        assert!(machine.disk.is_none_or(|bytes| bytes > 0.0), "{machine:?}");
        assert!(machine.memory.is_none_or(|bytes| bytes > 0.0), "{machine:?}");
    }
}
