//! What one future shows of one past event: the numbers that indicators of a back-cast are made of.
//!
//! The clock is days after the event; `analysis::backcast::clock` reads days between the ends of months.

/// People who left ahead of the event and whose homes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evacuated {
    /// People.
    pub people: f64,
    /// Days until the services of their zone let them go home.
    pub after_days: f64,
    /// What their damage leaves of the rate at which they go home then, 0-1, as of that of the displaced.
    pub pace: f64,
}

/// People moved by the event out of dwellings of one grade of damage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Evacuated ahead of the event and not displaced by it, by zone.
    pub evacuated: Vec<Evacuated>,
    /// The same, kept away by the damage of their home.
    pub kept_away: f64,
    /// Of these, people whose home was repaired in each month, that of the event first.
    pub repaired: Vec<f64>,
    /// Displaced by it.
    pub displaced: f64,
    /// Of these, gone back to their home in each month, that of the event first.
    pub returned: Vec<f64>,
}

/// A zone after the event: dwellings, those damaged, those destroyed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ZoneDamage {
    /// Dwellings.
    pub dwellings: f64,
    /// Of these, damaged.
    pub damaged: f64,
    /// Of these, destroyed.
    pub destroyed: f64,
}

/// Extra emigrants of a group of people: those who left less those who came back, beyond the same future
/// without hazards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extra {
    /// People at the start.
    pub people: f64,
    /// Extra emigrants to the horizon.
    pub emigrants: f64,
}

/// What one future shows of one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// People at the start.
    pub people: f64,
    /// Dwellings at the start.
    pub dwellings: f64,
    /// Dwellings damaged, severely damaged or worse, and destroyed, to the horizon.
    pub damage: [f64; 3],
    /// Dwellings with a damage of .30 and of .40 or more at the end of the event's month.
    pub severe_from: [f64; 2],
    /// People displaced (movements), to the horizon.
    pub displaced: f64,
    /// Zones by rank at the end of the event's month.
    pub zones: Vec<ZoneDamage>,
    /// Days from the event to the end of each month, that of the event first.
    pub month_ends: Vec<f64>,
    /// People in collective sites at these ends.
    pub sites: Vec<f64>,
    /// Residents at these ends.
    pub residents: Vec<f64>,
    /// Movements of displacement from the event to these ends.
    pub displaced_by: Vec<f64>,
    /// People moved by the event, by grade of damage.
    pub moved: [Moved; 4],
    /// Mean rate at which evacuees go home once they can, per day, and its variance over households.
    pub evacuees_go_home: (f64, f64),
    /// Extra emigrants in each month from that of the event on; empty where no twin was played.
    pub extra_by_month: Vec<f64>,
    /// Extra emigrants of the income fifths, poorest first, to the horizon.
    pub extra_by_fifth: [Extra; 5],
}
