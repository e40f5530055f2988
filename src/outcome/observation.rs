//! What is observed after a past event: the indicators of a back-cast and one observation of one.

/// One indicator, as a `[[targets]]` entry names it.
#[derive(Debug)]
pub struct IndicatorInfo {
    /// Which one.
    pub indicator: Indicator,
    /// Word in a scenario file; ends in what it is.
    pub id: &'static str,
    /// Name in a table.
    pub label: &'static str,
    /// Exact meaning.
    pub about: &'static str,
}

macro_rules! indicators {
    ($($name:ident $id:literal $label:literal $about:literal;)+) => {
        /// What a back-cast can be held to.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Indicator {
            $(#[doc = $about] $name,)+
        }

        /// Every indicator, in the order in which tables show them.
        pub const INDICATORS: &[IndicatorInfo] = &[
            $(IndicatorInfo { indicator: Indicator::$name, id: $id, label: $label, about: $about },)+
        ];

        /// The words of [`INDICATORS`], in its order.
        pub const INDICATOR_IDS: &[&str] = &[$($id,)+];
    };
}

indicators! {
    Destroyed "destroyed_share" "dwellings destroyed"
        "Dwellings destroyed over all dwellings.";
    Severe "severe_share" "severe or worse"
        "Dwellings with severe damage or worse over all dwellings.";
    Damaged "damaged_share" "any damage"
        "Dwellings damaged at all over all dwellings.";
    Displaced "displaced_share" "people displaced"
        "People displaced (movements) over people at the start.";
    SiteShare "site_share" "in sites, of all people"
        "People in collective sites on the day over people at the start.";
    SiteShareOfDisplaced "site_share_of_displaced" "in sites, of the displaced"
        "People in collective sites on the day over all people displaced by then.";
    SiteStockRelative "site_stock_relative" "in sites, over base day"
        "People in collective sites on the day over those on the base day.";
    SiteExitRate "site_exit_rate_per_year" "rate of leaving sites a year"
        "Yearly rate at which the people in collective sites fall from `from_days` to `days_after_event`.";
    SiteExitRateRatio "site_exit_rate_ratio" "early over late rate of leaving"
        "The rate from `from_days` to `days_after_event` over that between the two days of `over_days`.";
    NetLoss "net_loss_share" "fewer residents"
        "One minus residents on the day over people at the start; the displaced inside the area are residents.";
    Returned "returned_share" "displaced back home"
        "People of households that the event displaced who had gone back to their home by the day, over all of these.";
    DestroyedOfDamaged "destroyed_of_damaged" "destroyed of damaged"
        "Dwellings destroyed over dwellings damaged, pooled over zones whose damaged share lies in `zones_damaged_share`.";
    ZonesInEnvelope "zones_in_envelope_share" "zones inside the envelope"
        "Share of these zones whose destroyed over damaged lies in `envelope`.";
    AwayUnderWeek "away_under_1_week_share" "away under a week"
        "People back home within 7 days, over all whom the event moved out of their homes, evacuees among them.";
    AwayWeekToMonth "away_1_week_to_1_month_share" "away a week to a month"
        "People back home after 7 and within 30 days, over all whom the event moved out of their homes, evacuees among them.";
    AwayUnderMonth "away_under_1_month_share" "away under a month"
        "People back home within 30 days, over all whom the event moved out of their homes, evacuees among them.";
    AwayMonthsOneToSix "away_1_to_6_months_share" "away one to six months"
        "People back home after 30 and within 182 days, over all whom the event moved out of their homes, evacuees among them.";
    AwayOverSixMonths "away_over_6_months_share" "away over six months, back"
        "People back home after 182 days and by the day asked, over all whom the event moved out of their homes, evacuees among them.";
    NotReturned "not_returned_share" "not back"
        "People not back home by the day asked, after a year where none is stated, over all whom the event moved out of their homes, evacuees among them.";
    Away "away_share" "still away"
        "People not back home on the day, over all whom the event moved out of their homes, evacuees among them.";
    AwayRises "away_rises_with_damage" "longer away the more damage"
        "One if the share away under a month falls from some to moderate to heavy damage, else zero.";
    ExtraEmigrants "extra_emigrants_share" "extra emigrants"
        "People who left the area less those who came back, beyond the same future without hazards, over people at the start, by the day; of an income fifth, to the horizon.";
    PeakResponseYear "peak_response_year" "year of the largest response"
        "Year after the event, the first being 0, in which most extra emigrants left.";
}

