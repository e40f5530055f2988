//! Cost lines: what each programme was asked for, what it delivered and what that cost, month by month.
//!
//! Planned is not delivered. A unit that a budget does not hold, or that an absorption limit stops, is
//! planned and not delivered; every unit that is delivered has its cost on the same line, and there is no
//! other way to spend programme money, so lines add up to the programme cost.

use crate::outcome::{CostLine, Line};

/// The lines of a run.
#[derive(Clone, Debug, Default)]
pub struct Books {
    periods: usize,
    lines: Vec<Line>,
}

impl Books {
    /// Empty lines for so many programmes and periods.
    pub fn reset(&mut self, programmes: usize, periods: u16) {
        self.periods = usize::from(periods);
        self.lines.clear();
        self.lines.resize(programmes * self.periods, Line::default());
    }

    /// The line of a programme in a period.
    pub fn line(&mut self, programme: usize, period: u16) -> &mut Line {
        &mut self.lines[programme * self.periods + usize::from(period)]
    }

    /// Lines that are not empty, programme by programme, in order of time.
    pub fn cost_lines(&self) -> Vec<CostLine> {
        let is_used = |line: &Line| *line != Line::default();
        self.lines
            .iter()
            .enumerate()
            .filter(|(_, line)| is_used(line))
            .map(|(position, line)| CostLine {
                programme: (position / self.periods) as u16,
                period: (position % self.periods) as u16,
                line: *line,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Books;
    use crate::outcome::{CostLine, Line};

    #[test]
    fn lines_are_kept_apart_and_empty_ones_left_out() {
        let mut books = Books::default();
        books.reset(2, 12);
        books.line(1, 3).planned += 2.0;
        books.line(1, 3).delivered += 1.0;
        books.line(0, 11).usd += 5.0;
        let line = Line { planned: 2.0, delivered: 1.0, usd: 0.0 };
        assert_eq!(
            books.cost_lines(),
            [
                CostLine { programme: 0, period: 11, line: Line { usd: 5.0, ..Line::default() } },
                CostLine { programme: 1, period: 3, line },
            ]
        );
    }
}
