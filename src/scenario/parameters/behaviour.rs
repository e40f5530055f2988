//! Evacuation, perception and decisions (model M5, M6, M7).

use super::section;

section! {
    /// What households see, believe, want and can do.
    Behaviour = "behaviour" {
        warning_coverage_share: 0.33, 0.0 => 1.0, "share of households", Derived, "one third of small island developing states had a multi-hazard early-warning system in 2022 (United Nations count, by press reports)",
            "Households that a warning reaches as things stand.";
        warning_outage_share: 0.1, 0.0 => 1.0, "share", Assumption, "",
            "Warnings lost to failed power and networks.";
        order_wind_ms: 26.0, 10.0 => 80.0, "m/s", Assumption, "",
            "Forecast wind at a zone from which it is warned and told to evacuate.";
        evacuation_constant: -3.0, -10.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: constant.";
        evacuation_order: 1.3, 0.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: an order is given.";
        evacuation_received: 0.6, 0.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: the warning was received.";
        evacuation_weak_home: 0.8, 0.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: makeshift or timber home.";
        evacuation_low_ground: 0.9, 0.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: home within reach of surge.";
        evacuation_perception: 0.5, 0.0 => 10.0, "logit per ln(1 + ratio)", Assumption, "signs after Huang et al. 2016",
            "Evacuation: perceived over true risk.";
        evacuation_owner: -0.4, -10.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: owner of the home.";
        evacuation_female_head: 0.25, -10.0 => 10.0, "logit", Assumption, "signs after Huang et al. 2016",
            "Evacuation: household headed by a woman.";
        evacuation_experience: 0.2, 0.0 => 10.0, "logit per event", Assumption, "signs after Huang et al. 2016",
            "Evacuation: experience of events, as the memory of them fades.";
        evacuation_peers: 1.0, 0.0 => 10.0, "logit per share of ties", Assumption, "signs after Huang et al. 2016",
            "Evacuation: share of the household's ties that leave.";
        evacuation_vulnerable: 0.0, -10.0 => 10.0, "logit", Assumption, "demographics are weak predictors (Huang et al. 2016)",
            "Evacuation: elderly head or a disability.";
        forecast_error_sd: 0.15, 0.0 => 1.0, "log standard deviation", Assumption, "judgement",
            "Error of the wind that is forecast for a zone when orders are given.";
        false_alarm_compliance_ratio: 0.9, 0.0 => 1.0, "ratio", Assumption, "judgement",
            "What an order weighs after a false alarm against before it.";
        compliance_recovery_per_year: 0.5, 0.0 => 20.0, "per year", Assumption, "judgement",
            "Rate at which the weight lost to false alarms comes back.";
        warning_trust_share: 0.8, 0.0 => 1.0, "share of households", Assumption, "judgement",
            "Households that trust a warning enough to protect their lives without leaving; false alarms lower it.";
        evacuee_shelter_share: 0.3, 0.0 => 1.0, "share of evacuees", Assumption, "judgement; three weeks after Maria over 2000 people in Dominica were in shelters and the rest with relatives and friends (press, 2017)",
            "Evacuees who seek a public shelter.";
        perception_half_life_years: 3.0, 0.5 => 30.0, "years", Derived, "Gallagher 2014: insurance returns to baseline over years; range 1-9",
            "Time in which the memory of an event halves.";
        perception_prior_years: 10.0, 1.0 => 100.0, "years", Assumption, "judgement",
            "Weight of prior belief, as years of experience.";
        perception_optimism: 0.5, 0.1 => 2.0, "ratio", Assumption, "judgement, range .1-1.5",
            "Perceived over true risk in quiet times.";
        perception_seen_weight: 0.33, 0.0 => 1.0, "events", Literature, "Gallagher 2014: places in the same media market react at one third",
            "Weight of an event that all of one's ties suffered against one suffered oneself.";
        perception_media_weight: 0.1, 0.0 => 1.0, "events", Assumption, "judgement",
            "Weight of a damaging event anywhere in the area that one hears of.";
        decision_rate_per_year: 0.12, 0.0 => 5.0, "per year", Derived, "DYNAMO-M intention to action 12 % per year, read as a decision hazard",
            "How often a household at home takes a decision about moving.";
        decision_rate_after_damage_ratio: 2.22, 1.0 => 20.0, "ratio", Derived, "who left Puerto Rico after Maria; the middle of what calibration accepts (scenarios/calibration)",
            "How much likelier a decision is in the twelve months after severe damage.";
        decision_rate_after_income_loss_ratio: 4.0, 1.0 => 20.0, "ratio", Assumption, "judgement; the share beside it was settled with it",
            "How much likelier a decision is where a livelihood has lost its waking share of income for good; in proportion below.";
        waking_income_loss_share: 0.19, 0.01 => 1.0, "share of income", Derived, "emigration in dry years (Feng et al. 2010, contested); the middle of what calibration accepts (scenarios/calibration)",
            "Loss of income for good from which decisions are as likely as they get.";
        risk_weight: 20.0, 0.0 => 100.0, "utility per log point", Derived, "odds of leaving x 1.3 when perceived risk rises fourfold (INSEE register study)",
            "Weight of perceived risk in the choice of place.";
        income_weight: 0.75, 0.0 => 5.0, "utility per log point", Assumption, "judgement, range .5-1",
            "Weight of income in the choice of place.";
        loss_annuity: 0.12, 0.0 => 1.0, "share of loss per year", Assumption, "judgement",
            "Yearly burden of a loss.";
        attachment_weight: 2.0, 0.0 => 10.0, "utility", Assumption, "judgement; direction after surveys of place attachment (Bukvic)",
            "Weight of attachment to the community against leaving it.";
        move_reluctance: 1.0, 0.0 => 10.0, "utility", Assumption, "judgement; uncertainty favours staying (McKenzie, World Bank Policy Research Working Paper 10128)",
            "Reluctance to move at all.";
        ties_weight: 0.5, 0.0 => 5.0, "utility per log point", Assumption, "direction after Mahajan and Yang 2020",
            "Pull of ties at a destination.";
        displaced_push: 0.439, 0.0 => 10.0, "utility", Derived, "who left Puerto Rico after Maria; the middle of what calibration accepts (scenarios/calibration)",
            "How much a displaced household prefers any settled home to waiting.";
        elderly_move_utility: -0.8, -5.0 => 5.0, "utility", Assumption, "judgement",
            "Moving: elderly head.";
        disability_move_utility: -0.6, -5.0 => 5.0, "utility", Assumption, "judgement",
            "Moving: household with a disability.";
        risk_aversion: 1.5, 0.0 => 5.0, "relative risk aversion", Assumption, "judgement, range 1-3; DYNAMO-M and GEB take 1",
            "Aversion to risk in the choice of place.";
        least_consumption_share: 0.05, 0.001 => 0.5, "share of income", Assumption, "judgement",
            "Least that a household expects to be left with after any loss or payment.";
        borrowing_rate_per_year: 0.04, 0.0 => 1.0, "per year", Literature, "DYNAMO-M",
            "Interest at which a household spreads a cost over years.";
        borrowing_years: 16.0, 1.0 => 100.0, "years", Literature, "DYNAMO-M",
            "Years over which it spreads a cost.";
        payment_cap_share: 0.06, 0.0 => 1.0, "share of income", Literature, "DYNAMO-M expenditure cap",
            "Largest yearly payment for a stronger dwelling that a household takes on.";
        norm_weight: 0.5, 0.0 => 10.0, "utility per share of ties", Assumption, "judgement",
            "Pull of those ties that moved away in the last 24 months.";
        adapt_cost_usd: 4_500.0, 0.0 => 500_000.0, "USD", Assumption, "judgement, range 2000-9000; the material of a strap kit costs 125 USD in Barbados",
            "Cost of strengthening the own dwelling.";
        adapt_strength_ms: 9.0, 0.0 => 30.0, "m/s added to the half-damage wind", Assumption, "judgement, range 4-15",
            "Strength that an owner's own retrofit adds to a timber or masonry dwelling.";
        adaptations_per_1000_per_year: 5.0, 0.0 => 500.0, "per 1000 eligible households and year", Assumption, "judgement",
            "Owners who strengthen their dwelling with no hazard, to which the model is calibrated.";
        exposed_damage_per_year: 0.005, 0.0 => 1.0, "share of the dwelling's value per year", Assumption, "judgement",
            "Expected yearly damage from which a household that stays by choice counts as voluntarily immobile.";
        nest_scale: 0.5, 0.05 => 1.0, "scale", Assumption, "judgement, range .2-1",
            "Scale of the random terms among options of one kind.";
        distance_decay: 1.056, 0.0 => 3.0, "per log km", Literature, "DYNAMO-M gravity coefficients, Central America",
            "How fast the pull of a destination falls with distance.";
        population_pull: 0.403, 0.0 => 3.0, "per log person", Literature, "DYNAMO-M gravity coefficients, Central America",
            "How the pull of a destination grows with its population.";
        migration_per_1000_per_year: 7.0, 0.0 => 100.0, "per 1000 persons and year", Derived, "Guyana 9.65, Saint Vincent 9.6, Antigua -2.2, Suriname -0.6 in 2013 (IOM 2017)",
            "Out-migration with no hazard, to which the model is calibrated.";
        internal_moves_per_1000_per_year: 30.0, 0.0 => 300.0, "per 1000 persons and year", Assumption, "judgement",
            "Moves within the area with no hazard, to which the model is calibrated.";
        move_cost_usd: 800.0, 0.0 => 100_000.0, "USD", Assumption, "judgement, range 300-2500",
            "Cash cost of a move within the area.";
        diaspora_cost_reduction: 0.4, 0.0 => 1.0, "share", Assumption, "judgement",
            "Reduction of the cost of migration by ties abroad.";
        diaspora_gift_share: 0.25, 0.0 => 1.0, "share of cost", Assumption, "judgement",
            "Share of the cost of migration that ties abroad give.";
        credit_share_of_income: 0.3, 0.0 => 3.0, "share of yearly income", Literature, "MIDAS credit multiplier",
            "What a household can borrow for a move.";
        planned_livelihood_loss: 0.1, 0.0 => 1.0, "share of income", Assumption, "judgement",
            "Income that a household expects to lose by planned relocation.";
        offer_acceptance_share: 0.87, 0.01 => 0.99, "share of offers", Derived, "Gardi Sugdub, Panama, 2024: about 200 of about 1550 people stayed (press reports)",
            "Share of a population of middle attachment that accepts a relocation offer, to which consent is calibrated.";
        return_migration_per_year: 0.05, 0.0 => 10.0, "per year", Assumption, "judgement; of immigrants to countries of the OECD between a fifth and a half have left again after five years, onward moves included (OECD 2008, recalled), which is 0.045 to 0.14 a year",
            "Rate at which a household that left the area comes back while no shock holds down the livelihoods of the zone it left.";
        knowledge_fading_per_year: 0.1, 0.0 => 5.0, "per year", Derived, "of people on the Gulf and Atlantic coasts of the United States 77 % would leave when told to, 69 % a quiet year later (survey): 0.11 a year",
            "Rate at which knowledge that a programme brought is forgotten.";
        evacuation_knowledge: 1.0, 0.0 => 10.0, "logit", Assumption, "judgement",
            "Evacuation: knowing what to do, as programmes brought it and as it fades.";
        knowledge_contents_share: 0.2, 0.0 => 1.0, "share of goods", Assumption, "judgement",
            "Goods that a warned household saves by knowing what to do.";
        no_vehicle_share: 0.0, 0.0 => 1.0, "share of households", Assumption, "judgement; 0 leaves seats without meaning",
            "Households without a vehicle, who need a seat to leave ahead of an event.";
        irregular_cost_ratio: 3.0, 1.0 => 20.0, "ratio", Assumption, "judgement",
            "Cost of leaving for a destination with regular channels outside of them, over its cost within.";
    }
}
