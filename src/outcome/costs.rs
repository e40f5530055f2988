//! Lines of costs: what a programme planned, delivered and paid in a month.

/// One line: a programme in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// Units asked for, of real households.
    pub planned: f64,
    /// Units delivered.
    pub delivered: f64,
    /// Cost of the units delivered and of the upkeep of earlier ones, USD.
    pub usd: f64,
}

/// A line that is not empty, with the programme's position in the strategy and the period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostLine {
    /// Position of the programme in its strategy.
    pub programme: u16,
    /// Period.
    pub period: u16,
    /// The line.
    pub line: Line,
}
