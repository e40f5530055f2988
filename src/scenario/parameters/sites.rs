//! Where the displaced can go (model M5).

use super::section;

section! {
    /// Host families, collective sites and rooms to let.
    Sites = "sites" {
        host_probability: 0.65, 0.0 => 1.0, "probability", Assumption, "judgement",
            "Chance that a displaced household with a host in reach is taken in.";
        host_share: 0.5, 0.0 => 1.0, "share of undamaged households", Assumption, "",
            "Undamaged households able to take one other household in.";
        site_places_share: 0.05, 0.0 => 1.0, "places per person", Assumption, "",
            "Places in collective sites where a zone states none.";
        shelter_hardened_share: 0.0, 0.0 => 1.0, "share of places", Assumption, "judgement: public shelters are schools and churches of concrete; in a direct hit of category 5 about half of them fail",
            "Places in public shelters and collective sites that stand any storm; the others are damaged like concrete dwellings.";
        shelter_repair_years: 1.0, 0.05 => 20.0, "years", Assumption, "judgement",
            "Time in which the places lost with damaged shelters fall to 37 %.";
        vacant_share: 0.03, 0.0 => 1.0, "share of dwellings", Assumption, "",
            "Dwellings standing empty for rent.";
        rent_share_of_income: 0.25, 0.0 => 1.0, "share of income", Assumption, "",
            "Rent as a share of median income; two months of it must be at hand.";
        closure_months: 6.0, 1.0 => 600.0, "months", Assumption, "judgement",
            "Months after which a collective site is closed to a household.";
    }
}
