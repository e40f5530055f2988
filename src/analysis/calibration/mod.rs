//! Calibration by approximate Bayesian computation: which parameter sets bring about what was observed.
//!
//! Sets are drawn from what was thought possible before (the prior), and then in waves where those played so far foretell
//! that others come near (see [`wave`](mod@wave)). Each is played in every case, which gives a row of one table of
//! simulations. Those rows of the last wave that come nearest to the observations are accepted (rejection: Rubin 1984; Tavaré
//! et al. 1997; Beaumont, Zhang and Balding 2002), and their sets stand for what is possible after. There is never one best
//! set. The same table serves any observation, and so tells how well the method would have found sets that are known: see
//! [`coverage`](mod@coverage).
//!
//! Limits: an accepted share above zero widens what is left; with few accepted sets the ends of intervals are
//! coarse; what the cases do not observe is not learned.

pub mod coverage;
pub mod distance;
pub mod emulator;
pub mod files;
pub mod identified;
pub mod report;
pub mod table;
pub mod wave;

pub use coverage::{Coverage, coverage};
pub use distance::{Accepted, Measure, accept};
pub use emulator::terms_of;
pub use files::table_csv;
pub use identified::{Identified, identified};
pub use report::{CalibrationReport, StatisticFit, TooFewWhole, report};
pub use table::{Prior, SimulationTable, Statistic};
pub use wave::{candidates, wave};
