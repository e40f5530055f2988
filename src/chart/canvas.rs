//! The sheet that plotters draws on: SVG elements with a class, at a tenth of a pixel.
//!
//! Plotters' own SVG output rounds to whole pixels and names nothing. This backend takes tenths and
//! writes the class that the lint and a page's style sheet need; everything else is plotters' work.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::caption::{Caption, CaptionLines};
use super::theme::Theme;
use super::{ChartError, Svg, fonts};

/// Plotters' whole numbers per pixel.
const FINE: f64 = 10.0;

/// What has been written so far, and how the next element is named and dashed.
#[derive(Default)]
struct Sheet {
    body: String,
    class: &'static str,
    dash: &'static str,
    halo: bool,
    width: u32,
    height: u32,
}

/// Plotters' end of a [`Sheet`].
pub(crate) struct Pen(Rc<RefCell<Sheet>>);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Pen {
    fn write(&self, element: &str, attributes: &str, content: Option<&str>) {
        let mut sheet = self.0.borrow_mut();
        let (class, dash) = (sheet.class, sheet.dash);
        let body = &mut sheet.body;
        let _ = write!(body, "<{element} class=\"{class}\" {attributes}");
        if !dash.is_empty() {
            let _ = write!(body, " stroke-dasharray=\"{dash}\"");
        }
        match content {
            Some(content) => {
                let _ = writeln!(body, ">{}</{element}>", escape(content));
            }
            None => body.push_str("/>\n"),
        }
    }
}

fn paint<S: BackendStyle>(style: &S, fill: bool) -> String {
    let colour = hexadecimal(style.color());
    if fill {
        return format!("fill=\"{colour}\"");
    }
    let width = tenths(style.stroke_width() as i32);
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"")
}

fn hexadecimal(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn tenths(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, tenth) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

fn points<I: IntoIterator<Item = BackendCoord>>(path: I) -> String {
    let pairs: Vec<String> =
        path.into_iter().map(|(x, y)| format!("{},{}", tenths(x), tenths(y))).collect();
    pairs.join(" ")
}

/// Text made safe for XML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl DrawingBackend for Pen {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let sheet = self.0.borrow();
        (sheet.width, sheet.height)
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }
    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (width, height) = (bottom_right.0 - upper_left.0, bottom_right.1 - upper_left.1);
        let place = format!(
            "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" ",
            tenths(upper_left.0),
            tenths(upper_left.1),
            tenths(width),
            tenths(height)
        );
        self.write("rect", &(place + &paint(style, fill)), None);
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let line = format!("points=\"{}\" {}", points(path), paint(style, false));
        self.write("polyline", &line, None);
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y, r) = (tenths(center.0), tenths(center.1), tenths(radius as i32));
        let attributes = format!("cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {}", paint(style, fill));
        self.write("circle", &attributes, None);
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let attributes = format!("points=\"{}\" {}", points(vert), paint(style, true));
        self.write("polygon", &attributes, None);
        Ok(())
    }
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let mut attributes = format!(
            "x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\" text-anchor=\"{anchor}\"",
            tenths(pos.0),
            tenths(pos.1),
            tenths(style.size().round() as i32),
            hexadecimal(style.color()),
        );
        if matches!(style.style(), FontStyle::Bold) {
            attributes.push_str(" font-weight=\"700\"");
        }
        if self.0.borrow().halo {
            attributes.push_str(
                " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" \
                 paint-order=\"stroke\"",
            );
        }
        self.write("text", &attributes, Some(text));
        Ok(())
    }
}

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
