//! Which blocks one process of many plays.

use super::console;
use super::exit::Exit;
use crate::results::blocks::{BlockAddress, BlockPlan};

/// Variables in which schedulers say which task of an array this is, and its first number.
const ARRAYS: [(&str, u32); 5] = [
    ("SLURM_ARRAY_TASK_ID", 0),
    ("JOB_COMPLETION_INDEX", 0),
    ("AWS_BATCH_JOB_ARRAY_INDEX", 0),
    ("PBS_ARRAY_INDEX", 0),
    ("SGE_TASK_ID", 1),
];

/// The blocks of share `index` of `of`: every `of`-th, so that the first blocks, which a stop rule needs
/// first, are played first.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn of_share(plan: &BlockPlan, index: &str, of: u32) -> Result<Vec<BlockAddress>, Exit> {
    let index = if index == "auto" {
        of_array(&|name| std::env::var(name).ok())
    } else {
        index.parse().map_err(|_| format!("`{index}` is neither a number nor `auto`"))
    };
    let index = index.and_then(|index: u32| {
        if index < of {
            Ok(index)
        } else {
            Err(format!("share {index} of {of}: shares count from 0 to {}", of - 1))
        }
    });
    let index = index.map_err(|reason| {
        console::tell(&format!("error: {reason}"));
        Exit::Usage
    })?;
    Ok(plan.blocks().skip(index as usize).step_by(of as usize).collect())
}

/// The number that the scheduler gave this task, from 0 on.
fn of_array(variable: &dyn Fn(&str) -> Option<String>) -> Result<u32, String> {
    for (name, first) in ARRAYS {
        // Outside an array some schedulers set a word such as `undefined`.
        let number = variable(name).and_then(|text| text.trim().parse::<u32>().ok());
        if let Some(number) = number {
            return number
                .checked_sub(first)
                .ok_or_else(|| format!("{name} is {number}, and counts from {first}"));
        }
    }
    let names: Vec<&str> = ARRAYS.iter().map(|(name, _)| *name).collect();
    Err(format!("--index auto finds no number in {}; give one, as --index 0", names.join(", ")))
}

/// Blocks by their numbers.
///
/// # Errors
/// The exit code, after everything was said.
pub(super) fn of_numbers(plan: &BlockPlan, numbers: &[u32]) -> Result<Vec<BlockAddress>, Exit> {
    let all: Vec<BlockAddress> = plan.blocks().collect();
    let found = numbers.iter().map(|number| all.get(*number as usize).copied().ok_or(*number));
    found.collect::<Result<_, _>>().map_err(|number| {
        let last = all.len().saturating_sub(1);
        console::tell(&format!("error: there is no block {number}; blocks count from 0 to {last}"));
        Exit::Usage
    })
}

#[cfg(test)]
mod tests {
    use super::of_array;

    #[test]
    fn arrays_are_recognised_and_counted_from_zero() {
        let only = |name: &'static str, value: &'static str| {
            of_array(&move |asked| (asked == name).then(|| value.to_owned()))
        };
        assert_eq!(only("SLURM_ARRAY_TASK_ID", "7"), Ok(7));
        assert_eq!(only("JOB_COMPLETION_INDEX", "0"), Ok(0));
        assert_eq!(only("AWS_BATCH_JOB_ARRAY_INDEX", "3"), Ok(3));
        assert_eq!(only("PBS_ARRAY_INDEX", "2"), Ok(2));
        assert_eq!(only("SGE_TASK_ID", "1"), Ok(0));
        assert!(only("SGE_TASK_ID", "0").is_err());
        assert!(only("SGE_TASK_ID", "undefined").unwrap_err().contains("--index 0"));
    }
}
