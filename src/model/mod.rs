//! The household model: pure transition functions over columns of households and addressed draws.
//!
//! A household is touched on four wake-ups only: a hazard that reaches its zone, its decision clock
//! (drawn ahead), membership of a list (displaced, damaged), and a policy date. Everything else has a
//! closed form in the months since the last touch: savings, perception, payouts.

pub mod accounts;
pub mod assistance;
pub mod authorities;
pub mod books;
pub mod budgets;
pub mod calibration;
pub mod care;
pub mod channels;
pub mod clock;
pub mod coefficients;
pub mod consumption;
pub mod cover;
pub mod crews;
pub mod decision;
pub mod delivery;
pub mod earnings;
pub mod evacuation;
pub mod event;
pub mod exits;
pub mod footing;
pub mod grants;
pub mod homes;
pub mod households;
pub mod impact;
pub mod income;
pub mod insurance;
pub mod inundation;
pub mod knowledge;
pub mod leavers;
pub mod ledger;
pub mod money;
pub mod movement;
pub mod payout;
pub mod perception;
pub mod period;
pub mod placement;
pub mod poverty;
pub mod protected;
pub mod race;
pub mod readiness;
pub mod recovery;
pub mod relief;
pub mod run;
pub mod seasons;
pub mod services;
pub mod shelters;
pub mod slots;
pub mod solutions;
pub mod standing;
pub mod support;
pub mod tally;
pub mod trace;
pub mod tracking;
pub mod transport;
pub mod utility;
pub mod wellbeing;
