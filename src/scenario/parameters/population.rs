//! Who lives in the place (model M1).

use super::section;

section! {
    /// Households, income, savings and ties (model M1).
    Population = "population" {
        household_weight: 1.0, 1.0 => 10_000.0, "households", Assumption, "",
            "Real households that one simulated household stands for.";
        income_median_usd_per_year: 9_000.0, 100.0 => 500_000.0, "USD per household and year", Assumption, "",
            "Median household income.";
        income_gini: 0.40, 0.05 => 0.80, "index 0-1", Derived, "CRAB and DYNAMO-M ranges; lognormal sigma = sqrt(2) * normal quantile((G + 1) / 2)",
            "Gini index of household income; sets the width of its lognormal distribution.";
        income_growth_per_year: 0.0, -0.1 => 0.1, "per year", Assumption, "",
            "Real growth of every household's income.";
        savings_months_fifth_1: 0.3, 0.0 => 60.0, "months of income", Assumption, "",
            "Liquid savings aimed at by the poorest fifth.";
        savings_months_fifth_2: 0.7, 0.0 => 60.0, "months of income", Assumption, "",
            "Liquid savings aimed at by the second fifth.";
        savings_months_fifth_3: 1.2, 0.0 => 60.0, "months of income", Assumption, "",
            "Liquid savings aimed at by the middle fifth.";
        savings_months_fifth_4: 2.0, 0.0 => 60.0, "months of income", Assumption, "",
            "Liquid savings aimed at by the fourth fifth.";
        savings_months_fifth_5: 4.0, 0.0 => 60.0, "months of income", Assumption, "",
            "Liquid savings aimed at by the richest fifth.";
        savings_rebuild_years: 2.0, 0.1 => 30.0, "years", Assumption, "",
            "Time constant with which savings return to their aim.";
        dwelling_cost_usd: 40_600.0, 1_000.0 => 1_000_000.0, "USD", Derived, "Dominica Housing Recovery Project: 27.46 million USD for 676 core houses",
            "Cost of replacing a resilient concrete core house of 500 square feet.";
        dwelling_cost_timber_share: 0.5, 0.05 => 1.5, "share of dwelling_cost_usd", Assumption, "",
            "Replacement cost of a timber dwelling.";
        dwelling_cost_makeshift_share: 0.15, 0.01 => 1.5, "share of dwelling_cost_usd", Assumption, "",
            "Replacement cost of a makeshift dwelling.";
        dwelling_cost_masonry_share: 0.9, 0.05 => 1.5, "share of dwelling_cost_usd", Assumption, "",
            "Replacement cost of a masonry dwelling with a light roof.";
        class_slope_per_fifth: -0.9, -3.0 => 0.0, "logit per income fifth", Assumption, "",
            "How much less likely a weaker dwelling is with each richer income fifth.";
        exposure_bias_ratio: 1.1, 0.5 => 2.0, "ratio", Assumption, "",
            "How much likelier than average the poorest fifth is to live on low ground near the coast.";
        female_head_share: 0.464, 0.0 => 1.0, "share of households", Literature, "Jamaica Survey of Living Conditions 2012",
            "Households headed by a woman.";
        elderly_head_share: 0.18, 0.0 => 1.0, "share of households", Assumption, "",
            "Households headed by a person of 65 or more.";
        disability_share: 0.12, 0.0 => 1.0, "share of households", Assumption, "",
            "Households with a member who lives with a disability.";
        diaspora_share: 0.45, 0.0 => 1.0, "share of households", Assumption, "",
            "Households with close ties abroad.";
        diaspora_odds_per_fifth: 1.3, 0.5 => 3.0, "odds ratio", Assumption, "",
            "Change in the odds of ties abroad with each richer income fifth.";
        long_tenure_share: 0.6, 0.0 => 1.0, "share of households", Assumption, "",
            "Households that have lived in their home for more than ten years.";
        ties_per_household: 7.0, 0.0 => 30.0, "ties", Literature, "CRAB (Taberna et al. 2022): seven neighbours, range 4-12",
            "Other households that a household has social ties to, on average.";
        ties_rewired_share: 0.1, 0.0 => 1.0, "share of ties", Assumption, "judgement",
            "Ties inside the zone that lead to any household of it rather than to a near one.";
        ties_within_zone_share: 0.8, 0.0 => 1.0, "share of ties", Assumption, "judgement",
            "Ties that lead to households of the same zone.";
        poverty_line_usd_per_person_year: 750.0, 0.0 => 100_000.0, "USD per person and year", Assumption, "judgement; 3.00 USD a day at purchasing power of 2021 (World Bank), at a price level of about two thirds; state it in the currency and price year of the incomes",
            "Consumption below which a person counts as poor.";
        growth_per_year: 0.0, -0.05 => 0.05, "per year", Assumption, "judgement",
            "Births minus deaths, with the formation of households, for the count of persons; moves are the model's own and must not be in it.";
        survival_line_usd_per_person_year: 550.0, 0.0 => 100_000.0, "USD per person and year", Assumption, "judgement; food alone, below the line of poverty",
            "Consumption below which a person cannot meet basic needs.";
        remittance_fee_share: 0.0, 0.0 => 0.5, "share of what is sent", Assumption, "judgement: relatives' payments are stated as they arrive; 6.2 % is the mean cost of sending money worldwide (World Bank)",
            "Part of what relatives abroad send that is lost to fees.";
    }
}

