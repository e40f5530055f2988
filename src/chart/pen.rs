//! The pen that plotters draws with: SVG elements with a class, at a tenth of a pixel.
//!
//! Plotters' own SVG output rounds to whole pixels and names nothing. This backend takes tenths and
//! writes the class that the lint and a page's style sheet need; everything else is plotters' work.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters::style::FontStyle;
use plotters::style::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

/// Plotters' whole numbers per pixel.
pub(crate) const FINE: f64 = 10.0;

/// What has been written so far, and how the next element is named and dashed.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) body: String,
    pub(crate) class: &'static str,
    pub(crate) dash: &'static str,
    pub(crate) halo: bool,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Plotters' end of a [`Sheet`].
pub(crate) struct Pen(pub(crate) Rc<RefCell<Sheet>>);

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
    let width = tenths(style.stroke_width().cast_signed());
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"")
}

fn hexadecimal(colour: BackendColor) -> String {
    let (r, g, b) = colour.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Plotters' tenths as pixels in decimal digits.
pub(crate) fn tenths(value: i32) -> String {
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
        let (x, y, r) = (tenths(center.0), tenths(center.1), tenths(radius.cast_signed()));
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
