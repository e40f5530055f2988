//! Machine check of a figure: what must hold of every SVG that leaves the program.

use std::collections::BTreeSet;

use plotters::style::RGBColor;
use resvg::usvg;
use resvg::usvg::roxmltree::{Document, Node};

use super::marks::MARKS_PER_ROW;
use super::theme::{WHITE, contrast};

/// One fault of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintFinding {
    /// Name of the rule that is broken.
    pub rule: Rule,
    /// What breaks it, with the text or value at fault.
    pub message: String,
}

/// Rules of the lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The SVG can be read.
    Readable,
    /// No coordinate is broken.
    Finite,
    /// A row of a dotplot has exactly fifty marks.
    FiftyMarks,
    /// Title and description stand in the file.
    TitleAndDescription,
    /// The metadata name the run.
    Provenance,
    /// Unit and period stand in the caption that people see.
    UnitAndPeriod,
    /// No panel has two vertical axes.
    OneVerticalAxis,
    /// Text is 11 pixels or larger.
    TextSize,
    /// Every text lies inside the figure.
    TextInside,
    /// No text lies on another.
    TextApart,
    /// No mark lies on a text.
    MarksClear,
    /// Ticks are evenly spaced multiples of 1, 2, 2.5 or 5 times a power of ten.
    RoundTicks,
    /// Six series at most.
    SeriesCount,
    /// Series differ in shape or dash, not in colour alone.
    WithoutColour,
    /// Marks have a contrast of 3:1, text of 4.5:1.
    Contrast,
}

const SMALLEST_TEXT: f32 = 11.0;
/// Antialiasing and rounding to tenths may shift an edge by this much, in pixels.
const SLACK: f32 = 0.15;

/// Checks a figure; an empty list means that it may be published.
pub fn lint(svg: &str) -> Vec<LintFinding> {
    let mut findings = Findings(Vec::new());
    match Document::parse(svg) {
        Ok(document) => {
            words(&document, &mut findings);
            axes(&document, &mut findings);
            series(&document, &mut findings);
            mark_contrast(&document, &mut findings);
            marks(&document, &mut findings);
        }
        Err(error) => findings.add(Rule::Readable, format!("the XML cannot be read: {error}")),
    }
    match super::parse(svg) {
        Ok(tree) => {
            let found = texts(&tree, &mut findings);
            if let Ok(document) = Document::parse(svg) {
                marks_clear(&document, &found, &mut findings);
            }
        }
        Err(error) => findings.add(Rule::Readable, error.to_string()),
    }
    findings.0
}

struct Findings(Vec<LintFinding>);

impl Findings {
    fn add(&mut self, rule: Rule, message: String) {
        self.0.push(LintFinding { rule, message });
    }
}

fn has_class(node: &Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|each| each == class))
}

fn words(document: &Document<'_>, findings: &mut Findings) {
    let root = document.root_element();
    for name in ["title", "desc"] {
        let said = root.children().any(|node| {
            node.has_tag_name(("http://www.w3.org/2000/svg", name))
                && node.text().is_some_and(|text| !text.trim().is_empty())
        });
        if !said {
            findings.add(Rule::TitleAndDescription, format!("<{name}> is missing or empty"));
        }
    }
    let metadata = root.children().find(|node| node.tag_name().name() == "metadata");
    let datum = |name: &str| {
        metadata.and_then(|node| node.attribute(name)).unwrap_or_default().trim().to_owned()
    };
    if datum("data-provenance").is_empty() {
        findings.add(Rule::Provenance, "the metadata name no run".into());
    }
    let visible: Vec<&str> = root
        .descendants()
        .filter(|node| has_class(node, "subtitle"))
        .filter_map(|node| node.text())
        .collect();
    let visible = squeeze(&visible.concat());
    for (name, said) in [("unit", datum("data-unit")), ("period", datum("data-period"))] {
        if said.is_empty() || !visible.contains(&squeeze(&said)) {
            findings.add(Rule::UnitAndPeriod, format!("the caption does not state the {name}"));
        }
    }
}

