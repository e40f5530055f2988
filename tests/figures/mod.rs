//! Made-up specifications for figures, and a reader of the SVG that comes out.

use leeward::chart::difference::{DifferencePlot, DifferenceRow};
use leeward::chart::dotplot::{DotRow, Dotplot, Threshold};
use leeward::chart::exceedance::{Curve, CurveKind, Exceedance, reached_at_least_once};
use leeward::chart::fan::{Fan, FanPanel};
use leeward::chart::lint::{LintFinding, lint};
use leeward::chart::map::{MapZone, ZoneMap};
use leeward::chart::{Caption, ChartError, Svg};
use resvg::usvg::roxmltree::{Document, Node};

pub(crate) const TITLES: [&str; 6] = [
    "Continue as now",
    "Strong roofs and cash after storms",
    "Planned relocation of zones 5–6",
    "Mix of B and early warning",
    "Shelters for everyone within an hour of the coast, built stronger",
    "Migration channel",
];

/// A fixed sequence that looks like chance, in 0-1.
pub(crate) fn sequence(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A right-skewed sample around `centre`.
pub(crate) fn sample(seed: u64, count: usize, centre: f64, spread: f64) -> Vec<f64> {
    let mut next = sequence(seed);
    (0..count)
        .map(|_| {
            let bell: f64 = (0..6).map(|_| next()).sum::<f64>() / 3.0 - 1.0;
            (centre + spread * (bell + 0.6 * bell * bell)).max(0.0)
        })
        .collect()
}

pub(crate) fn caption(id: &str, title: &str, unit: &str) -> Caption {
    Caption {
        id: id.into(),
        title: title.into(),
        unit: unit.into(),
        period: "mean 2026–2055".into(),
        population: "All 12 400 households of Isla Prueba; each mark is one future in 50".into(),
        note: Some("Illustrative numbers: a layout test, not a result.".into()),
        description: "Made-up futures of six strategies, drawn to test the layout.".into(),
        provenance: "run 3f9a0c1d, scenario isla-prueba, seed 20260101".into(),
    }
}

pub(crate) fn dot_rows(samples: Vec<Vec<f64>>) -> Vec<DotRow> {
    samples
        .into_iter()
        .enumerate()
        .map(|(place, values)| DotRow {
            letter: char::from(b'A' + place as u8),
            title: TITLES[place].into(),
            values,
        })
        .collect()
}

pub(crate) fn plausible_dotplot() -> Dotplot {
    Dotplot {
        caption: caption(
            "displaced",
            "How many households are displaced each year? 50 equally likely futures for each strategy",
            "Households displaced 30 days or more, per 100 households and year",
        ),
        rows: dot_rows(vec![
            sample(1, 1000, 2.5, 1.1),
            sample(2, 1000, 1.4, 0.5),
            sample(3, 1000, 1.9, 0.8),
            sample(4, 1000, 1.2, 0.45),
        ]),
        threshold: Some(Threshold {
            value: 2.0,
            label: "shelter capacity (2.0)".into(),
            above: "above capacity".into(),
        }),
    }
}

pub(crate) fn differences(samples: Vec<Vec<f64>>) -> DifferencePlot {
    let rows = samples
        .into_iter()
        .enumerate()
        .map(|(place, differences)| {
            let better = differences.iter().filter(|value| **value < 0.0).count();
            DifferenceRow {
                letter: char::from(b'B' + place as u8),
                title: TITLES[place + 1].into(),
                verdict: format!("better in {better} of {} futures", differences.len()),
                remark: String::new(),
                differences,
            }
        })
        .collect();
    DifferencePlot {
        caption: caption(
            "difference",
            "Strong roofs displace fewer households than continuing as now on the same storms",
            "Change in households displaced against A, per 100 households and year",
        ),
        rows,
        fewer: "fewer displaced".into(),
        more: "more".into(),
    }
}

/// Renders nothing twice differently, leaves no fault for the lint, makes a PNG of the right size.
pub(crate) fn check(name: &str, render: impl Fn() -> Svg) -> Svg {
    let svg = render();
    assert_eq!(svg, render(), "{name}: the same specification gives the same bytes");
    if let Some(folder) = std::env::var_os("CHART_PICTURES") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::create_dir_all(&folder).expect("folder");
        std::fs::write(folder.join(format!("{name}.svg")), svg.text()).expect("svg");
        std::fs::write(folder.join(format!("{name}.png")), svg.to_png(1.0).expect("png"))
            .expect("png");
    }
    assert!(
        !svg.text().contains("NaN") && !svg.text().contains("inf"),
        "{name}: no broken numbers"
    );
    assert_eq!(lint(svg.text()), Vec::<LintFinding>::new(), "{name}");
    let png = svg.to_png(2.0).expect("a PNG");
    let size =
        |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().expect("four bytes"));
    let document = Document::parse(svg.text()).expect("XML");
    let wanted =
        |side: &str| document.root_element().attribute(side).and_then(|s| s.parse::<u32>().ok());
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(
        (Some(size(16)), Some(size(20))),
        (wanted("width").map(|w| w * 2), wanted("height").map(|h| h * 2))
    );
    svg
}

pub(crate) fn has_class(node: &Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|each| each == class))
}

/// Horizontal centre of every mark, row by row.
pub(crate) fn marks(svg: &Svg) -> Vec<Vec<f64>> {
    let document = Document::parse(svg.text()).expect("XML");
    document
        .descendants()
        .filter(|node| has_class(node, "row"))
        .map(|row| row.descendants().filter(|node| has_class(node, "mark")).map(centre).collect())
        .collect()
}

