//! How the climate of the horizon differs from the record (model M2.5, M2.6, M2.9).

use super::section;

section! {
    /// Changes of storm frequency and sea level. The pathway itself is chosen by `climate.pathway`.
    Climate = "climate" {
        storm_frequency_change: -0.144, -0.9 => 3.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, North Atlantic median (5-95 %: -0.345 to +0.287)",
            "Change in the number of all tropical cyclones at 2 degrees of global warming.";
        storm_frequency_change_low: -0.345, -0.95 => 3.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, 5th percentile",
            "Fifth percentile of that change.";
        storm_frequency_change_high: 0.287, -0.9 => 4.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, 95th percentile",
            "Ninety-fifth percentile of that change.";
        major_frequency_change: 0.113, -0.9 => 3.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, North Atlantic median (10-90 %: -0.38 to +0.82)",
            "Change in the number of category 4-5 cyclones at 2 degrees of global warming.";
        major_frequency_change_low: -0.38, -0.95 => 3.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, 10th percentile",
            "Tenth percentile of that change.";
        major_frequency_change_high: 0.82, -0.9 => 4.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, 90th percentile",
            "Ninetieth percentile of that change.";
        rain_change: 0.159, -0.9 => 3.0, "share per 2 degrees of warming", Literature, "Knutson et al. 2020, rain rate of tropical cyclones, median (5.8 to 22.8 %)",
            "Change in the rate of river floods at 2 degrees of global warming.";
        land_motion_m_per_year: 0.0, -0.05 => 0.05, "m per year, up positive", Assumption, "",
            "Vertical motion of the land.";
    }
}
