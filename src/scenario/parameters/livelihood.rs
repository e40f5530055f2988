//! Incomes after damage and in drought (model M4).

use super::section;

section! {
    /// How incomes fall and come back. Pensions and remittances keep theirs.
    Livelihood = "livelihood" {
        full_shock_damage: 0.5, 0.05 => 1.0, "mean damage ratio of the zone's dwellings", Assumption, "judgement",
            "Mean damage of an event to the dwellings of a zone from which its shock to livelihoods is complete.";
        agriculture_sensitivity: 0.70, -0.5 => 0.95, "share of income", Literature, "over 70 % of the agricultural output of Dominica was lost in 2017 (World Food Programme)",
            "Income that farming loses in a complete shock.";
        agriculture_recovery_years: 0.75, 0.05 => 20.0, "years", Assumption, "judgement; tree crops take about 4 years",
            "Time in which a shock to farming falls to 37 %.";
        fishing_sensitivity: 0.5, -0.5 => 0.95, "share of income", Assumption, "judgement",
            "Income that fishing loses in a complete shock.";
        fishing_recovery_years: 0.5, 0.05 => 20.0, "years", Assumption, "judgement",
            "Time in which a shock to fishing falls to 37 %.";
        tourism_sensitivity: 0.6, -0.5 => 0.95, "share of income", Assumption, "judgement; arrivals fall by 2 % after an average strike (Granvorka and Strobl 2013), by far more after a direct one",
            "Income that tourism loses in a complete shock.";
        tourism_recovery_years: 0.75, 0.05 => 20.0, "years", Assumption, "judgement, range .3-4; full recovery takes up to 4 years (World Travel and Tourism Council 2018)",
            "Time in which a shock to tourism falls to 37 %.";
        formal_sensitivity: 0.05, -0.5 => 0.95, "share of income", Assumption, "judgement",
            "Income that public service and other formal work lose in a complete shock.";
        formal_recovery_years: 0.25, 0.05 => 20.0, "years", Assumption, "judgement",
            "Time in which a shock to formal work falls to 37 %.";
        informal_sensitivity: 0.4, -0.5 => 0.95, "share of income", Assumption, "judgement",
            "Income that informal services lose in a complete shock.";
        informal_recovery_years: 0.4, 0.05 => 20.0, "years", Assumption, "judgement",
            "Time in which a shock to informal services falls to 37 %.";
        drought_agriculture_loss: 0.5, 0.0 => 0.95, "share of income", Assumption, "judgement",
            "Income that farming loses in a drought of severity one.";
        loss_expectation_years: 1.0, 0.05 => 20.0, "years", Assumption, "judgement; in Mexico leaving rises for one to three years after a shock (Nawrotzki and DeWaard 2016)",
            "Delay with which a household takes a loss of income by storm or drought to be one for good.";
        wellbeing_inequality_aversion: 1.5, 0.0 => 4.0, "elasticity of marginal utility", Literature, "Hallegatte et al. 2017, Middelanis et al. 2025",
            "How much faster a loss hurts the less there is to live on, in the account of well-being.";
        wellbeing_discount_per_year: 0.06, 0.0 => 0.5, "per year", Literature, "Hallegatte et al. 2017, Middelanis et al. 2025",
            "Rate at which well-being lost later counts less.";
        support_months: 6.0, 0.0 => 120.0, "months", Assumption, "judgement",
            "Months after an event within which income support is paid to those in need.";
        relief_months: 6.0, 0.0 => 120.0, "months", Assumption, "judgement",
            "Months after an event for which relief lasts; who earns too little after them is in the gap.";
        arrival_income_loss_share: 0.0, 0.0 => 0.95, "share of income", Assumption, "judgement: none unless stated",
            "Income from work that a household loses that moved within the area, until it has found its feet.";
        arrival_months: 36.0, 1.0 => 240.0, "months", Assumption, "judgement",
            "Months for which a household that moved within the area earns less.";
        gap_income_share: 0.8, 0.0 => 1.0, "share of income", Assumption, "judgement",
            "Income, as a share of that without shocks, from which a household no longer counts as in the gap after relief.";
    }
}