pub(crate) fn centre(node: Node<'_, '_>) -> f64 {
    if let Some(x) = node.attribute("cx") {
        return x.parse().expect("a number");
    }
    let xs: Vec<f64> = node
        .attribute("points")
        .expect("points")
        .split(' ')
        .map(|pair| pair.split(',').next().expect("x").parse().expect("a number"))
        .collect();
    let (low, high) = (
        xs.iter().copied().fold(f64::INFINITY, f64::min),
        xs.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    f64::midpoint(low, high)
}

pub(crate) fn texts(svg: &Svg, class: &str) -> Vec<String> {
    let document = Document::parse(svg.text()).expect("XML");
    document
        .descendants()
        .filter(|node| node.has_tag_name("text") && has_class(node, class))
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

pub(crate) fn line_x(svg: &Svg, class: &str) -> f64 {
    let document = Document::parse(svg.text()).expect("XML");
    let line = document.descendants().find(|node| has_class(node, class)).expect("a line");
    centre(line)
}

/// Cumulative monthly-like paths: rare steps of chance size.
pub(crate) fn paths(seed: u64, count: usize, times: usize, size: f64) -> Vec<Vec<f64>> {
    let mut next = sequence(seed);
    (0..count)
        .map(|_| {
            let mut sum = 0.0;
            (0..times)
                .map(|_| {
                    if next() < 0.35 {
                        sum += size * next() * next() * 4.0;
                    }
                    sum
                })
                .collect()
        })
        .collect()
}

pub(crate) fn fan_of(panels: Vec<Vec<Vec<f64>>>, years: Vec<f64>) -> Fan {
    Fan {
        caption: Caption {
            period: "2026–2055".into(),
            population: "All 12 400 households of Isla Prueba".into(),
            ..caption(
                "unfolding",
                "Displacement adds up: by 2055 strong roofs halve what continuing as now would bring",
                "Displaced household-years per 100 households, added up since the start",
            )
        },
        years,
        panels: panels
            .into_iter()
            .enumerate()
            .map(|(place, paths)| {
                let letter = char::from(b'A' + place as u8);
                let column = |time: usize| paths.iter().map(|path| path[time]).collect();
                let times = paths[0].len();
                FanPanel::of(letter, TITLES[place], times, |time| Ok::<_, ChartError>(column(time)))
                    .expect("a panel")
            })
            .collect(),
    }
}

pub(crate) fn exceedance_of(curves: Vec<Curve>) -> Exceedance {
    Exceedance {
        caption: Caption {
            period: "worst year of 2026–2055".into(),
            population: "All 12 400 households of Isla Prueba, 1000 futures".into(),
            ..caption(
                "worst-year",
                "A year in which 2000 homes are lost comes at least once in 3 of 10 futures as things are",
                "Homes lost in the worst year",
            )
        },
        value_label: "Homes lost in the worst year".into(),
        chance_label: "Chance that it is reached at least once in 30 years".into(),
        curves,
    }
}

pub(crate) fn curve(place: usize, largest: &[f64]) -> Curve {
    Curve {
        letter: char::from(b'A' + place as u8),
        title: TITLES[place].into(),
        points: reached_at_least_once(largest),
        kind: CurveKind::Futures,
    }
}

/// Six zones of an island that does not exist, the fourth with a lake.
pub(crate) fn zones(values: [Option<f64>; 7], outlines: bool) -> ZoneMap {
    let names = [
        "Puerto Norte",
        "Bahía Honda",
        "La Loma",
        "Lago Alto",
        "Río Seco",
        "El Cabo",
        "Cayo Chico",
    ];
    let rings: [Vec<Vec<(f64, f64)>>; 7] = [
        vec![vec![(-61.5, 15.6), (-61.38, 15.66), (-61.3, 15.62), (-61.32, 15.52), (-61.46, 15.5)]],
        vec![vec![(-61.46, 15.5), (-61.32, 15.52), (-61.33, 15.42), (-61.47, 15.4)]],
        vec![vec![
            (-61.32, 15.52),
            (-61.3, 15.62),
            (-61.24, 15.55),
            (-61.25, 15.43),
            (-61.33, 15.42),
        ]],
        vec![
            vec![(-61.47, 15.4), (-61.33, 15.42), (-61.34, 15.3), (-61.43, 15.28)],
            vec![(-61.41, 15.37), (-61.39, 15.37), (-61.39, 15.335), (-61.41, 15.335)],
        ],
        vec![vec![(-61.33, 15.42), (-61.25, 15.43), (-61.25, 15.32), (-61.34, 15.3)]],
        vec![vec![
            (-61.43, 15.28),
            (-61.34, 15.3),
            (-61.25, 15.32),
            (-61.3, 15.22),
            (-61.38, 15.2),
        ]],
        vec![vec![(-61.2, 15.3), (-61.19, 15.3), (-61.19, 15.29), (-61.2, 15.29)]],
    ];
    ZoneMap {
        caption: Caption {
            population: "Middle of 1000 futures, all homes of Isla Prueba".into(),
            ..caption(
                "where",
                "Bahía Honda and El Cabo lose most homes; nothing is known of Río Seco",
                "Homes made unfit to live in, per 100 homes and year",
            )
        },
        zones: names
            .iter()
            .zip(values)
            .zip(rings)
            .map(|((name, value), rings)| MapZone {
                name: (*name).into(),
                value,
                rings: if outlines { rings } else { Vec::new() },
            })
            .collect(),
        disclaimer: "Boundaries and names shown do not imply official endorsement or acceptance. \
                     Numbers lead from the map to the list."
            .into(),
    }
}
