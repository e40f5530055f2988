//! What a run may take of the machine that plays it.

/// Limits of the author on time, memory and disk; none where absent.
///
/// They decide whether a run begins, never what it says: two runs that differ in them alone are the same
/// run. So they stand neither in the resolved scenario nor in the hash of the plan, and a run that was
/// refused goes on with a wider limit where it was.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MachineLimits {
    /// Longest time that a run may be expected to take, minutes.
    pub minutes: Option<f64>,
    /// Most memory that it may be expected to take, GB (10^9 bytes).
    pub memory_gb: Option<f64>,
    /// Most disk that it may be expected to take, GB (10^9 bytes).
    pub disk_gb: Option<f64>,
}
