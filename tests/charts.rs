//! Every figure with plausible and with nasty data: the lint is content, counts are what is drawn.

use leeward::chart::difference::{DifferencePlot, DifferenceRow};
use leeward::chart::dotplot::{DotRow, Dotplot, Threshold};
use leeward::chart::exceedance::{
    Curve, CurveKind, Exceedance, chance_over_years, reached_at_least_once,
};
use leeward::chart::fan::{Fan, FanPanel};
use leeward::chart::lint::{LintFinding, Rule, lint};
use leeward::chart::map::{MapZone, ZoneMap};
use leeward::chart::{Caption, Svg, Theme, difference, dotplot, exceedance, fan, map};
use resvg::usvg::roxmltree::{Document, Node};

const TITLES: [&str; 6] = [
    "Continue as now",
    "Strong roofs and cash after storms",
    "Planned relocation of zones 5–6",
    "Mix of B and early warning",
    "Shelters for everyone within an hour of the coast, built stronger",
    "Migration channel",
];

/// A fixed sequence that looks like chance, in 0-1.
fn sequence(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A right-skewed sample around `centre`.
fn sample(seed: u64, count: usize, centre: f64, spread: f64) -> Vec<f64> {
    let mut next = sequence(seed);
    (0..count)
        .map(|_| {
            let bell: f64 = (0..6).map(|_| next()).sum::<f64>() / 3.0 - 1.0;
            (centre + spread * (bell + 0.6 * bell * bell)).max(0.0)
        })
        .collect()
}

fn caption(id: &str, title: &str, unit: &str) -> Caption {
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

fn dot_rows(samples: Vec<Vec<f64>>) -> Vec<DotRow> {
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

fn plausible_dotplot() -> Dotplot {
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

fn differences(samples: Vec<Vec<f64>>) -> DifferencePlot {
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
fn check(name: &str, render: impl Fn() -> Svg) -> Svg {
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

fn has_class(node: &Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|each| each == class))
}

/// Horizontal centre of every mark, row by row.
fn marks(svg: &Svg) -> Vec<Vec<f64>> {
    let document = Document::parse(svg.text()).expect("XML");
    document
        .descendants()
        .filter(|node| has_class(node, "row"))
        .map(|row| row.descendants().filter(|node| has_class(node, "mark")).map(centre).collect())
        .collect()
}

fn centre(node: Node<'_, '_>) -> f64 {
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

fn texts(svg: &Svg, class: &str) -> Vec<String> {
    let document = Document::parse(svg.text()).expect("XML");
    document
        .descendants()
        .filter(|node| node.has_tag_name("text") && has_class(node, class))
        .filter_map(|node| node.text().map(str::to_owned))
        .collect()
}

fn line_x(svg: &Svg, class: &str) -> f64 {
    let document = Document::parse(svg.text()).expect("XML");
    let line = document.descendants().find(|node| has_class(node, class)).expect("a line");
    centre(line)
}

#[test]
fn the_dotplot_draws_what_it_says() {
    let spec = plausible_dotplot();
    let svg = check("dotplot", || dotplot::render(&spec, &Theme::default()).expect("a figure"));
    let rows = marks(&svg);
    let threshold = line_x(&svg, "threshold");
    let counts = texts(&svg, "count");
    assert_eq!((rows.len(), counts.len()), (4, 4));
    for (place, row) in rows.iter().enumerate() {
        assert_eq!(row.len(), 50);
        let right = row.iter().filter(|x| **x > threshold).count();
        assert_eq!(counts[place], format!("{right} of 50"));
        assert_eq!(right, dotplot::marks_above(&spec.rows[place].values, 2.0));
    }
}

#[test]
fn nasty_samples_still_make_a_readable_dotplot() {
    let mut outlier = sample(5, 500, 2.0, 0.7);
    outlier[77] = 900.0;
    let many_zero: Vec<f64> =
        (0..500).map(|i| if i % 3 == 0 { 1.5 + f64::from(i) / 400.0 } else { 0.0 }).collect();
    let mut outlier_seen = sample(9, 50, 2.0, 0.7);
    outlier_seen[7] = 900.0;
    let cases: [(&str, Vec<Vec<f64>>, f64); 9] = [
        ("outlier-seen", vec![outlier_seen, sample(6, 500, 2.0, 0.5)], 2.0),
        ("zero", vec![vec![0.0; 200], vec![0.0; 200]], 0.0),
        ("equal", vec![vec![3.7; 200], vec![3.7; 64]], 3.7),
        ("outlier", vec![outlier, sample(6, 500, 2.0, 0.5)], 2.0),
        ("many-zero", vec![many_zero.clone(), many_zero], 0.0),
        ("one", vec![sample(7, 50, 4.0, 2.0)], 4.0),
        ("six", (0..6).map(|i| sample(10 + i, 300, 1.0 + 0.4 * i as f64, 0.8)).collect(), 2.2),
        (
            "negative",
            vec![
                sample(20, 300, 3.0, 2.0).iter().map(|value| value - 4.0).collect(),
                sample(21, 300, 3.0, 2.0).iter().map(|value| -value).collect(),
            ],
            -1.0,
        ),
        (
            "large",
            vec![
                sample(22, 300, 3.0, 2.0).iter().map(|value| value * 4.1e6).collect(),
                sample(23, 300, 3.0, 2.0).iter().map(|value| value * 2.7e6).collect(),
            ],
            1e7,
        ),
    ];
    for (name, samples, value) in cases {
        let spec = Dotplot {
            rows: dot_rows(samples),
            threshold: Some(Threshold {
                value,
                label: format!("shelter capacity ({value})"),
                above: "above capacity".into(),
            }),
            ..plausible_dotplot()
        };
        let svg = check(&format!("dotplot-{name}"), || {
            dotplot::render(&spec, &Theme::default()).expect("a figure")
        });
        let threshold = line_x(&svg, "threshold");
        let counts = texts(&svg, "count");
        for (place, row) in marks(&svg).iter().enumerate() {
            assert_eq!(row.len(), 50, "{name}");
            let right = row.iter().filter(|x| **x > threshold).count();
            assert_eq!(counts[place], format!("{right} of 50"), "{name}");
        }
    }
}

#[test]
fn long_words_are_broken_not_clipped() {
    let mut spec = plausible_dotplot();
    spec.caption.title = "If the storms of the coming thirty years are like those of the record, how many \
        households would have to leave their home for thirty days or more each year, and does any strategy \
        keep that below what the shelters hold in most of the futures"
        .into();
    spec.caption.unit +=
        " (people who stay with hosts, in collective sites, in rented rooms and in unsafe homes)";
    for row in &mut spec.rows {
        row.title = format!(
            "{} with training of two hundred masons in every parish of the island",
            row.title
        );
    }
    let svg =
        check("dotplot-long", || dotplot::render(&spec, &Theme::default()).expect("a figure"));
    assert!(texts(&svg, "title").len() > 1);
}

#[test]
fn differences_stand_on_their_side_of_zero() {
    let worse = sample(33, 400, 1.2, 0.4);
    let cases: [(&str, Vec<Vec<f64>>); 5] = [
        (
            "usual",
            vec![
                sample(30, 400, 1.0, 1.2).iter().map(|value| -value).collect(),
                sample(31, 400, 1.0, 1.0).iter().map(|value| 0.4 - value).collect(),
                sample(32, 400, 1.5, 0.8).iter().map(|value| -value).collect(),
            ],
        ),
        ("all-worse", vec![worse.clone()]),
        ("all-better", vec![worse.iter().map(|value| -value * 1e5).collect()]),
        ("no-effect", vec![vec![0.0; 100]]),
        (
            "mostly-same",
            vec![(0..100).map(|i| if i < 70 { 0.0 } else { 1.0 - f64::from(i) * 0.015 }).collect()],
        ),
    ];
    for (name, samples) in cases {
        let spec = differences(samples.clone());
        let svg = check(&format!("difference-{name}"), || {
            difference::render(&spec, &Theme::default()).expect("a figure")
        });
        let zero = line_x(&svg, "zero");
        for (place, row) in marks(&svg).iter().enumerate() {
            assert_eq!(row.len(), 50, "{name}");
            let negative = samples[place].iter().filter(|value| **value < 0.0).count();
            if negative == 0 || negative == samples[place].len() {
                assert!(
                    row.iter().all(|x| name == "no-effect" || (*x < zero) == (negative > 0)),
                    "{name}"
                );
            }
        }
    }
}

/// Cumulative monthly-like paths: rare steps of chance size.
fn paths(seed: u64, count: usize, times: usize, size: f64) -> Vec<Vec<f64>> {
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

fn fan_of(panels: Vec<Vec<Vec<f64>>>, years: Vec<f64>) -> Fan {
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
            .map(|(place, trajectories)| FanPanel {
                letter: char::from(b'A' + place as u8),
                title: TITLES[place].into(),
                trajectories,
            })
            .collect(),
    }
}

#[test]
fn fans_stand_side_by_side_without_overlap() {
    let thirty: Vec<f64> = (2026..=2055).map(f64::from).collect();
    let flat = |value: f64| vec![vec![value; 30]; 80];
    let cases: [(&str, Vec<Vec<Vec<f64>>>, Vec<f64>); 7] = [
        ("two", vec![paths(1, 200, 30, 24.0), paths(2, 200, 30, 12.0)], thirty.clone()),
        (
            "three",
            vec![paths(3, 200, 30, 24.0), paths(4, 200, 30, 12.0), paths(5, 200, 30, 3.0)],
            thirty.clone(),
        ),
        (
            "six",
            (0..6).map(|i| paths(6 + i, 100, 30, 20.0 / (1.0 + i as f64))).collect(),
            thirty.clone(),
        ),
        ("four", (0..4).map(|i| paths(6 + i, 100, 30, 2e6)).collect(), thirty.clone()),
        (
            "one-short",
            vec![paths(20, 60, 49, 2.0)],
            (0..49).map(|m| 2026.0 + f64::from(m) / 12.0).collect(),
        ),
        ("zero", vec![flat(0.0), flat(0.0)], thirty.clone()),
        ("equal", vec![flat(4.2)], thirty),
    ];
    for (name, panels, years) in cases {
        let spec = fan_of(panels, years);
        let svg = check(&format!("fan-{name}"), || {
            fan::render(&spec, &Theme::default()).expect("a figure")
        });
        let document = Document::parse(svg.text()).expect("XML");
        let panels: Vec<_> =
            document.descendants().filter(|node| has_class(node, "panel")).collect();
        assert_eq!(panels.len(), spec.panels.len());
        for panel in panels {
            let count =
                |class: &str| panel.descendants().filter(|node| has_class(node, class)).count();
            assert_eq!((count("band"), count("single"), count("curve")), (2, 7, 1), "{name}");
        }
    }
}

#[test]
fn single_futures_are_spread_over_the_final_values() {
    let trajectories: Vec<Vec<f64>> =
        (0..70).map(|i| vec![0.0, f64::from((i * 37) % 70)]).collect();
    let finals: Vec<f64> =
        fan::single_futures(&trajectories).into_iter().map(|i| trajectories[i][1]).collect();
    assert_eq!(finals, [4.0, 14.0, 24.0, 34.0, 44.0, 54.0, 64.0]);
}

fn exceedance_of(curves: Vec<Curve>) -> Exceedance {
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

fn curve(place: usize, largest: &[f64]) -> Curve {
    Curve {
        letter: char::from(b'A' + place as u8),
        title: TITLES[place].into(),
        points: reached_at_least_once(largest),
        kind: CurveKind::Futures,
    }
}

#[test]
fn exceedance_speaks_of_chances_only() {
    let tall = |seed: u64, centre: f64| sample(seed, 1000, centre, centre);
    let mut outlier = tall(44, 900.0);
    outlier[3] = 60_000.0;
    let record: Vec<(f64, f64)> = (0..12)
        .map(|i| {
            let wind = 17.0 + 5.0 * f64::from(i);
            (wind, chance_over_years((12.0 - f64::from(i)) / 170.0, 30))
        })
        .collect();
    let smooth: Vec<(f64, f64)> = (0..60)
        .map(|i| {
            let wind = 15.0 + f64::from(i);
            (wind, chance_over_years(0.09 * (1.0 - f64::from(i) / 62.0), 30))
        })
        .collect();
    let wind = vec![
        Curve {
            letter: 'B',
            title: "Synthetic storms".into(),
            points: smooth,
            kind: CurveKind::Futures,
        },
        Curve {
            letter: 'A',
            title: "Storms since 1851".into(),
            points: record,
            kind: CurveKind::Record,
        },
    ];
    let cases: [(&str, Vec<Curve>); 6] = [
        (
            "usual",
            (0..4).map(|i| curve(i, &tall(40 + i as u64, 1500.0 - 300.0 * i as f64))).collect(),
        ),
        (
            "six",
            (0..6).map(|i| curve(i, &tall(50 + i as u64, 1500.0 - 150.0 * i as f64))).collect(),
        ),
        ("outlier", vec![curve(0, &outlier), curve(1, &tall(45, 700.0))]),
        ("zero", vec![curve(0, &[0.0; 40])]),
        ("equal", vec![curve(0, &[40.0; 40]), curve(1, &[40.0; 40])]),
        ("wind", wind),
    ];
    for (name, curves) in cases {
        let spec = exceedance_of(curves);
        let svg = check(&format!("exceedance-{name}"), || {
            exceedance::render(&spec, &Theme::default()).expect("a figure")
        });
        let said = svg.text().to_lowercase();
        assert!(!said.contains("return period") && !said.contains("-year storm"), "{name}");
    }
}

/// Six zones of an island that does not exist, the fourth with a lake.
fn zones(values: [Option<f64>; 7], outlines: bool) -> ZoneMap {
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

#[test]
fn the_map_and_its_list_say_the_same() {
    let usual = [Some(3.1), Some(9.4), Some(1.2), Some(5.0), None, Some(7.7), Some(0.0)];
    let cases: [(&str, [Option<f64>; 7], bool); 6] = [
        ("usual", usual, true),
        ("list", usual, false),
        ("zero", [Some(0.0); 7], true),
        ("equal", [Some(12_500_000.0); 7], true),
        ("unknown", [None; 7], true),
        (
            "negative",
            [Some(-4.0), Some(3.0), Some(900.0), None, Some(-120.0), Some(1.0), Some(2.0)],
            true,
        ),
    ];
    for (name, values, outlines) in cases {
        let spec = zones(values, outlines);
        let svg = check(&format!("map-{name}"), || {
            map::render(&spec, &Theme::default()).expect("a figure")
        });
        let document = Document::parse(svg.text()).expect("XML");
        let count =
            |class: &str| document.descendants().filter(|node| has_class(node, class)).count();
        assert_eq!(count("zone"), if outlines { 7 } else { 0 }, "{name}");
        assert_eq!(count("zone-row"), 7, "{name}");
        assert_eq!(count("disclaimer") > 0, outlines, "{name}");
        let unknown = values.iter().filter(|value| value.is_none()).count();
        let hatched = document
            .descendants()
            .filter(|node| {
                has_class(node, "zone") && node.attribute("fill") == Some("url(#where-hatch)")
            })
            .count();
        assert_eq!(hatched, if outlines { unknown } else { 0 }, "{name}");
    }
}

#[test]
fn what_cannot_be_drawn_is_refused_in_words() {
    let theme = Theme::default();
    let mut spec = plausible_dotplot();
    spec.rows[1].values[4] = f64::NAN;
    let said = dotplot::render(&spec, &theme).expect_err("not a number").to_string();
    assert!(said.starts_with("value 5 of strategy B is not a finite number"), "{said}");
    let mut spec = plausible_dotplot();
    spec.rows[1].letter = 'A';
    assert!(dotplot::render(&spec, &theme).is_err());
    spec.rows[1].letter = 'G';
    assert!(dotplot::render(&spec, &theme).is_err());
    spec.rows.clear();
    assert!(dotplot::render(&spec, &theme).is_err());
    let mut spec = fan_of(vec![paths(1, 5, 30, 1.0)], (2026..=2055).map(f64::from).collect());
    spec.panels[0].trajectories[2].pop();
    let said = fan::render(&spec, &theme).expect_err("unequal").to_string();
    assert!(said.contains("29 values for 30 times"), "{said}");
    let svg = dotplot::render(&plausible_dotplot(), &theme).expect("a figure");
    assert!(svg.to_png(0.0).is_err() && svg.to_png(f32::NAN).is_err());
}

/// A sound figure with one thing broken: the lint names the rule.
#[test]
fn the_lint_can_fail() {
    let sound = dotplot::render(&plausible_dotplot(), &Theme::default()).expect("a figure");
    let curves = exceedance_of((0..2).map(|i| curve(i, &sample(60, 200, 9.0, 3.0))).collect());
    let curves = exceedance::render(&curves, &Theme::default()).expect("a figure");
    let sound = sound.text();
    let group = |letter: char| {
        format!(
            "<g class=\"curve-group\" data-letter=\"{letter}\"><polyline class=\"curve\" stroke=\"#595959\"/></g>"
        )
    };
    let twins = curves.text().replace("</svg>", &format!("{}{}</svg>", group('C'), group('D')));
    let insert = |element: &str| sound.replace("</svg>", &format!("{element}</svg>"));
    let text = |attributes: &str, said: &str| insert(&format!("<text {attributes}>{said}</text>"));
    let letters: String =
        "ABCDEFG".chars().map(|l| format!("<g class=\"row\" data-letter=\"{l}\"/>")).collect();
    let broken: [(Rule, String); 14] = [
        (Rule::Readable, sound.replace("</svg>", "")),
        (
            Rule::TitleAndDescription,
            sound.replacen("<desc", "<g", 1).replacen("</desc>", "</g>", 1),
        ),
        (Rule::Provenance, sound.replacen("data-provenance", "data-other", 1)),
        (Rule::UnitAndPeriod, sound.replacen("mean 2026–2055. All", "All", 1)),
        (Rule::OneVerticalAxis, insert("<g class=\"axis axis-y\"/><g class=\"axis axis-y\"/>")),
        (Rule::TextSize, text("x=\"30\" y=\"80\" font-size=\"10\" fill=\"#000000\"", "small")),
        (
            Rule::TextInside,
            text("x=\"930\" y=\"80\" font-size=\"12\" fill=\"#000000\"", "182 high"),
        ),
        (
            Rule::TextApart,
            text("x=\"60\" y=\"34\" font-size=\"12\" fill=\"#000000\"", "over the title"),
        ),
        (Rule::RoundTicks, sound.replacen(">1</text>", ">1.3</text>", 1)),
        (
            Rule::RoundTicks,
            insert(
                "<g class=\"axis\"><text class=\"tick\">−136</text><text class=\"tick\">−83</text></g>",
            ),
        ),
        (Rule::SeriesCount, insert(&letters)),
        (
            Rule::WithoutColour,
            // B becomes a second A: the same mark and dash under another letter and colour.
            twins,
        ),
        (
            Rule::Contrast,
            insert("<circle class=\"mark\" cx=\"9\" cy=\"9\" r=\"2\" fill=\"#56b4e9\"/>"),
        ),
        (Rule::Contrast, text("x=\"30\" y=\"85\" font-size=\"12\" fill=\"#999999\"", "pale")),
    ];
    assert_eq!(lint(sound), []);
    for (rule, svg) in broken {
        let found: Vec<Rule> = lint(&svg).into_iter().map(|finding| finding.rule).collect();
        assert!(found.contains(&rule), "{rule:?} is not among {found:?}");
    }
}

#[test]
fn other_widths_and_odd_letters_hold() {
    for width in [680.0, 1280.0] {
        let theme = Theme { width, ..Theme::default() };
        let mut dots = plausible_dotplot();
        dots.caption.title =
            "Roofs & cash: <what> would \"stronger\" do in Curaçao, à Marigot, in 's-Gravenhage"
                .into();
        dots.rows[1].title = "Techos & dinero <rápido>".into();
        check(&format!("dotplot-{width}"), || dotplot::render(&dots, &theme).expect("a figure"));
        let years: Vec<f64> = (2026..=2055).map(f64::from).collect();
        let fans = fan_of((0..6).map(|i| paths(6 + i, 100, 30, 20.0)).collect(), years);
        check(&format!("fan-{width}"), || fan::render(&fans, &theme).expect("a figure"));
        let curves = exceedance_of(
            (0..6).map(|i| curve(i, &sample(70 + i as u64, 300, 900.0, 400.0))).collect(),
        );
        check(&format!("exceedance-{width}"), || {
            exceedance::render(&curves, &theme).expect("a figure")
        });
        let places =
            zones([Some(3.1), Some(9.4), Some(1.2), Some(5.0), None, Some(7.7), Some(0.0)], true);
        check(&format!("map-{width}"), || map::render(&places, &theme).expect("a figure"));
        let pairs = differences(vec![sample(30, 400, 1.0, 1.2).iter().map(|v| -v).collect()]);
        check(&format!("difference-{width}"), || {
            difference::render(&pairs, &theme).expect("a figure")
        });
    }
}

/// The font is the bundled one: an SVG that asks for an unknown family is set in it, so that a
/// machine without fonts draws the same picture.
#[test]
fn text_is_drawn_without_system_fonts() {
    let svg = dotplot::render(&plausible_dotplot(), &Theme::default()).expect("a figure");
    let png = svg.to_png(1.0).expect("a PNG");
    let mut spec = plausible_dotplot();
    spec.caption.title.clear();
    let untitled = dotplot::render(&spec, &Theme::default()).expect("a figure");
    assert_ne!(png, untitled.to_png(1.0).expect("a PNG"), "the title leaves ink");
    let family = svg.text().find("font-family=\"'Leeward Sans'").is_some();
    assert!(family, "the bundled font is asked for first");
}