impl Indicator {
    /// Its line in the table.
    pub fn info(self) -> &'static IndicatorInfo {
        &INDICATORS[self as usize]
    }

    /// The indicator of that word.
    pub fn named(id: &str) -> Option<Self> {
        INDICATORS.iter().find(|info| info.id == id).map(|info| info.indicator)
    }

    /// Whether it compares with the future without hazards.
    pub fn needs_twin(self) -> bool {
        matches!(self, Self::ExtraEmigrants | Self::PeakResponseYear)
    }
}

/// How futures and an observed value become a hit or a miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    /// The median of the futures lies in the band.
    Median,
    /// The observed value lies in the range of nine futures in ten.
    Range,
    /// Every future lies in the band.
    Every,
}

/// The words of [`Decides`], in the order of the enum.
pub const DECIDES_WORDS: &[&str] = &["median", "range", "every"];

impl Decides {
    /// The rule of that word.
    pub fn named(word: &str) -> Option<Self> {
        let at = DECIDES_WORDS.iter().position(|it| *it == word)?;
        Some([Self::Median, Self::Range, Self::Every][at])
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        DECIDES_WORDS[self as usize]
    }
}

/// Grades of damage, lightest first: none, some, moderate, heavy.
pub const GRADE_IDS: &[&str] = &["none", "some", "moderate", "heavy"];

/// What was observed of one indicator after an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Indicator.
    pub indicator: Indicator,
    /// Check that it belongs to, such as `CAL-4`; empty where it stands by itself.
    pub check: String,
    /// Day after the event.
    pub days_after_event: f64,
    /// Day to which a stock is related.
    pub relative_to_days: Option<f64>,
    /// First day of an interval that ends on `days_after_event`.
    pub from_days: Option<f64>,
    /// Interval with which that one is compared, days after the event.
    pub over_days: Option<(f64, f64)>,
    /// Grade of damage, a position in [`GRADE_IDS`]; all where none.
    pub grade: Option<usize>,
    /// Income fifth, 0 poorest; all people where none.
    pub fifth: Option<usize>,
    /// Damaged share of the zones that count.
    pub zones_damaged_share: (f64, f64),
    /// Envelope of destroyed over damaged of a zone.
    pub envelope: (f64, f64),
    /// Observed value.
    pub value: f64,
    /// Lowest and highest value that count as a hit.
    pub band: (f64, f64),
    /// What decides.
    pub decides: Decides,
    /// Whether a miss counts.
    pub required: bool,
    /// Observed curve that it is a point of: an id of the table of curves.
    pub curve: Option<String>,
    /// Source.
    pub source: String,
}

impl Observation {
    /// A value of an indicator on a day, of all people and zones and without source; required, and a hit
    /// only where the median is the value itself.
    pub fn plain(indicator: Indicator, days_after_event: f64, value: f64) -> Self {
        Self {
            indicator,
            check: String::new(),
            days_after_event,
            relative_to_days: None,
            from_days: None,
            over_days: None,
            grade: None,
            fifth: None,
            zones_damaged_share: (0.0, 1.0),
            envelope: (0.0, 1.0),
            value,
            band: (value, value),
            decides: Decides::Median,
            required: true,
            curve: None,
            source: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DECIDES_WORDS, Decides, INDICATOR_IDS, INDICATORS, Indicator};

    #[test]
    fn words_lead_back_to_what_they_name() {
        for (position, info) in INDICATORS.iter().enumerate() {
            assert_eq!(info.indicator as usize, position);
            assert_eq!(Indicator::named(info.id), Some(info.indicator));
            assert_eq!(INDICATOR_IDS[position], info.id);
            assert!(info.about.ends_with('.'));
        }
        for word in DECIDES_WORDS {
            assert_eq!(Decides::named(word).map(Decides::word), Some(*word));
        }
        assert_eq!(Indicator::named("nonsense"), None);
    }
}