section! {
    /// Household sizes; the shares add up to one.
    HouseholdSizes = "population.household_sizes" {
        one_share: 0.25, 0.0 => 1.0, "share of households", Literature, "Jamaica Survey of Living Conditions 2012 (25.2 %)",
            "Households of one person.";
        two_share: 0.20, 0.0 => 1.0, "share of households", Literature, "Jamaica Survey of Living Conditions 2012 (20.4 %)",
            "Households of two persons.";
        three_share: 0.18, 0.0 => 1.0, "share of households", Assumption, "",
            "Households of three persons.";
        four_share: 0.16, 0.0 => 1.0, "share of households", Assumption, "",
            "Households of four persons.";
        five_share: 0.11, 0.0 => 1.0, "share of households", Assumption, "",
            "Households of five persons.";
        six_share: 0.06, 0.0 => 1.0, "share of households", Assumption, "",
            "Households of six persons.";
        seven_share: 0.04, 0.0 => 1.0, "share of households", Assumption, "",
            "Households of seven persons.";
    }
}

section! {
    /// Dwelling classes; the shares add up to one. A zone may state its own.
    DwellingMix = "population.dwelling_mix" {
        makeshift_share: 0.05, 0.0 => 1.0, "share of dwellings", Assumption, "judgement; compare the GEM wind classes of Dominica: fragile .11, median .88, robust .01",
            "Makeshift dwellings.";
        timber_share: 0.35, 0.0 => 1.0, "share of dwellings", Assumption, "judgement; compare the GEM wind classes of Dominica: fragile .11, median .88, robust .01",
            "Timber dwellings with a light metal roof.";
        masonry_share: 0.55, 0.0 => 1.0, "share of dwellings", Assumption, "judgement; compare the GEM wind classes of Dominica: fragile .11, median .88, robust .01",
            "Masonry dwellings with a light roof.";
        concrete_share: 0.05, 0.0 => 1.0, "share of dwellings", Assumption, "judgement; compare the GEM wind classes of Dominica: fragile .11, median .88, robust .01",
            "Concrete dwellings including the roof slab.";
    }
}

section! {
    /// Tenure; the shares add up to one.
    TenureMix = "population.tenure" {
        owner_share: 0.60, 0.0 => 1.0, "share of households", Literature, "Jamaica 1998: 59 % own (Survey of Living Conditions)",
            "Households that own their dwelling.";
        renter_share: 0.26, 0.0 => 1.0, "share of households", Assumption, "split of the rest of Jamaica 1998",
            "Households that rent.";
        informal_share: 0.14, 0.0 => 1.0, "share of households", Literature, "Jamaica 1998: 14 % rent-free (Survey of Living Conditions)",
            "Households that live rent-free or without papers.";
    }
}

section! {
    /// Main livelihoods; the shares add up to one.
    LivelihoodMix = "population.livelihoods" {
        agriculture_share: 0.12, 0.0 => 1.0, "share of households", Assumption, "",
            "Farming.";
        fishing_share: 0.03, 0.0 => 1.0, "share of households", Assumption, "",
            "Fishing.";
        tourism_share: 0.18, 0.0 => 1.0, "share of households", Assumption, "",
            "Tourism.";
        formal_share: 0.20, 0.0 => 1.0, "share of households", Assumption, "",
            "Public service and other formal work.";
        informal_share: 0.32, 0.0 => 1.0, "share of households", Assumption, "",
            "Informal services.";
        pension_share: 0.10, 0.0 => 1.0, "share of households", Assumption, "",
            "Pension or no earner.";
        remittance_share: 0.05, 0.0 => 1.0, "share of households", Assumption, "",
            "Remittances only.";
    }
}
