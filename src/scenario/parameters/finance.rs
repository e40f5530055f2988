//! Money arranged ahead of events, and seasonal work abroad.

use super::section;

section! {
    /// When money that was arranged before an event is paid out.
    Finance = "finance" {
        trigger_wind_ms: 50.0, 0.0 => 120.0, "m/s", Assumption, "judgement",
            "Mean effective wind over the zones, weighted by people, from which cover that was arranged ahead is paid out.";
    }
}

section! {
    /// Seasonal work abroad.
    Labour = "labour" {
        season_gross_usd: 9_000.0, 0.0 => 100_000.0, "USD per season", Assumption, "judgement, range 4,000-14,000; seasonal agricultural work in Canada lasts from 6 weeks to 8 months",
            "What a worker earns in a season abroad.";
        remitted_share: 0.5, 0.0 => 1.0, "share of earnings", Assumption, "judgement",
            "Part of the earnings of a season that comes home.";
    }
}
