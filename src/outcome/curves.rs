//! Observed curves of displacement over time, from which the simple baselines of a back-cast are made.
//!
//! Each is what one event left, in days after it. The numbers are those of the sources named, collected
//! before any case was written.

/// What a curve follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CurveKind {
    /// People in collective sites, camps and centres.
    Sites,
    /// Share of those who left home that is not back.
    Away,
}

/// One observed curve.
#[derive(Debug)]
pub struct ObservedCurve {
    /// Id, as `targets.curve` names it.
    pub id: &'static str,
    /// What it follows.
    pub kind: CurveKind,
    /// Days after the event and people or share, days ascending.
    pub points: &'static [(f64, f64)],
    /// Where the numbers are from.
    pub source: &'static str,
}

/// The ids of [`CURVES`], in its order.
pub const CURVE_IDS: &[&str] = &[
    "dominica_2017_sites",
    "haiti_2010_camps",
    "haiti_2021_sites",
    "haiyan_2013_sites",
    "sindh_2022_displaced",
    "katrina_2005_away",
    "us_hurricane_away",
    "us_flood_away",
    "us_fire_away",
];

const PULSE: &str = "Household Pulse Survey (US Census Bureau) by hazard, as tabulated in nicolepaul/hps-displacement; classes read as shares not back after 7, 30, 182 and 365 days";

/// Every curve.
pub const CURVES: &[ObservedCurve] = &[
    ObservedCurve {
        id: CURVE_IDS[0],
        kind: CurveKind::Sites,
        points: &[(21.0, 2_000.0), (40.0, 742.0), (66.0, 459.0), (122.0, 450.0)],
        source: "collective centres of Dominica: IOM by caribbeanlifenews.com (more than 2,000), DTM rounds 2 and 3 (the latter of 30 centres alone), ACAPS January 2018",
    },
    ObservedCurve {
        id: CURVE_IDS[1],
        kind: CurveKind::Sites,
        points: &[
            (184.0, 1_536_447.0),
            (322.0, 1_068_882.0),
            (383.0, 806_377.0),
            (442.0, 680_494.0),
            (503.0, 634_807.0),
            (564.0, 594_811.0),
            (687.0, 519_164.0),
            (777.0, 489_845.0),
            (839.0, 419_740.0),
            (900.0, 390_276.0),
            (1_022.0, 357_785.0),
            (1_084.0, 347_284.0),
            (1_265.0, 278_945.0),
            (1_357.0, 171_974.0),
            (1_630.0, 103_565.0),
            (1_722.0, 85_432.0),
            (2_453.0, 55_107.0),
            (3_305.0, 34_508.0),
        ],
        source: "camps of Haiti after January 2010: DTM (IOM); 54,045 people were struck off the list in September 2013",
    },
    ObservedCurve {
        id: CURVE_IDS[2],
        kind: CurveKind::Sites,
        points: &[(37.0, 38_777.0), (365.0, 16_185.0)],
        source: "sites in the south of Haiti after August 2021: IOM DTM and DGPC",
    },
    ObservedCurve {
        id: CURVE_IDS[3],
        kind: CurveKind::Sites,
        points: &[(7.0, 423_000.0), (24.0, 204_000.0), (157.0, 24_867.0), (229.0, 26_838.0)],
        source: "evacuation centres and displacement sites after Haiyan: UN OCHA, CCCM cluster, DTM",
    },
    ObservedCurve {
        id: CURVE_IDS[4],
        kind: CurveKind::Sites,
        points: &[(5.0, 6_500_000.0), (119.0, 89_000.0)],
        source: "displaced people of Sindh 2022, of whom few in sites: OCHA situation report 13; the first count has no day",
    },
    ObservedCurve {
        id: CURVE_IDS[5],
        kind: CurveKind::Away,
        points: &[(47.0, 0.625), (352.0, 0.425)],
        source: "evacuees of Katrina of 16 and more not back in the same home, October 2005 and August 2006: Current Population Survey (bls.gov)",
    },
    ObservedCurve {
        id: CURVE_IDS[6],
        kind: CurveKind::Away,
        points: &[(7.0, 0.582), (30.0, 0.313), (182.0, 0.196), (365.0, 0.111)],
        source: PULSE,
    },
    ObservedCurve {
        id: CURVE_IDS[7],
        kind: CurveKind::Away,
        points: &[(7.0, 0.650), (30.0, 0.404), (182.0, 0.238), (365.0, 0.147)],
        source: PULSE,
    },
    ObservedCurve {
        id: CURVE_IDS[8],
        kind: CurveKind::Away,
        points: &[(7.0, 0.766), (30.0, 0.532), (182.0, 0.437), (365.0, 0.282)],
        source: PULSE,
    },
];

/// The curve of that id.
pub fn curve(id: &str) -> Option<&'static ObservedCurve> {
    CURVES.iter().find(|curve| curve.id == id)
}

#[cfg(test)]
mod tests {
    use super::{CURVE_IDS, CURVES};

    #[test]
    fn curves_rise_in_days_and_stay_above_zero() {
        for (curve, id) in CURVES.iter().zip(CURVE_IDS) {
            assert_eq!(curve.id, *id);
            assert!(curve.points.len() >= 2 && !curve.source.is_empty());
            assert!(curve.points.windows(2).all(|pair| pair[0].0 < pair[1].0), "{id}");
            assert!(curve.points.iter().all(|(days, value)| *days >= 0.0 && *value > 0.0), "{id}");
        }
    }
}
