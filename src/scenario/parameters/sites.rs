//! Where the displaced can go (model M5).

use super::section;

section! {
    /// Host families, collective sites and rooms to let.
    Sites = "sites" {
        host_probability: 0.681, 0.0 => 1.0, "probability", Assumption, "judgement; the middle of what calibration accepts (scenarios/calibration), which hardly tells it",
            "Chance that a displaced household with a host in reach is taken in.";
        host_share: 0.5, 0.0 => 1.0, "share of undamaged households", Assumption, "",
            "Undamaged households able to take one other household in.";
        site_places_share: 0.168, 0.0 => 1.0, "places per person", Assumption, "judgement, beside the people in collective centres three weeks after Maria in Dominica; the middle of what calibration accepts (scenarios/calibration); before places are lost with their buildings",
            "Places in collective sites where a zone states none.";
        shelter_hardened_share: 0.0, 0.0 => 1.0, "share of places", Assumption, "judgement: public shelters are schools and churches of concrete; in a direct hit of category 5 about half of them fail",
            "Places in public shelters and collective sites that stand any storm; the others are damaged like concrete dwellings.";
        shelter_repair_years: 1.0, 0.05 => 20.0, "years", Assumption, "judgement",
            "Time in which the places lost with damaged shelters fall to 37 %.";
        vacant_share: 0.03, 0.0 => 1.0, "share of dwellings", Assumption, "",
            "Dwellings standing empty for rent.";
        rent_share_of_income: 0.25, 0.0 => 1.0, "share of income", Assumption, "",
            "Rent as a share of median income; two months of it must be at hand.";
        leave_rate_per_month: 7.55, 0.0 => 60.0, "per month", Derived, "people in collective sites after Maria in Dominica and after the earthquake of 2010 in Haiti fall as about one over the time since: gamma frailty of variance near one, with a high rate at first; the middle of what calibration accepts (scenarios/calibration)",
            "Mean rate at which households in collective sites go on to hosts, rented rooms or what is left of their homes.";
        leave_frailty_variance: 1.1, 0.0 => 10.0, "variance", Derived, "Haiti from July 2010 to December 2012: the counts fall with the time since the earthquake to a power near -.9, with the other ways out; the middle of what calibration accepts (scenarios/calibration)",
            "Spread of that rate over households: the larger, the longer a few remain.";
        intake_months: 1.0, 0.0 => 600.0, "months", Assumption, "judgement: centres in schools and halls fill in the days after an event, and hardly anybody comes later",
            "Months after it was displaced in which a household that its host family cannot keep is taken into a collective site.";
        closure_months: 6.0, 1.0 => 600.0, "months", Assumption, "judgement",
            "Months after which a collective site is closed to a household.";
        close_after_months: 0.0, 0.0 => 600.0, "months", Assumption, "off: no site is closed as a whole",
            "Months after the last event of a zone at which all its collective sites close, until the next event; 0 for never.";
        area_m2_per_person: 2.5, 0.0 => 50.0, "m2 per person", Assumption, "judgement: halls and schools shared by families",
            "Covered floor for each person in a collective site, without programmes.";
        water_litres_per_person_day: 10.0, 0.0 => 500.0, "litres per person and day", Assumption, "judgement",
            "Water in a collective site, without programmes.";
        persons_per_toilet: 50.0, 0.1 => 10_000.0, "persons", Assumption, "judgement: the figure for the onset of an emergency",
            "Persons who share a toilet in a collective site, without programmes.";
        health_contacts_per_person_year: 1.0, 0.0 => 50.0, "contacts per person and year", Assumption, "judgement",
            "Visits to a health worker that people in collective sites can make, without programmes.";
        persons_per_management_agency: 47_000.0, 1.0 => 1e9, "persons", Derived, "32 % of people in the sites of Haiti lived in a managed one in March 2013 (IOM)",
            "Persons in collective sites for each management agency, without programmes.";
        host_provided_share: 0.7, 0.0 => 1.0, "share of the standards", Assumption, "judgement: crowded homes",
            "Floor, water, toilets and health care of those with host families.";
        rent_provided_share: 1.0, 0.0 => 1.0, "share of the standards", Assumption, "judgement",
            "Floor, water, toilets and health care of those in rented rooms.";
        unsafe_provided_share: 0.5, 0.0 => 1.0, "share of the standards", Assumption, "judgement",
            "Floor, water, toilets and health care of those in their own uninhabitable homes.";
        rent_support_rate_per_month: 0.04, 0.0 => 5.0, "per month", Derived, "2.2 % of households left the camps of Haiti a month before grants and 5.8-6.3 % with them: the difference, 1.8 times 2.2 %; association, not effect",
            "Rate at which households in sites and unsafe homes whose whole rent is paid find rented rooms.";
    }
}
