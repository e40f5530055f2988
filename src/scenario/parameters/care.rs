//! Health, distress, protection and goods of the displaced.

use super::section;

section! {
    /// What displacement does to people, and how far services mend it.
    Care = "care" {
        illness_share: 0.08, 0.0 => 1.0, "share of person-months", Assumption, "judgement",
            "Time in illness of displaced people whose place meets the standards; it doubles where nothing does.";
        health_severity_cut: 0.3, 0.0 => 1.0, "share", Assumption, "judgement",
            "Illness that a full health service takes away, beyond what it adds to the quality of the place.";
        deaths_per_1000_illness_months: 0.5, 0.0 => 100.0, "deaths per 1000 person-months", Assumption, "judgement",
            "Deaths expected of illness, for the expected excess deaths alone.";
        distress_share_severe: 0.3, 0.0 => 1.0, "share of people", Assumption, "judgement; 22.1 % of people in conflict settings have a mental disorder (Charlson et al. 2019)",
            "People in distress at once where the dwelling was severely damaged.";
        distress_share_other: 0.1, 0.0 => 1.0, "share of people", Assumption, "judgement",
            "People in distress at once where it was not.";
        distress_rate_per_month: 0.02, 0.0 => 5.0, "per month", Assumption, "judgement",
            "Rate at which others fall into distress for each month that displacement lasts.";
        distress_recovery_rate_per_month: 0.1, 0.0 => 5.0, "per month", Assumption, "judgement",
            "Rate at which people recover from distress without support.";
        distress_support_ratio: 1.6, 1.0 => 10.0, "ratio", Assumption, "judgement",
            "Rate of recovery with psychosocial support over that without.";
        distress_quality_weight: 0.5, 0.0 => 1.0, "ratio", Assumption, "judgement",
            "Distress: how much likelier it starts in a place where nothing meets the standards.";
        incidents_per_1000_person_months: 2.0, 0.0 => 100.0, "incidents per 1000 person-months", Assumption, "judgement",
            "Incidents of violence and abuse against displaced people where the standards are met, out of sites.";
        incidents_site_ratio: 1.31, 0.1 => 10.0, "ratio", Literature, "adjusted prevalence ratio of violence in camps after the earthquake of 2010 in Haiti, 1.06-1.61; association, not effect",
            "Incidents in collective sites over those elsewhere.";
        incidents_quality_weight: 0.6, 0.0 => 5.0, "ratio", Assumption, "judgement",
            "Incidents: how many more in a place where nothing meets the standards.";
        protection_cut: 0.4, 0.0 => 1.0, "share", Assumption, "judgement: protection staff and lighting",
            "Incidents that full protection measures prevent.";
        items_lacking_months: 6.0, 0.0 => 120.0, "months", Assumption, "judgement",
            "Months until a household has replaced the essential items that it lost with a severely damaged home.";
        first_need_months: 3.0, 1.0 => 60.0, "months", Assumption, "judgement",
            "Months of displacement in which a month without any service counts as unmet need.";
    }
}
