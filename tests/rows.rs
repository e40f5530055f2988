//! Every row R01-R50 on the proof place: off, on, dose, placebo, ledger, or the property that stands for
//! them.

use std::path::Path;

use leeward::data::Folder;
use leeward::proof::{Ground, ROWS, Verdict, prove};
use leeward::scenario::load;

fn proof_place() -> (Ground, Folder) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/proof");
    let bytes = std::fs::read(folder.join("scenario.toml")).expect("the proof place is there");
    let loaded = load("scenarios/proof/scenario.toml", &bytes, &[]).expect("it is sound");
    let replicates = loaded.scenario.experiment.replicates;
    let ground = Ground::new(&loaded.resolved, &loaded.scenario, replicates).expect("it reads");
    (ground, Folder::new(folder))
}

fn assert_proved(id: &str) {
    let (ground, files) = proof_place();
    let row = ROWS.iter().find(|row| row.row == id).expect("the row is there");
    let proof = prove(row, &ground, &files).unwrap_or_else(|error| panic!("{id}: {error}"));
    assert_eq!(proof.verdict, Verdict::Proved, "{id}: {proof:#?}");
}

macro_rules! rows {
    ($($test:ident $id:literal,)+) => {
        $(
            #[test]
            fn $test() {
                assert_proved($id);
            }
        )+

        /// A row without a test would vanish silently.
        #[test]
        fn every_row_has_its_test() {
            let tested = [$($id),+];
            for row in ROWS.iter().filter(|row| row.later.is_none()) {
                assert!(tested.contains(&row.row.as_str()), "{} has no test", row.row);
            }
            assert!(tested.len() >= 49);
        }
    };
}

rows! {
    r01_orderly_and_regular_migration "R01",
    r02_matrix_of_phases_and_sectors "R02",
    r03_mitigation "R03",
    r04_preparedness "R04",
    r05_response "R05",
    r06_recovery "R06",
    r07_transition_between_relief_and_development "R07",
    r08_camp_coordination "R08",
    r09_support_of_partners "R09",
    r10_a_region_on_one_track "R10",
    r11_emergency_relief "R11",
    r12_shelter_assistance "R12",
    r13_non_food_items "R13",
    r14_transport_of_the_displaced "R14",
    r15_camp_management "R15",
    r16_displacement_tracking "R16",
    r17_psychosocial_support "R17",
    r18_health_support "R18",
    r19_any_other_measure_as_data "R19",
    r20_return "R20",
    r21_reintegration "R21",
    r22_durable_solutions "R22",
    r23_participation_in_reconstruction "R23",
    r24_reconstruction_against_forced_migration "R24",
    r25_community_stabilization "R25",
    r26_transition_assistance "R26",
    r27_land_acquisition "R27",
    r28_property_and_title "R28",
    r29_protection_of_rights "R29",
    r30_capacity_of_authorities "R30",
    r32_awareness_raising "R32",
    r33_better_data "R33",
    r34_case_studies "R34",
    r35_action_on_policy "R35",
    r36_mobility_in_migration_policy "R36",
    r37_coherence_with_risk_reduction "R37",
    r38_coherence_with_development "R38",
    r39_coherence_with_urban_planning "R39",
    r40_environmental_drivers "R40",
    r41_flows_within_and_across_borders "R41",
    r42_accelerated_change "R42",
    r43_impacts_on_lives "R43",
    r44_impacts_on_livelihoods "R44",
    r45_vulnerability_reduction "R45",
    r46_risk_reduction_with_communities "R46",
    r47_goal_1_prevent_forced_migration "R47",
    r48_goal_2_assist_and_protect_the_displaced "R48",
    r49_goal_3_migration_as_adaptation "R49",
    r50_goal_4_resilience_to_expected_change "R50",
}
