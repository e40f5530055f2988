//! Colours, sizes and words of all figures.
//!
//! Series colours are those of Okabe and Ito (2008); each has a mark shape, a dash and a darker
//! twin for text, so that no series is known by colour alone.

use plotters::style::RGBColor;

use super::marks::MarkShape;

/// What a series looks like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SeriesLook {
    /// Fill of marks and lines; at least 3:1 on white (open marks by their outline).
    pub(crate) colour: RGBColor,
    /// For text; at least 4.5:1 on white.
    pub(crate) text: RGBColor,
    /// Shape of its marks.
    pub(crate) shape: MarkShape,
    /// SVG dash array in pixels; empty for a full line.
    pub(crate) dash: &'static str,
}

const SERIES: [SeriesLook; 6] = [
    look((89, 89, 89), (64, 64, 64), MarkShape::Disc, ""),
    look((0, 114, 178), (0, 90, 140), MarkShape::Square, "7 3"),
    look((213, 94, 0), (168, 67, 0), MarkShape::Triangle, "2 2.5"),
    look((0, 158, 115), (0, 112, 82), MarkShape::Diamond, "9 3 2 3"),
    look((204, 121, 167), (150, 60, 112), MarkShape::Cross, "12 4"),
    look((31, 120, 176), (22, 98, 146), MarkShape::Ring, "5 2 1 2 1 2"),
];

const fn look(
    colour: (u8, u8, u8),
    text: (u8, u8, u8),
    shape: MarkShape,
    dash: &'static str,
) -> SeriesLook {
    SeriesLook {
        colour: RGBColor(colour.0, colour.1, colour.2),
        text: RGBColor(text.0, text.1, text.2),
        shape,
        dash,
    }
}

pub(crate) const INK: RGBColor = RGBColor(26, 26, 26);
pub(crate) const QUIET: RGBColor = RGBColor(89, 89, 89);
pub(crate) const GRID: RGBColor = RGBColor(226, 226, 226);
pub(crate) const BASELINE: RGBColor = RGBColor(150, 150, 150);
pub(crate) const WHITE: RGBColor = RGBColor(255, 255, 255);

/// Five classes from low to high in one hue, after the blues of Brewer (2003), the lightest
/// darkened so that it is never taken for paper.
pub(crate) const CLASSES: [RGBColor; 5] = [
    RGBColor(198, 219, 239),
    RGBColor(146, 190, 222),
    RGBColor(86, 153, 203),
    RGBColor(33, 106, 168),
    RGBColor(8, 56, 110),
];

pub(crate) const TITLE_SIZE: f64 = 19.0;
pub(crate) const SUBTITLE_SIZE: f64 = 13.0;
pub(crate) const LABEL_SIZE: f64 = 13.0;
pub(crate) const SMALL_SIZE: f64 = 12.0;

/// Words that the figures add of themselves, for translation.
#[derive(Clone, Debug)]
pub struct Words {
    /// Before the median: "middle future".
    pub middle_future: String,
    /// Before the range of nine futures in ten: "9 in 10".
    pub nine_in_ten: String,
    /// Between the ends of a range with signs: "to".
    pub to: String,
    /// Between the count and fifty: "of", as in "12 of 50".
    pub out_of: String,
    /// Under that count where a threshold is drawn: "above".
    pub above: String,
    /// End label of the upper edge of the band: "high".
    pub high: String,
    /// End label of the lower edge of the band: "low".
    pub low: String,
    /// Key of a fan: "Dark band: half of the futures".
    pub dark_band: String,
    /// Key of a fan: "Light band: 9 in 10".
    pub light_band: String,
    /// Key of a fan, after their count: "single futures".
    pub single_futures: String,
    /// Class of zones without a value: "no data".
    pub no_data: String,
    /// Key of a step curve: "record".
    pub record: String,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            middle_future: "middle future".into(),
            nine_in_ten: "9 in 10".into(),
            to: "to".into(),
            out_of: "of".into(),
            above: "above".into(),
            high: "high".into(),
            low: "low".into(),
            dark_band: "Dark band: half of the futures".into(),
            light_band: "Light band: 9 in 10".into(),
            single_futures: "single futures".into(),
            no_data: "no data".into(),
            record: "record".into(),
        }
    }
}

/// How figures look: width and words; colours are fixed so that a strategy keeps its own.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Width in pixels, 640-1600; heights follow from the content.
    pub width: f64,
    /// Words added by the figures.
    pub words: Words,
}

impl Default for Theme {
    fn default() -> Self {
        Self { width: 960.0, words: Words::default() }
    }
}

/// Look of the series in this place (A = 0); places beyond F repeat none, callers refuse them first.
pub(crate) fn series(place: usize) -> SeriesLook {
    SERIES[place.min(SERIES.len() - 1)]
}

/// A colour mixed with white: `share` of the colour, 0-1.
pub(crate) fn tint(colour: RGBColor, share: f64) -> RGBColor {
    let mix = |part: u8| (255.0 - (255.0 - f64::from(part)) * share + 0.5) as u8;
    RGBColor(mix(colour.0), mix(colour.1), mix(colour.2))
}

/// Contrast of two colours, 1-21 (WCAG 2.2, relative luminance).
pub(crate) fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: RGBColor) -> f64 {
    let linear = |part: u8| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            crate::dist::math::pow((share + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast(RGBColor(0, 0, 0), WHITE) - 21.0).abs() < 1e-12);
        assert_eq!(contrast(QUIET, QUIET), 1.0);
    }

    #[test]
    fn every_series_can_be_seen_and_read_on_white() {
        for place in 0..6 {
            let look = series(place);
            assert!(contrast(look.colour, WHITE) >= 3.0, "mark {place}");
            assert!(contrast(look.text, WHITE) >= 4.5, "text {place}");
        }
    }
}
