//! The bundled font: charts look the same on a machine that has no fonts at all.
//!
//! Leeward Sans is a subset of Liberation Sans (licence in `OFL.txt` beside the files). It has the
//! widths of Arial, so an SVG shown by a program without our font keeps its layout.

use std::sync::{Arc, OnceLock};

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};
use resvg::usvg::fontdb::Database;

use super::ChartError;

/// The list written into every SVG, ours first.
pub(crate) const FAMILY: &str = "'Leeward Sans', 'Liberation Sans', Arial, Helvetica, sans-serif";

static REGULAR: &[u8] = include_bytes!("LeewardSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("LeewardSans-Bold.ttf");

/// Line height of the font over its em, (ascent + descent) / 2048: plotters sizes text by the first.
const HEIGHT_PER_EM: f64 = (1854.0 + 434.0) / 2048.0;

/// Gives the font to plotters, once.
pub(crate) fn register() -> Result<(), ChartError> {
    static DONE: OnceLock<bool> = OnceLock::new();
    let done = *DONE.get_or_init(|| {
        register_font(FAMILY, FontStyle::Normal, REGULAR).is_ok()
            && register_font(FAMILY, FontStyle::Bold, BOLD).is_ok()
    });
    if done { Ok(()) } else { Err(ChartError::Font) }
}

/// The font database that draws and measures SVG text: the bundled font and nothing else.
pub(crate) fn database() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut fonts = Database::new();
            fonts.load_font_data(REGULAR.to_vec());
            fonts.load_font_data(BOLD.to_vec());
            fonts.set_sans_serif_family("Leeward Sans");
            Arc::new(fonts)
        })
        .clone()
}

/// Width of a text in pixels at a font size in pixels.
///
/// A text that cannot be measured (no font registered) counts as 0.6 em a character.
pub(crate) fn width_of(text: &str, size: f64, bold: bool) -> f64 {
    const FINE: f64 = 1000.0;
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::Name(FAMILY), FINE * HEIGHT_PER_EM, style);
    match font.layout_box(text) {
        Ok(((left, _), (right, _))) => f64::from(right - left) / FINE * size,
        Err(_) => 0.6 * size * text.chars().count() as f64,
    }
}
