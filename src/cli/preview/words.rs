//! A preview in words and as JSON.

use serde_json::{Value, json};

use super::estimate::{CaseLeft, Estimate, Task};
use crate::numbers::grouped;

/// The line that stands before a run.
pub(super) fn line(task: &Task, estimate: &Estimate, may_stop: bool) -> String {
    let main = task.cases.first();
    let (left, futures) = main.map_or((0, 0), |case| (case.left(), case.futures));
    let of_main = if left < futures {
        format!("{} of {} futures left", grouped(left.into()), grouped(futures.into()))
    } else {
        counted(futures.into(), "future")
    };
    let alternatives = match task.cases.len() {
        0 | 1 => String::new(),
        cases => format!(" and {}", counted(cases as u64 - 1, "alternative")),
    };
    let takes = match estimate.seconds {
        Some(seconds) => {
            let about = if may_stop { "at most about" } else { "about" };
            format!("{about} {} on {}", time(seconds), counted(task.threads as u64, "core"))
        }
        None => counted(task.threads as u64, "core"),
    };
    let strategies = match task.size.strategies {
        1 => "1 strategy".to_owned(),
        count => format!("{count} strategies"),
    };
    format!(
        "  {of_main} x {strategies}{alternatives}: {}, {takes}, {} of memory, {} of disk",
        counted(task.blocks() as u64, "block"),
        bytes(estimate.memory_bytes),
        bytes(estimate.disk_bytes)
    )
}

/// The same for programs. Numbers are not rounded; what is not known is null.
pub(super) fn document(
    task: &Task,
    estimate: &Estimate,
    probed: Option<u32>,
    refusals: &[String],
) -> Value {
    let left: Vec<u32> = task.cases.iter().map(CaseLeft::left).collect();
    json!({
        "schema": 1,
        "futures": task.futures().0,
        "futures_of_alternatives": task.futures().1 as u64,
        "futures_left": left.first(),
        "futures_of_alternatives_left": left.iter().skip(1).map(|it| u64::from(*it)).sum::<u64>(),
        "strategies": task.size.strategies,
        "alternatives": task.cases.len().saturating_sub(1),
        "households": task.size.households,
        "blocks_left": task.blocks(),
        "threads": task.threads,
        "seconds": estimate.seconds,
        "memory_bytes": estimate.memory_bytes.round(),
        "disk_bytes": estimate.disk_bytes.round(),
        "futures_probed": probed,
        "fits": refusals.is_empty(),
        "refusals": refusals,
    })
}

fn counted(count: u64, what: &str) -> String {
    format!("{} {what}{}", grouped(count as f64), if count == 1 { "" } else { "s" })
}

/// A length of time with as many digits as an estimate bears.
pub(super) fn time(seconds: f64) -> String {
    let several = |count: f64, what: &str| {
        let plural = if count == 1.0 { "" } else { "s" };
        format!("{} {what}{plural}", grouped(count))
    };
    let minutes = (seconds / 60.0).round();
    let hours = seconds / 3_600.0;
    if seconds < 19.5 {
        several(seconds.round().max(1.0), "second")
    } else if seconds < 87.5 {
        several((seconds / 5.0).round() * 5.0, "second")
    } else if minutes <= 90.0 {
        several(minutes, "minute")
    } else if hours < 9.95 {
        format!("{hours:.1} hours")
    } else if hours < 72.0 {
        several(hours.round(), "hour")
    } else {
        several((hours / 24.0).round(), "day")
    }
}

/// An amount of memory or disk: two digits that count, MB and GB of powers of ten.
pub(super) fn bytes(bytes: f64) -> String {
    let megabytes = bytes / 1e6;
    if megabytes < 0.95 {
        return "less than 1 MB".to_owned();
    }
    let (value, unit) = if megabytes < 995.0 { (megabytes, "MB") } else { (megabytes / 1e3, "GB") };
    if value < 9.95 && unit == "GB" {
        return format!("{value:.1} {unit}");
    }
    let step = if value < 100.0 { 1.0 } else { 10.0 };
    format!("{} {unit}", grouped((value / step).round() * step))
}

#[cfg(test)]
mod tests {
    use super::{bytes, time};

    #[test]
    fn times_have_the_digits_of_an_estimate() {
        let told = [0.2, 7.4, 19.6, 41.0, 89.0, 360.0, 5_400.0, 8_000.0, 111_600.0, 900_000.0];
        let expected = [
            "1 second",
            "7 seconds",
            "20 seconds",
            "40 seconds",
            "1 minute",
            "6 minutes",
            "90 minutes",
            "2.2 hours",
            "31 hours",
            "10 days",
        ];
        assert_eq!(told.map(time), expected);
    }

    #[test]
    fn bytes_have_the_digits_of_an_estimate() {
        let told = [1_000.0, 41.4e6, 183.0e6, 999.0e6, 1.94e9, 24.2e9, 1_234.0e9];
        let expected =
            ["less than 1 MB", "41 MB", "180 MB", "1.0 GB", "1.9 GB", "24 GB", "1,230 GB"];
        assert_eq!(told.map(bytes), expected);
    }
}
