//! (stand-in until the hazard layer lands)
/// Event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Period.
    pub period: u16,
    /// Day of the month.
    pub day: u8,
    /// Index in the period.
    pub index_in_period: u16,
    /// What.
    pub kind: EventKind,
}
/// Kind.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// Wind.
    Wind {
        /// Effective wind by zone.
        effective_ms: Vec<f32>,
        /// Surge by zone.
        surge_m: Option<Vec<f32>>,
    },
    /// Shares by zone and class.
    DamageShares(Vec<[[f64; 4]; 4]>),
}
