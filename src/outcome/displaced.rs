//! Outcomes of what displacement does to people, of services and of tracking.

use super::{Outcome, Wanted};

pub(super) const BELOW_AREA_STANDARD: Outcome = Outcome {
    id: "below_area_standard_person_months",
    label: "Time below the standard of floor",
    noun: "person-months below the standard of covered floor",
    wanted: Wanted::Lower,
    headline: false,
    about: "Time that displaced people spent with less covered floor than `standards.area_m2_per_person`.",
};

pub(super) const QUALITY_SHORTFALL: Outcome = Outcome {
    id: "quality_shortfall_person_months",
    label: "Shortfall of quality",
    noun: "person-months of shortfall in the quality of places",
    wanted: Wanted::Lower,
    headline: false,
    about: "Displaced time times what the quality of the place lacks: a month at a quality of .6 counts .4.",
};

pub(super) const ILLNESS: Outcome = Outcome {
    id: "illness_person_months",
    label: "Time in illness",
    noun: "person-months of illness of displaced people",
    wanted: Wanted::Lower,
    headline: false,
    about: "Expected time in illness of displaced people.",
};

pub(super) const DISTRESS: Outcome = Outcome {
    id: "distress_person_months",
    label: "Time in distress",
    noun: "person-months of distress of displaced people",
    wanted: Wanted::Lower,
    headline: false,
    about: "Expected time in distress of people while they are displaced.",
};

pub(super) const PROTECTION_INCIDENTS: Outcome = Outcome {
    id: "protection_incidents_people",
    label: "Protection incidents",
    noun: "people hurt in protection incidents",
    wanted: Wanted::Lower,
    headline: false,
    about: "Expected incidents of violence and abuse against displaced people, each one person.",
};

pub(super) const EXPECTED_EXCESS_DEATHS: Outcome = Outcome {
    id: "expected_excess_deaths_people",
    label: "Expected deaths of illness above the standard",
    noun: "deaths expected of illness above that at the standards",
    wanted: Wanted::Lower,
    headline: false,
    about: "An expected number, not part of the deaths: what illness above that in a place that meets the standards would cost.",
};

pub(super) const ITEMS_LACKING: Outcome = Outcome {
    id: "items_lacking_person_months",
    label: "Time without essential items",
    noun: "person-months without essential items",
    wanted: Wanted::Lower,
    headline: false,
    about: "Displaced time of people who lost their goods with a severely damaged home and have not replaced them.",
};

pub(super) const WITHOUT_ITEMS_AT_DAY_30: Outcome = Outcome {
    id: "without_items_at_day_30_people",
    label: "Without essential items after 30 days",
    noun: "people without essential items after 30 days",
    wanted: Wanted::Lower,
    headline: false,
    about: "People in households still displaced in the month after, before kits of that month, who lack essential items; once a spell.",
};

pub(super) const UNMET_NEED: Outcome = Outcome {
    id: "unmet_need_person_months",
    label: "Time without any service",
    noun: "person-months of early displacement without any service",
    wanted: Wanted::Lower,
    headline: false,
    about: "Displaced time in the first `care.first_need_months` months in which no programme gave a service.",
};

pub(super) const EVICTED: Outcome = Outcome {
    id: "evicted_people",
    label: "Evicted from sites",
    noun: "people evicted from collective sites",
    wanted: Wanted::Lower,
    headline: false,
    about: "People who had to leave a collective site that closed without management; they stay displaced.",
};

pub(super) const PLANNED_CLOSURES: Outcome = Outcome {
    id: "planned_closures_people",
    label: "Moved on by plan from closed sites",
    noun: "people moved on by plan from sites that closed",
    wanted: Wanted::None,
    headline: false,
    about: "People who left a collective site that closed under management; they stay displaced.",
};

pub(super) const ASSISTED: Outcome = Outcome {
    id: "assisted_people",
    label: "Assisted",
    noun: "displaced people assisted",
    wanted: Wanted::Higher,
    headline: false,
    about: "People in displaced households that received a first service or support in a spell of displacement.",
};

pub(super) const ASSISTED_TIME: Outcome = Outcome {
    id: "assisted_person_months",
    label: "Time with services",
    noun: "person-months of displacement with services",
    wanted: Wanted::Higher,
    headline: false,
    about: "Displaced time in which a programme gave at least one service.",
};

pub(super) const RENT_SUPPORTED: Outcome = Outcome {
    id: "rent_supported_people",
    label: "Housed by rent support",
    noun: "people who moved to rented rooms on rent support",
    wanted: Wanted::None,
    headline: false,
    about: "People in households that left a site or an unsafe home for rented rooms on rent support; they stay displaced.",
};

pub(super) const ASSISTED_NOT_IN_NEED: Outcome = Outcome {
    id: "assisted_not_in_need_people",
    label: "Assisted without need",
    noun: "people assisted who were not in need",
    wanted: Wanted::Lower,
    headline: false,
    about: "People whom assistance reached on wrong records of displacement tracking; each once a round.",
};

pub(super) const MISSED_IN_NEED: Outcome = Outcome {
    id: "missed_in_need_person_months",
    label: "Time in need but missed",
    noun: "person-months in need that assistance missed",
    wanted: Wanted::Lower,
    headline: false,
    about: "Displaced time in which a service was there for people and missed them because tracking had not seen them or had them wrong.",
};

pub(super) const TRACKING_ERROR: Outcome = Outcome {
    id: "tracking_error_share",
    label: "Error of tracking",
    noun: "share of displaced people by which tracking was wrong",
    wanted: Wanted::Lower,
    headline: false,
    about: "Sum of the errors of the counts of all rounds and zones over the sum of the people displaced there; 0 where no round saw displacement.",
};
