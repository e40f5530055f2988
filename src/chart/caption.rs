//! What every figure says in words: finding, unit, period, population, and where it comes from.

use super::ChartError;
use super::canvas::{Canvas, TextLook};
use super::layout::{at_most, wrap_evenly};
use super::theme::{INK, QUIET, SMALL_SIZE, SUBTITLE_SIZE, TITLE_SIZE, Theme};

pub(crate) const MARGIN: f64 = 24.0;
const TITLE_LEADING: f64 = 25.0;
const SUBTITLE_LEADING: f64 = 18.0;
const NOTE_LEADING: f64 = 17.0;

/// The words around a figure.
#[derive(Clone, Debug, Default)]
pub struct Caption {
    /// Name of the figure inside a page, such as `displaced-by-strategy`; lower-case, unique in it.
    pub id: String,
    /// The finding or the question, in one sentence.
    pub title: String,
    /// What is counted, in which unit: "Households displaced 30 days or more, per 100 and year".
    pub unit: String,
    /// When: "mean 2026–2055".
    pub period: String,
    /// Whom: "all 12 400 households of Isla Prueba".
    pub population: String,
    /// How to read it, or what it cannot tell; shown below.
    pub note: Option<String>,
    /// The figure for those who do not see it: its main numbers in words.
    pub description: String,
    /// Id of the run and its inputs, kept in the file's metadata.
    pub provenance: String,
}

/// Caption broken into lines for one width.
pub(crate) struct CaptionLines {
    title: Vec<String>,
    subtitle: Vec<String>,
    note: Vec<String>,
}

impl CaptionLines {
    pub(crate) fn new(caption: &Caption, theme: &Theme) -> Self {
        let room = theme.width - 2.0 * MARGIN;
        let mut subtitle = format!("{}, {}", caption.unit, caption.period);
        if !caption.population.is_empty() {
            subtitle.push_str(". ");
            subtitle.push_str(&caption.population);
        }
        subtitle.push('.');
        let title = wrap_evenly(&caption.title, TITLE_SIZE, true, room);
        Self {
            title: at_most(title, 4, TITLE_SIZE, true, room),
            subtitle: wrap_evenly(&subtitle, SUBTITLE_SIZE, false, room),
            note: caption
                .note
                .as_ref()
                .map_or_else(Vec::new, |note| wrap_evenly(note, SMALL_SIZE, false, room)),
        }
    }

    /// Height taken at the top, in pixels.
    pub(crate) fn head_height(&self) -> f64 {
        MARGIN
            + self.title.len() as f64 * TITLE_LEADING
            + self.subtitle.len() as f64 * SUBTITLE_LEADING
            + 14.0
    }

    /// Height taken at the bottom, in pixels.
    pub(crate) fn foot_height(&self) -> f64 {
        let note = self.note.len() as f64 * NOTE_LEADING;
        if self.note.is_empty() { 18.0 } else { note + 24.0 }
    }

    pub(crate) fn draw(&self, canvas: &Canvas<'_>, height: f64) -> Result<(), ChartError> {
        let mut y = MARGIN + TITLE_SIZE * 0.75;
        let title = TextLook { bold: true, ..TextLook::new("title", TITLE_SIZE, INK) };
        for line in &self.title {
            canvas.text(line, (MARGIN, y), &title)?;
            y += TITLE_LEADING;
        }
        y -= 2.0;
        for line in &self.subtitle {
            canvas.text(line, (MARGIN, y), &TextLook::new("subtitle", SUBTITLE_SIZE, QUIET))?;
            y += SUBTITLE_LEADING;
        }
        y = height - 18.0 - (self.note.len() as f64 - 1.0) * NOTE_LEADING;
        for line in &self.note {
            canvas.text(line, (MARGIN, y), &TextLook::new("note", SMALL_SIZE, QUIET))?;
            y += NOTE_LEADING;
        }
        Ok(())
    }
}
