//! Repair, return and settling (model M8).

use super::section;

section! {
    /// How fast homes are repaired and the displaced return.
    Recovery = "recovery" {
        repair_rate_scale: 1.0, 0.05 => 10.0, "ratio", Assumption, "",
            "Scale of the rate at which households would repair if money and crews were no limit.";
        repair_capacity_share_per_year: 0.0728, 0.001 => 2.0, "share of the value of all dwellings", Assumption, "judgement; the housing programme of Dominica planned 1700 core houses, later 676, over 2019-2023; the middle of what calibration accepts (scenarios/calibration)",
            "Repair work that crews of the area can do in a year.";
        surplus_income_share: 0.25, 0.0 => 1.0, "share of income", Assumption, "",
            "Income that a household with a damaged home puts into repair.";
        landlord_funding_share: 0.8, 0.0 => 1.0, "share of cost", Assumption, "",
            "Repair cost of rented dwellings that landlords can pay.";
        insured_share: 0.2, 0.0 => 1.0, "share of owners", Literature, "cover 20 % in Jamaica, 50 % in Barbados (press reports, 2025)",
            "Owners whose dwelling is insured.";
        insured_payout_share: 0.55, 0.0 => 1.0, "share of loss", Derived, "95 % of the insured are under-insured (press reports, 2025), taken as a factor of 0.6; deductible 2-10 %",
            "Part of the loss that insurance pays.";
        insurance_lag_months: 6.0, 0.0 => 60.0, "months", Assumption, "judgement",
            "Months until insurance pays.";
        grant_lag_months: 9.0, 0.0 => 120.0, "months", Assumption, "judgement",
            "Months until a government repair grant pays.";
        remittance_share_of_loss: 0.25, 0.0 => 1.0, "share of loss", Literature, "Clarke and Wallsten 2003, Jamaica after Gilbert",
            "Remittances that households with ties abroad receive over the year after a loss.";
        return_damage: 0.25, 0.0 => 0.9, "damage ratio", Assumption, "judgement",
            "Damage below which a home can be lived in as it is: who stays in one with more is in unsafe housing.";
        return_damage_decay: 1.17, 0.0 => 100.0, "log rate per damage ratio", Derived, "in the United States people are back within a week, by damage from none to a lot, to 73, 56, 32 and 11 % (Household Pulse Survey); the middle of what calibration accepts (scenarios/calibration)",
            "How much slower return is with each unit of damage; nobody goes back to a dwelling that counts as destroyed.";
        wait_for_repair_share: 0.232, 0.0 => 1.0, "share of households", Derived, "people with a lot of damage after disasters in the United States: 23 % back within a month, 22 % after more than six (Household Pulse Survey); the middle of what calibration accepts (scenarios/calibration)",
            "Displaced households that do not go back to a home damaged by `return_damage` or more before it is whole enough (`solution_damage`); the others live in what is damaged.";
        return_rate_per_month: 2.85, 0.0 => 20.0, "per month", Assumption, "judgement, with the variance beside it and people back after hurricanes in the United States (Household Pulse Survey); the middle of what calibration accepts (scenarios/calibration), which hardly tells it",
            "Rate of return to a home without damage.";
        return_frailty_variance: 2.06, 0.0 => 10.0, "variance", Assumption, "judgement, as the rate beside it; makes the return of a group slow down with time, as counts of displaced people do",
            "Spread of the readiness to return over households.";
        return_owner: 0.4, -5.0 => 5.0, "log rate", Assumption, "judgement",
            "Return: owner.";
        return_attachment: 0.8, -5.0 => 5.0, "log rate", Assumption, "judgement",
            "Return: place attachment.";
        return_renter: -0.6, -5.0 => 5.0, "log rate", Assumption, "judgement",
            "Return: renter.";
        settle_rate_per_month: 0.004, 0.0 => 5.0, "per month", Assumption, "judgement",
            "Rate of settling elsewhere in the area during the first year of displacement.";
        settle_rate_late_per_month: 0.0426, 0.0 => 5.0, "per month", Assumption, "judgement, beside the camps of Haiti in their fourth and fifth year; the middle of what calibration accepts (scenarios/calibration), which hardly tells it",
            "Rate of settling elsewhere in the area after the first year.";
        plot_needed_share: 0.3, 0.0 => 1.0, "share of destroyed informal dwellings", Assumption, "",
            "Destroyed dwellings without papers that may not be rebuilt where they stood.";
        plots_per_year: 20.0, 0.0 => 100_000.0, "plots", Assumption, "",
            "Safe plots that become available in a year as things stand.";
        own_lag_months: 1.0, 0.0 => 24.0, "months", Assumption, "judgement",
            "Months until a household puts its own income and savings into repair.";
        spending_floor_usd_per_person_per_year: 400.0, 0.0 => 20_000.0, "USD per person and year", Assumption, "judgement: about food for a person; 2 dollars of 2021 purchasing power a day",
            "Income that a household keeps for food before any goes into repair.";
        vacant_homes_share: 0.06, 0.0 => 10.0, "share of dwellings", Assumption, "judgement",
            "Homes of a zone that stand empty in usual times and can be moved into; rooms to let for the displaced are apart (`sites.vacant_share`).";
        vacancy_recovery_years: 2.0, 0.05 => 50.0, "years", Assumption, "judgement",
            "Time in which a shortage or glut of empty homes falls to 37 %, by building, repair and letting.";
        full_service_loss_damage: 0.5, 0.01 => 1.0, "damage ratio", Assumption, "judgement",
            "Mean damage of the dwellings of a zone at which its services (water, power, schools, clinics) fail altogether.";
        service_recovery_years: 0.5, 0.02 => 20.0, "years", Assumption, "judgement",
            "Time in which the services lost in a zone fall to 37 %.";
        service_threshold: 0.5, 0.0 => 1.0, "share of services", Assumption, "judgement",
            "Services below which people leave homes that stand, and from which they come back.";
        service_leave_probability: 0.15, 0.0 => 1.0, "probability", Assumption, "judgement",
            "Chance that a household whose home stands leaves when an event takes services below the threshold.";
        service_return_rate_per_month: 4.3, 0.0 => 60.0, "per month", Assumption, "judgement: a mean of a week",
            "Rate at which those who left a home that stands come back once services reach the threshold.";
        return_aid: 0.5, -5.0 => 5.0, "log rate", Assumption, "judgement",
            "Return: a repair grant was paid.";
        return_services: -1.0, -5.0 => 5.0, "log rate", Assumption, "judgement",
            "Return: all services of the zone are lost.";
        evacuee_return_rate_per_month: 7.75, 0.0 => 1_000.0, "per month", Derived, "people away after hurricanes in the United States, most of whom had left ahead of them: 42 % under a week, 27 % a week to a month (Household Pulse Survey); the middle of what calibration accepts (scenarios/calibration)",
            "Back-casts: mean rate at which evacuees go home once services allow it; the household model itself does not follow them.";
        evacuee_return_variance: 1.05, 0.0 => 10.0, "variance", Derived, "the same",
            "Back-casts: spread of that rate over households.";
        host_weariness_rate_per_month: 0.05, 0.0 => 20.0, "per month", Assumption, "judgement",
            "Rate at which host families cannot keep a displaced household any longer.";
        solution_damage: 0.1, 0.0 => 1.0, "damage ratio", Assumption, "judgement",
            "Durable solution: damage of the dwelling below which it is whole enough.";
        solution_services: 0.8, 0.0 => 1.0, "share of services", Assumption, "judgement",
            "Durable solution: services of the zone that make an adequate standard of living.";
        solution_income_ratio: 0.9, 0.0 => 2.0, "ratio", Assumption, "judgement",
            "Durable solution: share of its income that a household keeps, over that of its neighbours.";
        documents_lost_share: 0.3, 0.0 => 1.0, "share of destroyed dwellings", Assumption, "judgement",
            "Households that lose their papers with a destroyed dwelling.";
        documents_replaced_months: 12.0, 0.1 => 240.0, "months", Assumption, "judgement",
            "Mean time until lost papers are replaced.";
        family_separated_share: 0.05, 0.0 => 1.0, "share of displaced households", Assumption, "judgement",
            "Households of two or more that displacement separates.";
        family_reunited_months: 6.0, 0.1 => 240.0, "months", Assumption, "judgement",
            "Mean time until they are together again.";
        participation_share: 0.7, 0.0 => 1.0, "share of households", Assumption, "judgement",
            "Households with a say in the affairs of the place where they live.";
        insurance_premium_share_per_year: 0.015, 0.0 => 0.2, "share of the sum insured", Literature, "1.3-1.7 % of the value a year (press reports, 2025)",
            "Premium that an insured household pays in a year.";
        untitled_denial_share: 0.0, 0.0 => 1.0, "share of households without a title", Assumption, "judgement, range .1-.6; in Puerto Rico after Maria 30 % of applications for aid were denied, want of a title the first reason",
            "Households without a title to their home who are refused a repair grant.";
        own_work_share: 0.1, 0.0 => 2.0, "share of the repair capacity", Assumption, "judgement",
            "Repair work that the households of an area add if all of them take part in its reconstruction.";
        return_support_ratio: 0.5, 0.0 => 20.0, "ratio", Assumption, "judgement",
            "Rise of the rate of return of households whose whole return package is paid.";
    }
}