/// Without white space: where a caption breaks its lines is no fault.
fn squeeze(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn axes(document: &Document<'_>, findings: &mut Findings) {
    let root = document.root_element();
    let panels: Vec<Node<'_, '_>> =
        root.descendants().filter(|node| has_class(node, "panel")).collect();
    let scopes = if panels.is_empty() { vec![root] } else { panels };
    for scope in scopes {
        let count = scope.descendants().filter(|node| has_class(node, "axis-y")).count();
        if count > 1 {
            findings.add(Rule::OneVerticalAxis, format!("{count} vertical axes in one panel"));
        }
    }
    for axis in root.descendants().filter(|node| has_class(node, "axis")) {
        let labels: Vec<&str> = axis
            .descendants()
            .filter(|node| has_class(node, "tick"))
            .filter_map(|node| node.text())
            .collect();
        round_ticks(&labels, findings);
    }
}

fn round_ticks(labels: &[&str], findings: &mut Findings) {
    let mut values = Vec::new();
    for label in labels {
        match tick_value(label) {
            Some(value) => values.push(value),
            None => findings.add(Rule::RoundTicks, format!("tick `{label}` is no number")),
        }
    }
    let Some(step) = values.get(1).map(|second| second - values[0]) else { return };
    let even = values.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() <= 1e-9 * step.abs());
    let on_grid = values.iter().all(|value| {
        let multiple = value / step;
        (multiple - multiple.round()).abs() < 1e-6
    });
    if step <= 0.0 || !even || !on_grid || !is_round(step) {
        findings.add(Rule::RoundTicks, format!("ticks {} are not round", labels.join(", ")));
    }
}

fn tick_value(label: &str) -> Option<f64> {
    let plain: String = label
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '+' | '%'))
        .map(|letter| if letter == '\u{2212}' { '-' } else { letter })
        .collect();
    plain.parse().ok()
}

fn is_round(step: f64) -> bool {
    let mut size = step.abs();
    while size >= 10.0 * (1.0 - 1e-9) {
        size /= 10.0;
    }
    while size > 0.0 && size < 1.0 - 1e-9 {
        size *= 10.0;
    }
    [1.0, 2.0, 2.5, 5.0].iter().any(|digit| (size - digit).abs() < 1e-6)
}

fn series(document: &Document<'_>, findings: &mut Findings) {
    let groups: Vec<Node<'_, '_>> =
        document.descendants().filter(|node| node.attribute("data-letter").is_some()).collect();
    let letters: BTreeSet<&str> =
        groups.iter().filter_map(|node| node.attribute("data-letter")).collect();
    if letters.len() > 6 {
        findings.add(Rule::SeriesCount, format!("{} series, 6 at most", letters.len()));
    }
    // Panels tell series apart by place; rows and curves are drawn with marks and dashes.
    let curves: Vec<Node<'_, '_>> = groups
        .into_iter()
        .filter(|node| has_class(node, "row") || has_class(node, "curve-group"))
        .collect();
    for (place, one) in curves.iter().enumerate() {
        for other in &curves[place + 1..] {
            if form(one) == form(other) {
                findings.add(
                    Rule::WithoutColour,
                    format!(
                        "series {} and {} differ in colour alone",
                        one.attribute("data-letter").unwrap_or_default(),
                        other.attribute("data-letter").unwrap_or_default()
                    ),
                );
            }
        }
    }
}

/// Dash of a group's curve and how its mark is built.
fn form(group: &Node<'_, '_>) -> (String, String) {
    let first = |class: &str| group.descendants().find(|node| has_class(node, class));
    let dash = first("curve").and_then(|node| node.attribute("stroke-dasharray")).unwrap_or("");
    let mark = first("mark").map_or(String::new(), |node| {
        let corners: Vec<&str> = node.attribute("points").unwrap_or("").split(' ').collect();
        let height = |corner: usize| corners.get(corner).and_then(|pair| pair.split(',').nth(1));
        // A square lies on its side, a diamond on its corner.
        let (flat, open) = (height(0) == height(1), node.attribute("fill") == Some("none"));
        format!("{} {} {flat} {open}", node.tag_name().name(), corners.len())
    });
    (dash.to_owned(), mark)
}

fn mark_contrast(document: &Document<'_>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for node in document.descendants() {
        if !["mark", "curve", "zone", "bar"].iter().any(|class| has_class(&node, class)) {
            continue;
        }
        let colours: Vec<&str> =
            ["fill", "stroke"].iter().filter_map(|name| node.attribute(*name)).collect();
        let best = colours
            .iter()
            .filter_map(|text| colour(text))
            .map(|colour| contrast(colour, WHITE))
            .fold(0.0, f64::max);
        if best < 3.0 && seen.insert(colours.join(" ")) {
            findings.add(
                Rule::Contrast,
                format!("a mark ({}) has contrast {best:.1}, 3 is needed", colours.join(", ")),
            );
        }
    }
}

