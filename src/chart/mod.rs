//! Charts: plain specifications in, one SVG out, and a PNG made from that SVG.
//!
//! A closed set of figures: [`dotplot`] (how do strategies differ), [`difference`] (is one better
//! on the same futures), [`fan`] (how it unfolds), [`exceedance`] (how bad it can get), [`map`]
//! (where), [`regret`] (which holds up over cases), [`course`] (a past event beside what was observed),
//! [`tornado`] (which number moves it), [`ranges`] (what data leave of each parameter). Plotters draws through a backend of our own (`pen`) that keeps tenths of a pixel
//! and names what it draws, so that [`lint`] can check every figure by machine. The same
//! specification gives the same bytes everywhere: no clock, no random names, no system fonts.

mod canvas;
mod caption;
mod classes;
pub mod course;
pub mod difference;
pub mod dotplot;
pub mod exceedance;
pub mod fan;
mod fonts;
mod frame;
mod layout;
pub mod lint;
pub mod map;
mod marks;
mod numbers;
mod outline;
mod pen;
pub mod ranges;
pub mod regret;
mod stack;
mod theme;
pub mod tornado;

pub use caption::Caption;
pub use marks::MARKS_PER_ROW;
pub use numbers::{format_count, format_number};
pub use theme::{Theme, Words};

use resvg::{tiny_skia, usvg};

/// Why a figure could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// Nothing to draw.
    #[error("there is nothing to draw: {0}; give at least one value")]
    NoData(String),
    /// A value that no axis can hold.
    #[error("{0} is not a finite number; drop or mend it before drawing")]
    NotFinite(String),
    /// More series than can be told apart.
    #[error("{0} strategies do not fit one figure; draw at most 6, lettered A to F, each once")]
    TooManySeries(usize),
    /// Inputs whose lengths differ.
    #[error("{0}; give every series one value for each time")]
    UnequalLengths(String),
    /// The bundled font is broken.
    #[error("the bundled font cannot be read; build the program again from a clean copy")]
    Font,
    /// Plotters refused an element.
    #[error("the chart could not be drawn ({0}); this is a fault of the program, report it")]
    Drawing(String),
    /// The SVG did not become an image.
    #[error("the PNG could not be made ({0}); the SVG file is whole, use that")]
    Image(String),
}

/// One figure as SVG text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// The SVG document.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// A PNG of the figure, `scale` image pixels per SVG pixel (2 for print), bundled font only.
    ///
    /// # Errors
    /// [`ChartError::Image`] if the scale is not positive or gives an image too large to hold.
    pub fn to_png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        let tree = parse(&self.0)?;
        let size = tree.size();
        let (width, height) = ((size.width() * scale).ceil(), (size.height() * scale).ceil());
        if !(scale > 0.0 && width <= 20_000.0 && height <= 20_000.0) {
            return Err(ChartError::Image(format!("a scale of {scale} is out of range")));
        }
        let mut image = tiny_skia::Pixmap::new(width as u32, height as u32)
            .ok_or_else(|| ChartError::Image("the image has no pixels".into()))?;
        let transform = tiny_skia::Transform::from_scale(scale, scale);
        resvg::render(&tree, transform, &mut image.as_mut());
        image.encode_png().map_err(|error| ChartError::Image(error.to_string()))
    }
}

fn parse(svg: &str) -> Result<usvg::Tree, ChartError> {
    let options = usvg::Options {
        font_family: "Leeward Sans".into(),
        fontdb: fonts::database(),
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|error| ChartError::Image(error.to_string()))
}

/// Most strategies of a figure: so many looks can be told apart.
pub const MOST_SERIES: usize = 6;

/// Place of each strategy among the looks of the theme: that of its letter, A = 0, where all letters are
/// A-F, else its position; the first look is kept for A, so that a figure without the baseline shows the
/// others as figures with it do. Letters are A-Z, each used once, six at most with A.
fn series_places(letters: &[char]) -> Result<Vec<usize>, ChartError> {
    let repeated = |position: usize| letters[..position].contains(&letters[position]);
    let is_wrong = letters.iter().any(|letter| !letter.is_ascii_uppercase());
    let by_letter: Option<Vec<usize>> =
        letters.iter().map(|letter| "ABCDEF".find(*letter)).collect();
    let first = usize::from(!letters.contains(&'A'));
    let places = by_letter.unwrap_or_else(|| (first..first + letters.len()).collect());
    let is_full = places.iter().any(|place| *place >= MOST_SERIES);
    if is_wrong || is_full || (0..letters.len()).any(repeated) {
        return Err(ChartError::TooManySeries(letters.len()));
    }
    Ok(places)
}

fn require_finite(values: &[f64], what: &str) -> Result<(), ChartError> {
    if values.is_empty() {
        return Err(ChartError::NoData(what.to_owned()));
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(place) => Err(ChartError::NotFinite(format!("value {} of {what}", place + 1))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strategy_has_one_look_in_all_figures() {
        let places = |letters: &str| series_places(&letters.chars().collect::<Vec<_>>());
        assert_eq!(places("BDA").unwrap(), [1, 3, 0]);
        assert_eq!(places("ADEFHI").unwrap(), [0, 1, 2, 3, 4, 5]);
        assert_eq!(places("DEFHI").unwrap(), [1, 2, 3, 4, 5]);
        for wrong in ["AA", "Aa", "A1", "DEFGHI", "ABCDEFG"] {
            assert!(matches!(places(wrong), Err(ChartError::TooManySeries(_))), "{wrong}");
        }
    }

    const TEXT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\">\
        <text x=\"9\" y=\"30\" font-size=\"24\" font-family=\"NAMED\">Río Seco ≥ 2</text></svg>";

    #[test]
    fn text_needs_no_system_font() {
        let image = |svg: &str| Svg(svg.to_owned()).to_png(1.0).expect("an image");
        let ours = image(&TEXT.replace("NAMED", fonts::FAMILY));
        let blank = image(&TEXT.replace("NAMED", fonts::FAMILY).replace("Río Seco ≥ 2", " "));
        assert_ne!(ours, blank, "the text leaves ink");
        assert_eq!(ours, image(&TEXT.replace("NAMED", "'Leeward Sans'")));
        // One of plotters' measures and one of the renderer's: both read the same font.
        let tree = parse(&TEXT.replace("NAMED", fonts::FAMILY)).expect("an SVG");
        let drawn = f64::from(tree.root().abs_bounding_box().width());
        fonts::register().expect("the font is bundled");
        let measured = fonts::width_of("Río Seco ≥ 2", 24.0, false);
        assert!((drawn - measured).abs() < 4.0, "{drawn} and {measured}");
    }
}
