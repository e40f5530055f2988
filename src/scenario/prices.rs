//! Price levels: from the prices of one year to those of another.
//!
//! A cost of `c` USD in prices of year a is c · I(b) / I(a) in prices of year b, with I the consumer price
//! index of all urban consumers of the United States, annual averages, 1982-84 = 100 (Bureau of Labor
//! Statistics, series CUUR0000SA0). Copied from published copies of that series and compared among them;
//! the figure of 2025 from one copy alone.
//!
//! Limits: one index for all goods and places; construction costs on an island may move otherwise.

use std::sync::LazyLock;

use super::quantity::Quantity;

/// Name and source of the index, for files and messages.
pub const INDEX_SOURCE: &str = "consumer prices of the United States (BLS, CPI-U, annual averages)";

static TABLE: LazyLock<Vec<(u16, f64)>> = LazyLock::new(|| {
    let lines = include_str!("deflators.csv").lines().skip(1);
    lines
        .filter_map(|line| {
            let (year, index) = line.split_once(',')?;
            Some((year.parse().ok()?, index.parse().ok()?))
        })
        .collect()
});

/// First and last year of the table.
pub fn years() -> (u16, u16) {
    let year = |entry: Option<&(u16, f64)>| entry.map_or(0, |(year, _)| *year);
    (year(TABLE.first()), year(TABLE.last()))
}

/// The index of a year; none outside the table.
pub fn index(year: u16) -> Option<f64> {
    TABLE.iter().find(|(known, _)| *known == year).map(|(_, index)| *index)
}

/// The amount in prices of `to` that is worth `usd` in prices of `from`; the same bits where the years are
/// the same, none where they differ and one is outside the table.
pub fn converted(usd: f64, from: u16, to: u16) -> Option<f64> {
    if from == to {
        return Some(usd);
    }
    Some(usd * index(to)? / index(from)?)
}

/// A quantity in USD brought from prices of `from` to prices of `to`, its source saying so; none where a
/// year is outside the table.
pub fn brought(quantity: &Quantity, from: u16, to: u16) -> Option<Quantity> {
    if from == to {
        return Some(quantity.clone());
    }
    let move_to = |usd: f64| converted(usd, from, to);
    let spread = match quantity.spread {
        Some((low, high)) => Some((move_to(low)?, move_to(high)?)),
        None => None,
    };
    let between = if quantity.source.is_empty() { "" } else { "; " };
    Some(Quantity {
        central: move_to(quantity.central)?,
        spread,
        source: format!("{}{between}stated in prices of {from}", quantity.source),
        from_profile: false,
        ..quantity.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, brought, converted, years};
    use crate::scenario::load;
    use crate::scenario::quantity::{Quantity, Status};

    #[test]
    fn the_table_has_every_year_and_no_line_is_lost() {
        assert_eq!(years(), (1990, 2025));
        assert_eq!(TABLE.len(), 36);
        assert!(TABLE.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0));
    }

    #[test]
    fn a_hundred_dollars_of_2010_in_prices_of_2020() {
        assert_eq!(converted(100.0, 2010, 2020), Some(100.0 * 258.811 / 218.056));
        assert_eq!(format!("{:.2}", converted(100.0, 2010, 2020).unwrap()), "118.69");
        assert_eq!(converted(0.1 + 0.2, 1950, 1950), Some(0.1 + 0.2));
        assert_eq!(converted(1.0, 1950, 2020), None);
        assert_eq!(converted(1.0, 2020, 2026), None);
    }

    const SOUND: &str = include_str!("../../tests/diagnostics/sound.toml");

    #[test]
    fn costs_of_another_year_are_read_in_prices_of_the_case() {
        let read = |changes: &[&str]| {
            let changes: Vec<String> = changes.iter().map(|text| (*text).to_owned()).collect();
            load("sound.toml", SOUND.as_bytes(), &changes)
        };
        let case = "currency.price_year=2020";
        let plain = read(&[case]).unwrap();
        let same = read(&[case, "interventions.roofs.price_year=2020"]).unwrap();
        assert_eq!(same.resolved, plain.resolved);
        let moved = read(&[case, "interventions.roofs.price_year=2010"]).unwrap();
        let cost = plain.scenario.interventions[0].unit_cost_usd.central;
        let expected = cost * 258.811 / 218.056;
        assert_eq!(moved.scenario.interventions[0].unit_cost_usd.central, expected);
        // What is kept of the run reads back to the same run.
        let again = load("again.toml", moved.resolved.as_bytes(), &[]).unwrap();
        assert_eq!(again.scenario, moved.scenario);
    }

    #[test]
    fn a_year_outside_the_table_is_refused_at_its_place() {
        let text =
            SOUND.replace("[interventions.levers]", "price_year = 1960\n[interventions.levers]");
        let found = load("sound.toml", text.as_bytes(), &[]).unwrap_err();
        assert_eq!(found.iter().map(|it| it.code).collect::<Vec<_>>(), ["S345"]);
        let span = found[0].span.as_ref().unwrap();
        let line = text.lines().position(|line| line.starts_with("price_year = 1960")).unwrap() + 1;
        assert_eq!(span.source.line_column(span.range.start), (line, 14));
        assert!(found[0].message.contains("1960"), "{}", found[0].message);
    }

    #[test]
    fn the_whole_spread_moves_and_the_source_says_so() {
        let plain = Quantity::plain("a.b_usd", 100.0, "a report", Status::Literature);
        let stated = Quantity { spread: Some((50.0, 200.0)), ..plain };
        assert_eq!(brought(&stated, 2020, 2020), Some(stated.clone()));
        let moved = brought(&stated, 2010, 2020).unwrap();
        assert_eq!(moved.spread.unwrap().1, 200.0 * 258.811 / 218.056);
        assert_eq!(moved.source, "a report; stated in prices of 2010");
        assert_eq!((moved.path, moved.status), (stated.path, stated.status));
    }
}
