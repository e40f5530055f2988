//! Every figure with plausible and with nasty data: the lint is content, counts are what is drawn.

use leeward::chart::difference::{DifferencePlot, DifferenceRow};
use leeward::chart::dotplot::{DotRow, Dotplot, Threshold};
use leeward::chart::lint::{LintFinding, lint};
use leeward::chart::{Caption, Svg, Theme, difference, dotplot};
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
    let cases: [(&str, Vec<Vec<f64>>, f64); 8] = [
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
