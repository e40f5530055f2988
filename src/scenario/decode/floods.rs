//! `river_flood` among the `[[hazards]]`.

use super::hazards::month_shares;
use crate::diagnostic::Diagnostic;
use crate::scenario::check::references;
use crate::scenario::hazard::{FloodHazard, Floodplain};
use crate::scenario::place::Zone;
use crate::scenario::reader::TableReader;

pub(super) fn read(reader: &TableReader<'_>, zones: &[Zone]) -> FloodHazard {
    let mut floodplains: Vec<Floodplain> = Vec::new();
    for (name, span, plain) in reader.named_tables("floodplains", "hazards.floodplains") {
        let rank = references::zone_of_key(reader, (&name, span), zones);
        let read = floodplain(&plain, rank.unwrap_or_default());
        plain.finish();
        if rank.is_some() {
            floodplains.push(read);
        }
    }
    floodplains.sort_by_key(|plain| plain.zone);
    FloodHazard {
        driven_by: if reader.has("driven_by") { reader.plain_text("driven_by") } else { None },
        wind_correlation: reader.number("wind_correlation"),
        zone_correlation: reader.number("zone_correlation"),
        month_shares: month_shares(reader),
        floodplains,
    }
}

fn floodplain(reader: &TableReader<'_>, zone: u16) -> Floodplain {
    let stated = reader.numbers("depths_m");
    let mut depths_m = [0.0; 9];
    if stated.len() == 9 {
        depths_m.copy_from_slice(&stated);
    }
    if depths_m.windows(2).any(|pair| pair[0] > pair[1]) {
        reader.report(
            Diagnostic::error(
                "S311",
                "`depths_m` must not fall from one return period to the next",
                reader.place("depths_m"),
            )
            .label("a rarer flood is at least as deep")
            .help(
                "write the depths for 2, 5, 10, 25, 50, 100, 250, 500 and 1000 years in this order",
            ),
        );
    }
    Floodplain {
        zone,
        depths_m,
        exposed_share: reader.number("exposed_share"),
        protection_standard_years: reader.number("protection_standard_years"),
    }
}
