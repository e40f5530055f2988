//! `[[targets]]`: what was observed after a past event.

use crate::calendar::Horizon;
use crate::diagnostic::Diagnostic;
use crate::outcome::observation::{Decides, GRADE_IDS, INDICATORS};
use crate::outcome::{Indicator, Observation};
use crate::scenario::Target;
use crate::scenario::quantity::Status;
use crate::scenario::reader::TableReader;

/// Days of a year, rounded up.
const DAYS_OF_YEAR: f64 = 366.0;

pub(super) fn read(root: &TableReader<'_>, horizon: Horizon) -> Vec<Target> {
    let read = root.tables("targets", "targets");
    read.iter().map(|reader| target(reader, horizon)).collect()
}

fn target(reader: &TableReader<'_>, horizon: Horizon) -> Target {
    let stated = |key: &'static str| reader.has(key).then(|| reader.plain_number(key));
    let pair = |key: &'static str| match reader.numbers(key)[..] {
        [low, high] => (low, high),
        _ => (0.0, 1.0),
    };
    let indicator = Indicator::named(reader.word("indicator")).unwrap_or(INDICATORS[0].indicator);
    let grade = reader.has("damage_grade").then(|| reader.word("damage_grade"));
    let status = reader.word("status");
    let observation = Observation {
        indicator,
        check: reader.text("check"),
        days_after_event: reader.plain_number("days_after_event"),
        relative_to_days: stated("relative_to_days"),
        from_days: stated("from_days"),
        over_days: reader.has("over_days").then(|| pair("over_days")),
        grade: grade.and_then(|word| GRADE_IDS.iter().position(|it| *it == word)),
        fifth: reader
            .has("income_fifth")
            .then(|| usize::try_from(reader.integer("income_fifth") - 1).unwrap_or_default()),
        zones_damaged_share: pair("zones_damaged_share"),
        envelope: pair("envelope"),
        value: reader.plain_number("value"),
        band: pair("band"),
        decides: Decides::named(reader.word("decided_by")).unwrap_or(Decides::Median),
        required: reader.flag("required"),
        curve: reader.has("curve").then(|| reader.word("curve").to_owned()),
        source: reader.text("source"),
    };
    for (key, (low, high)) in [
        ("band", observation.band),
        ("zones_damaged_share", observation.zones_damaged_share),
        ("envelope", observation.envelope),
        ("over_days", observation.over_days.unwrap_or_default()),
    ] {
        if low > high {
            falls(reader, key, (low, high));
        }
    }
    days(reader, &observation);
    inside(reader, &observation, horizon);
    reader.finish();
    Target {
        observation,
        status: Status::ALL
            .into_iter()
            .find(|it| it.word() == status)
            .unwrap_or(Status::Assumption),
    }
}

fn falls(reader: &TableReader<'_>, key: &'static str, (low, high): (f64, f64)) {
    let what = if key == "band" {
        "the band of a target falls".to_owned()
    } else {
        format!("`{key}` of a target falls")
    };
    reader.report(
        Diagnostic::error("S311", what, reader.place(key))
            .label("the lower value stands first")
            .replace("swap the two", format!("[{high:?}, {low:?}]")),
    );
}

/// A day after the horizon has no value. A horizon of no years could not be read.
fn inside(reader: &TableReader<'_>, observation: &Observation, horizon: Horizon) {
    let most = f64::from(horizon.years) * DAYS_OF_YEAR;
    if most > 0.0 && observation.days_after_event > most {
        reader.report(
            Diagnostic::error(
                "S350",
                "the day of a target lies after the horizon",
                reader.place("days_after_event"),
            )
            .label(format!("the horizon has {most:.0} days"))
            .help("give an earlier day, or a longer `scenario.horizon_years`"),
        );
    }
}

/// An indicator that relates days to each other has them all, in order.
fn days(reader: &TableReader<'_>, observation: &Observation) {
    let id = observation.indicator.info().id;
    let missing = |key: &'static str, why: &str| {
        reader.report(
            Diagnostic::error("S350", format!("`{id}` needs `{key}`"), reader.place("indicator"))
                .label(why.to_owned())
                .help(format!("add `{key}`, in days after the event")),
        );
    };
    match observation.indicator {
        Indicator::SiteStockRelative if observation.relative_to_days.is_none() => {
            missing("relative_to_days", "a stock over that of another day");
        }
        Indicator::SiteExitRate | Indicator::SiteExitRateRatio => {
            match observation.from_days {
                None => missing("from_days", "a rate from one day to another"),
                Some(from) if from >= observation.days_after_event => reader.report(
                    Diagnostic::error(
                        "S350",
                        "the time over which a rate is taken has no length",
                        reader.place("from_days"),
                    )
                    .label("not before `days_after_event`")
                    .help("give a day before `days_after_event`"),
                ),
                Some(_) => {}
            }
            if observation.indicator == Indicator::SiteExitRateRatio
                && observation.over_days.is_none_or(|(from, to)| from >= to)
            {
                missing("over_days", "a rate over that of another time");
            }
        }
        _ => {}
    }
}