fn colour(text: &str) -> Option<RGBColor> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some(RGBColor(part(0)?, part(2)?, part(4)?))
}

/// Broken coordinates, and rows that are not whole.
fn marks(document: &Document<'_>, findings: &mut Findings) {
    for node in document.descendants().filter(Node::is_element) {
        for attribute in node.attributes() {
            let geometric = ["points", "d", "x", "y", "cx", "cy", "r", "width", "height"];
            let value = attribute.value();
            if geometric.contains(&attribute.name())
                && (value.contains("NaN") || value.contains("inf"))
            {
                let name = node.tag_name().name();
                findings.add(Rule::Finite, format!("<{name}> has {}=`{value}`", attribute.name()));
            }
        }
        if has_class(&node, "row") {
            let count = node.descendants().filter(|inner| has_class(inner, "mark")).count();
            if count != 0 && count != MARKS_PER_ROW {
                findings.add(Rule::FiftyMarks, format!("a row has {count} marks"));
            }
        }
    }
}

/// Edges of a mark in pixels: left, top, right, bottom.
fn mark_box(node: &Node<'_, '_>) -> Option<[f32; 4]> {
    let number = |name: &str| node.attribute(name)?.parse::<f32>().ok();
    if let (Some(x), Some(y), Some(r)) = (number("cx"), number("cy"), number("r")) {
        return Some([x - r, y - r, x + r, y + r]);
    }
    let mut edges = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    for pair in node.attribute("points")?.split(' ') {
        let (x, y) = pair.split_once(',')?;
        let (x, y) = (x.parse::<f32>().ok()?, y.parse::<f32>().ok()?);
        edges = [edges[0].min(x), edges[1].min(y), edges[2].max(x), edges[3].max(y)];
    }
    Some(edges)
}

fn marks_clear(document: &Document<'_>, texts: &[(String, usvg::Rect)], findings: &mut Findings) {
    for node in document.descendants().filter(|node| has_class(node, "mark")) {
        let Some([left, top, right, bottom]) = mark_box(&node) else { continue };
        for (said, place) in texts {
            let across = right.min(place.right()) - left.max(place.left());
            let down = bottom.min(place.bottom()) - top.max(place.top());
            // A text's box has air above and below its letters.
            if across > SLACK && down > 3.0 {
                findings.add(Rule::MarksClear, format!("a mark lies on `{said}`"));
            }
        }
    }
}

fn texts(tree: &usvg::Tree, findings: &mut Findings) -> Vec<(String, usvg::Rect)> {
    let mut found = Vec::new();
    collect(tree.root(), &mut found);
    let (width, height) = (tree.size().width(), tree.size().height());
    for (text, said, place) in &found {
        for span in text.chunks().iter().flat_map(usvg::TextChunk::spans) {
            let size = span.font_size().get() * text.abs_transform().get_scale().1;
            if size < SMALLEST_TEXT - 0.01 {
                findings.add(Rule::TextSize, format!("`{said}` is {size:.1} pixels high"));
            }
            if let Some(usvg::Paint::Color(fill)) = span.fill().map(usvg::Fill::paint) {
                let got = contrast(RGBColor(fill.red, fill.green, fill.blue), WHITE);
                if got < 4.5 {
                    findings.add(
                        Rule::Contrast,
                        format!("`{said}` has contrast {got:.1}, 4.5 is needed"),
                    );
                }
            }
        }
        if place.left() < -SLACK
            || place.top() < -SLACK
            || place.right() > width + SLACK
            || place.bottom() > height + SLACK
        {
            findings.add(Rule::TextInside, format!("`{said}` leaves the figure"));
        }
    }
    for (index, (_, said, one)) in found.iter().enumerate() {
        for (_, other_said, other) in &found[index + 1..] {
            let across = one.right().min(other.right()) - one.left().max(other.left());
            let down = one.bottom().min(other.bottom()) - one.top().max(other.top());
            if across > SLACK && down > SLACK {
                findings.add(Rule::TextApart, format!("`{said}` and `{other_said}` overlap"));
            }
        }
    }
    found.into_iter().map(|(_, said, place)| (said, place)).collect()
}

fn collect<'a>(group: &'a usvg::Group, found: &mut Vec<(&'a usvg::Text, String, usvg::Rect)>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => collect(inner, found),
            usvg::Node::Text(text) => {
                let said: Vec<&str> = text.chunks().iter().map(usvg::TextChunk::text).collect();
                found.push((text, said.concat(), text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}
