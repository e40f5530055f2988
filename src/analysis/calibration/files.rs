//! The table of simulations as CSV.

use super::distance::Accepted;
use super::table::SimulationTable;

/// One line a simulation, in the order in which they were played: its set, what it brought about (empty where it shows
/// nothing), and its place among the accepted, 1 being the nearest (empty where it is not accepted).
///
/// # Errors
/// What the writer of the format said; it does not happen in memory.
pub fn table_csv(table: &SimulationTable, accepted: &Accepted) -> Result<Vec<u8>, csv::Error> {
    let mut places = vec![None; table.len()];
    for (place, row) in accepted.rows.iter().enumerate() {
        places[*row] = Some(place + 1);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head = vec!["simulation", "accepted"];
    head.extend(table.priors.iter().map(|prior| prior.key.as_str()));
    head.extend(table.statistics.iter().map(|statistic| statistic.name.as_str()));
    writer.write_record(&head)?;
    for (row, (set, found)) in table.sets.iter().zip(&table.found).enumerate() {
        let number = |value: &f64| if value.is_nan() { String::new() } else { value.to_string() };
        let place = places[row].map_or_else(String::new, |place: usize| place.to_string());
        let mut line = vec![row.to_string(), place];
        line.extend(set.iter().chain(found).map(number));
        writer.write_record(&line)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use super::super::distance::{Measure, accept};
    use super::super::table::tests::shifted;
    use super::*;

    #[test]
    fn every_simulation_has_a_line_and_the_nearest_is_the_first() {
        let mut table = shifted(100, 0.0);
        table.found[3][0] = f64::NAN;
        let accepted = accept(&table, &[0.5], &Measure::of(&table), 0.1, None);
        let text = String::from_utf8(table_csv(&table, &accepted).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0]), (101, "simulation,accepted,shift,idle,s"));
        assert!(lines[4].starts_with("3,,") && lines[4].ends_with(','));
        assert!(lines[1 + accepted.rows[0]].starts_with(&format!("{},1,", accepted.rows[0])));
    }
}
