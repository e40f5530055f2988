//! A figure under way: the sheet with its caption, and the few things that are drawn on it.

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::BackendCoord;

use super::caption::{Caption, CaptionLines};
use super::pen::{FINE, Pen, Sheet, escape, tenths};
use super::theme::Theme;
use super::{ChartError, Svg, fonts};

/// How a text is set; its y is the baseline.
#[derive(Clone, Copy)]
pub(crate) struct TextLook {
    pub(crate) class: &'static str,
    pub(crate) size: f64,
    pub(crate) colour: RGBColor,
    pub(crate) bold: bool,
    pub(crate) anchor: HPos,
    /// White rim, for text that stands on a line.
    pub(crate) halo: bool,
}

impl TextLook {
    pub(crate) fn new(class: &'static str, size: f64, colour: RGBColor) -> Self {
        Self { class, size, colour, bold: false, anchor: HPos::Left, halo: false }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(crate) struct LineLook {
    pub(crate) class: &'static str,
    pub(crate) colour: RGBColor,
    pub(crate) width: f64,
    pub(crate) dash: &'static str,
}

impl LineLook {
    pub(crate) fn new(class: &'static str, colour: RGBColor, width: f64) -> Self {
        Self { class, colour, width, dash: "" }
    }
}

/// A figure under way: caption set, plotters ready.
pub(crate) struct Canvas<'a> {
    sheet: Rc<RefCell<Sheet>>,
    area: DrawingArea<Pen, Shift>,
    caption: &'a Caption,
    /// Full size in pixels.
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl<'a> Canvas<'a> {
    /// A sheet with room for `inner_height` pixels between caption and note; returns where it starts.
    pub(crate) fn new(
        caption: &'a Caption,
        theme: &Theme,
        inner_height: f64,
    ) -> Result<(Self, f64), ChartError> {
        fonts::register()?;
        let lines = CaptionLines::new(caption, theme);
        let top = lines.head_height();
        let (width, height) = (theme.width, (top + inner_height + lines.foot_height()).ceil());
        let sheet = Rc::new(RefCell::new(Sheet {
            width: fine(width) as u32,
            height: fine(height) as u32,
            ..Sheet::default()
        }));
        let area = Pen(Rc::clone(&sheet)).into_drawing_area();
        let canvas = Self { sheet, area, caption, width, height };
        lines.draw(&canvas, height)?;
        Ok((canvas, top))
    }

    /// Opens a named group; `extra` holds further attributes, already escaped.
    pub(crate) fn open(&self, class: &str, extra: &str) {
        let space = if extra.is_empty() { "" } else { " " };
        let _ = writeln!(self.sheet.borrow_mut().body, "<g class=\"{class}\"{space}{extra}>");
    }

    pub(crate) fn close(&self) {
        self.sheet.borrow_mut().body.push_str("</g>\n");
    }

    pub(crate) fn text(
        &self,
        text: &str,
        at: (f64, f64),
        look: &TextLook,
    ) -> Result<(), ChartError> {
        self.prepare(look.class, "", look.halo);
        let style = if look.bold { FontStyle::Bold } else { FontStyle::Normal };
        let font = FontDesc::new(FontFamily::Name(fonts::FAMILY), look.size * FINE, style);
        let style =
            TextStyle::from(font).color(&look.colour).pos(Pos::new(look.anchor, VPos::Bottom));
        self.put(&Text::new(text.to_owned(), pair(at), style))
    }

    pub(crate) fn line(&self, path: &[(f64, f64)], look: &LineLook) -> Result<(), ChartError> {
        self.prepare(look.class, look.dash, false);
        let path: Vec<BackendCoord> = path.iter().copied().map(pair).collect();
        self.put(&PathElement::new(path, stroke(look.colour, look.width)))
    }

    pub(crate) fn polygon(
        &self,
        class: &'static str,
        points: Vec<(f64, f64)>,
        colour: RGBColor,
    ) -> Result<(), ChartError> {
        self.prepare(class, "", false);
        let points: Vec<BackendCoord> = points.into_iter().map(pair).collect();
        self.put(&Polygon::new(points, colour.filled()))
    }

    pub(crate) fn bar(
        &self,
        class: &'static str,
        corners: [(f64, f64); 2],
        colour: RGBColor,
    ) -> Result<(), ChartError> {
        self.prepare(class, "", false);
        self.put(&Rectangle::new([pair(corners[0]), pair(corners[1])], colour.filled()))
    }

    pub(crate) fn disc(
        &self,
        class: &'static str,
        at: (f64, f64),
        radius: f64,
        colour: RGBColor,
    ) -> Result<(), ChartError> {
        self.prepare(class, "", false);
        self.put(&Circle::new(pair(at), fine(radius), colour.filled()))
    }

    pub(crate) fn ring(
        &self,
        class: &'static str,
        at: (f64, f64),
        radius: f64,
        colour: RGBColor,
        width: f64,
    ) -> Result<(), ChartError> {
        self.prepare(class, "", false);
        self.put(&Circle::new(pair(at), fine(radius), stroke(colour, width)))
    }

    fn prepare(&self, class: &'static str, dash: &'static str, halo: bool) {
        let mut sheet = self.sheet.borrow_mut();
        (sheet.class, sheet.dash, sheet.halo) = (class, dash, halo);
    }

    fn put<E>(&self, element: &E) -> Result<(), ChartError>
    where
        for<'b> &'b E: plotters::element::PointCollection<'b, BackendCoord>,
        E: plotters::element::Drawable<Pen>,
    {
        self.area.draw(element).map_err(|error| ChartError::Drawing(error.to_string()))
    }

    /// Rings as one region (a ring inside another is a hole) with a thin outline.
    ///
    /// `fill` is a colour or a reference such as `url(#name)`; plotters has no element for either.
    pub(crate) fn region(
        &self,
        class: &str,
        rings: &[Vec<(f64, f64)>],
        fill: &str,
        outline: RGBColor,
    ) {
        let mut path = String::new();
        for ring in rings {
            for (place, at) in ring.iter().enumerate() {
                let (x, y) = pair(*at);
                let _ = write!(
                    path,
                    "{}{},{}",
                    if place == 0 { "M" } else { " " },
                    tenths(x),
                    tenths(y)
                );
            }
            path.push('Z');
        }
        let RGBColor(r, g, b) = outline;
        let _ = writeln!(
            self.sheet.borrow_mut().body,
            "<path class=\"{class}\" fill-rule=\"evenodd\" d=\"{path}\" fill=\"{fill}\" \
             stroke=\"#{r:02x}{g:02x}{b:02x}\" stroke-width=\"0.8\" stroke-linejoin=\"round\"/>"
        );
    }

    /// A slanted hatch for regions without data; returns the reference to fill with.
    pub(crate) fn hatch(&self) -> String {
        let name = format!("{}-hatch", escape(&self.caption.id));
        let _ = writeln!(
            self.sheet.borrow_mut().body,
            "<defs><pattern id=\"{name}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"7\" height=\"7\" fill=\"#ffffff\"/>\
             <rect width=\"1.4\" height=\"7\" fill=\"#8c8c8c\"/></pattern></defs>"
        );
        format!("url(#{name})")
    }

    /// The finished document.
    pub(crate) fn finish(self) -> Svg {
        let Caption { id, title, unit, period, population, description, provenance, .. } =
            self.caption;
        let id = escape(id);
        let mut svg = String::with_capacity(self.sheet.borrow().body.len() + 2048);
        let (width, height) = (tenths(fine(self.width)), tenths(fine(self.height)));
        let _ = writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" font-family=\"{}\">",
            fonts::FAMILY
        );
        let _ = writeln!(svg, "<title id=\"{id}-title\">{}</title>", escape(title));
        let _ = writeln!(svg, "<desc id=\"{id}-desc\">{}</desc>", escape(description));
        let _ = writeln!(
            svg,
            "<metadata data-provenance=\"{}\" data-unit=\"{}\" data-period=\"{}\" \
             data-population=\"{}\">Leeward, {}</metadata>",
            escape(provenance),
            escape(unit),
            escape(period),
            escape(population),
            escape(provenance)
        );
        let _ = writeln!(
            svg,
            "<rect class=\"paper\" width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"
        );
        svg.push_str(&self.sheet.borrow().body);
        svg.push_str("</svg>\n");
        Svg(svg)
    }
}

fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    ShapeStyle { color: colour.to_rgba(), filled: false, stroke_width: fine(width) as u32 }
}

/// Pixels to plotters' tenths.
fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

fn pair((x, y): (f64, f64)) -> BackendCoord {
    (fine(x), fine(y))
}
