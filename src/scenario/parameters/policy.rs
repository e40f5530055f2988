//! What authorities can do of what was planned (model M10).

use super::section;

section! {
    /// Capacity of authorities and how far policies are carried out.
    Policy = "policy" {
        capacity_share: 1.0, 0.0 => 1.0, "share of what is planned", Assumption, "1 is no limit; judgement where it is stated: 0.4",
            "Capacity of authorities at the start: programmes reach this share of what is planned.";
        capacity_turnover_per_year: 0.15, 0.0 => 5.0, "per year", Assumption, "judgement",
            "Rate at which trained staff leave, and the capacity that training added with them.";
        implementation_share: 1.0, 0.0 => 1.0, "share of what is planned", Assumption, "1 is no limit; judgement where it is stated: 0.6",
            "Share of planned policy that is carried out.";
    }
}
