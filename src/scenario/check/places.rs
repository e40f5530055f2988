//! Zones: quantiles that rise, coordinates that belong together.

use crate::diagnostic::{Diagnostic, Span};
use crate::scenario::findings::Findings;
use crate::scenario::place::Zone;
use crate::scenario::reader::TableReader;

/// Degrees from the middle of the zones beyond which a zone is probably misplaced.
const FAR_DEGREES: f64 = 20.0;

/// Quantiles must not fall.
pub(in crate::scenario) fn ascending(
    reader: &TableReader<'_>,
    name: &'static str,
    quantiles: &[f64],
) {
    if quantiles.windows(2).any(|pair| pair[0] > pair[1]) {
        let mut sorted = quantiles.to_vec();
        sorted.sort_by(f64::total_cmp);
        let words: Vec<String> = sorted.iter().map(|value| format!("{value:?}")).collect();
        let replacement = format!("[{}]", words.join(", "));
        reader.report(
            Diagnostic::error(
                "S311",
                format!("`{name}` falls somewhere; quantiles never do"),
                reader.place(name),
            )
            .label("lowest first")
            .replace(format!("write them in rising order: {replacement}"), replacement),
        );
    }
}

/// Warns of a zone that lies far from the others, as when latitude and longitude are swapped.
pub(in crate::scenario) fn near_each_other(read: &[(Zone, Option<Span>)], findings: &Findings) {
    // Of two zones far apart nobody can say which is misplaced.
    if read.len() < 3 {
        return;
    }
    let middle = |coordinate: fn(&Zone) -> f64| {
        let mut all: Vec<f64> = read.iter().map(|(zone, _)| coordinate(zone)).collect();
        all.sort_by(f64::total_cmp);
        all[(all.len() - 1) / 2]
    };
    let (lat, lon) = (middle(|zone| zone.lat), middle(|zone| zone.lon));
    for (zone, place) in read {
        if (zone.lat - lat).abs() > FAR_DEGREES || (zone.lon - lon).abs() > FAR_DEGREES {
            findings.add(
                Diagnostic::warning(
                    "W406",
                    format!("zone `{}` lies far from the others", zone.id),
                    place.clone(),
                )
                .label(format!("at latitude {}, longitude {}", zone.lat, zone.lon))
                .help("check that `lat` and `lon` are not swapped and that west is negative"),
            );
        }
    }
}
