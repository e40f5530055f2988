//! Minimum standards for the displaced, and displacement tracking.

use super::section;

section! {
    /// What each displaced person should have; the quality of a place is measured against it.
    Standards = "standards" {
        area_m2_per_person: 3.5, 0.1 => 50.0, "m2 per person", Literature, "Sphere Handbook: covered living space",
            "Covered floor for each person.";
        water_litres_per_person_day: 15.0, 0.1 => 500.0, "litres per person and day", Literature, "Sphere Handbook: minimum; survival floor 7.5-15",
            "Water for drinking, cooking and washing.";
        persons_per_toilet: 20.0, 0.1 => 1_000.0, "persons", Literature, "Sphere Handbook; 50 at the onset of an emergency",
            "Persons who share a toilet.";
        health_contacts_per_person_year: 2.0, 0.01 => 50.0, "contacts per person and year", Assumption, "judgement",
            "Visits to a health worker that people can make.";
        persons_per_management_agency: 15_000.0, 1.0 => 1e7, "persons", Literature, "draft indicators of the Minimum Standards for Camp Management (2019)",
            "Persons in collective sites for each site management agency.";
    }
}

section! {
    /// Rounds that count the displaced, and what they miss.
    Tracking = "tracking" {
        round_months: 2.0, 1.0 => 120.0, "months", Literature, "bi-monthly rounds of displacement tracking in Haiti (IOM)",
            "Months from one round to the next, rounded to whole months.";
        coverage_share: 0.5, 0.0 => 1.0, "share of displaced households", Assumption, "judgement",
            "Displaced households that a round sees without programmes.";
        count_error_cv: 0.15, 0.0 => 1.0, "coefficient of variation", Assumption, "judgement",
            "Error of the count of a zone in a round.";
        misclassified_share: 0.05, 0.0 => 1.0, "share of records", Assumption, "judgement",
            "Records of a round that stand for people not in need: what is given on them misses the displaced.";
    }
}
