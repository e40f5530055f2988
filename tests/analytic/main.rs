//! The limit cases of the model that have a closed form, numbered as in `docs/model/limit-cases.md`, the test
//! vectors, and what others have published. What is compared stands in `src/selftest`, so that
//! `leeward selftest` runs the same where the program is installed. `tests/mutants` breaks one equation for
//! each number and checks that a test of that number fails.

#[path = "../common/mod.rs"]
mod common;

mod closed_forms;

use leeward::selftest::{CHECKS, Expected};

/// Runs a check and names every line that is wrong.
fn assert_ok(id: &str) {
    let check = CHECKS.iter().find(|check| check.id == id).expect("the check is there");
    let report = check.run();
    let wrong: Vec<String> = report
        .lines
        .iter()
        .filter(|line| line.wrong > 0)
        .map(|line| {
            let expected = match line.expected {
                Expected::Value { expected, tolerance } => format!("{expected} within {tolerance}"),
                Expected::Below { bound } => format!("less than {bound}"),
                Expected::Above { bound } => format!("more than {bound}"),
            };
            let (wrong, all) = (line.wrong, line.comparisons);
            format!("{}: {} and not {expected} ({wrong} of {all})", line.what, line.found)
        })
        .collect();
    assert!(report.ok, "{id}: {:?} {}", report.broken, wrong.join("; "));
}

/// A test for each check, and the ids of all of them.
macro_rules! tests {
    ($(fn $name:ident => $id:literal;)*) => {
        $(#[test] fn $name() { assert_ok($id); })*

        const TESTED: &[&str] = &[$($id),*];
    };
}

tests! {
    fn case_01_without_hazard_nothing_happens_but_moves_at_the_stated_rates => "1";
    fn case_02_displacements_are_people_times_months_with_an_event => "2";
    fn case_03_sums_of_losses_are_compound_poisson => "3";
    fn case_04_clustered_counts_are_negative_binomial => "4";
    fn case_05_winds_are_generalised_pareto_and_their_yearly_maxima_gev => "5";
    fn case_06_a_rise_of_the_sea_multiplies_the_rate_of_every_level => "6";
    fn case_07_zones_flood_together_or_apart => "7";
    fn case_08_curves_and_spread_of_damage => "8";
    fn case_09_damage_adds_up_in_any_order_and_never_passes_one => "9";
    fn case_10_a_steep_curve_of_habitability_is_a_threshold => "10";
    fn case_11_without_reasons_the_odds_of_leaving_are_even => "11";
    fn case_12_places_are_never_overfilled => "12";
    fn case_13_people_are_never_lost_and_what_is_paid_is_received => "13";
    fn case_14_belief_rests_learns_and_forgets => "14";
    fn case_15_against_the_exponential_form_memory_is_long => "15";
    fn case_16_certainty_equivalents_hold_their_limits_and_vector => "16";
    fn case_17_shares_of_the_nested_logit_hold_their_limits_and_vector => "17";
    fn case_18_who_is_trapped_depends_on_money_papers_and_homes => "18";
    fn case_19_who_has_decided_does_not_depend_on_the_length_of_a_step => "19";
    fn case_20_return_at_one_rate_is_geometric => "20";
    fn case_21_gamma_frailty_slows_the_return_of_a_group => "21";
    fn case_22_repair_is_exponential_and_bound_by_crews => "22";
    fn case_23_wellbeing_is_discounted_and_lost_consumption_has_its_closed_forms => "23";
    fn case_24_insurance_costs_its_premium_and_pays_in_full => "24";
    fn case_25_a_factor_on_all_damage_scales_the_loss => "25";
    fn case_26_a_trusted_warning_saves_its_share_of_goods => "26";
    fn case_27_an_intervention_that_does_nothing_changes_nothing => "27";
    fn case_28_threads_do_not_matter => "28";
    fn case_29_weights_leave_expected_totals_as_they_are => "29";
    fn case_30_pairing_takes_out_what_strategies_share => "30";
    fn case_31_incomes_are_as_unequal_as_stated => "31";
    fn case_32_rare_winds_are_known_as_well_as_their_number_allows => "32";
    fn the_wind_field_holds_its_vectors => "wind field";
    fn surge_heights_hold_their_vector => "surge";
    fn average_yearly_displacement_by_wind_holds_its_vector => "displaced";
    fn risk_metrics_are_those_of_climada => "V-2";
    fn the_curve_of_wind_damage_is_that_of_climada => "V-3";
    fn dislocation_by_loss_is_as_published => "V-5";
}

#[test]
fn every_check_of_the_program_is_tested() {
    let ids: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
    assert_eq!(ids, TESTED);
}
