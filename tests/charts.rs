//! Every figure with plausible and with nasty data: the lint is content, counts are what is drawn.
//! Set `CHART_PICTURES` to a folder to keep SVG and PNG of each case and look at them.

mod figures;

use leeward::chart::course::CourseDay;
use leeward::chart::dotplot::{Dotplot, Threshold};
use leeward::chart::exceedance::{Curve, CurveKind, chance_over_years};
use leeward::chart::lint::{Rule, lint};
use leeward::chart::tornado::{Tornado, TornadoEnd, TornadoRow};
use leeward::chart::{Theme, course, difference, dotplot, exceedance, fan, map, tornado};
use resvg::usvg::roxmltree::Document;

use figures::*;

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

/// Name, trajectories of each strategy, years.
type FanCase = (&'static str, Vec<Vec<Vec<f64>>>, Vec<f64>);

#[test]
fn fans_stand_side_by_side_without_overlap() {
    let thirty: Vec<f64> = (2026..=2055).map(f64::from).collect();
    let flat = |value: f64| vec![vec![value; 30]; 80];
    let cases: [FanCase; 7] = [
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
    let last: Vec<f64> = trajectories.iter().map(|path| path[1]).collect();
    let finals: Vec<f64> = fan::single_futures(&last).into_iter().map(|i| last[i]).collect();
    assert_eq!(finals, [4.0, 14.0, 24.0, 34.0, 44.0, 54.0, 64.0]);
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
            kind: CurveKind::Computed,
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

#[test]
fn a_course_stands_beside_every_observed_point() {
    // As usual; all nought; beyond the days observed; a range that dwarfs what was observed.
    let cases = [
        ("usual", 1.0, 120.0, vec![(21.0, 0.4), (40.0, 0.2), (122.0, 0.1)]),
        ("nought", 0.0, 120.0, vec![(21.0, 0.0), (40.0, 0.0)]),
        ("short", 1.0, 40.0, vec![(184.0, 1.0), (1630.0, 0.067)]),
        ("small", 5e6, 3_000.0, vec![(1.0, 0.3)]),
    ];
    for (name, height, last, observed) in cases {
        let day = |step: i32| {
            let share = f64::from(step) / 30.0;
            let middle = height * (1.0 - share) * (1.0 - share);
            CourseDay { day: last * share, low: 0.6 * middle, middle, high: 1.3 * middle }
        };
        let spec = course::Course {
            caption: caption("course", "How the sites emptied", "People in sites, share"),
            day_label: "Days after the event".into(),
            value_label: "Share".into(),
            days: (0..=30).map(day).collect(),
            observed,
            observed_label: "observed".into(),
        };
        let svg = check(&format!("course-{name}"), || {
            course::render(&spec, &Theme::default()).expect("a figure")
        });
        let document = Document::parse(svg.text()).expect("XML");
        let points = document.descendants().filter(|it| it.attribute("class") == Some("observed"));
        // One stands in the key.
        assert_eq!(points.count(), spec.observed.len() + 1, "{name}");
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
    spec.rows[1].letter = 'g';
    assert!(dotplot::render(&spec, &theme).is_err());
    spec.rows.clear();
    assert!(dotplot::render(&spec, &theme).is_err());
    let mut spec = fan_of(vec![paths(1, 5, 30, 1.0)], (2026..=2055).map(f64::from).collect());
    spec.panels[0].singles[2].pop();
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
    let letters: Vec<String> = "ABCDEFG"
        .chars()
        .map(|letter| format!("<g class=\"row\" data-letter=\"{letter}\"/>"))
        .collect();
    let letters = letters.concat();
    let broken: [(Rule, String); 17] = [
        (Rule::Finite, sound.replacen("cx=\"", "cx=\"NaN", 1)),
        (Rule::FiftyMarks, sound.replacen("class=\"mark\"", "class=\"spot\"", 1)),
        (
            Rule::MarksClear,
            insert("<circle class=\"mark\" cx=\"60\" cy=\"32\" r=\"4\" fill=\"#000000\"/>"),
        ),
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

#[test]
fn a_tornado_shows_both_ends_of_every_number() {
    let end = |value: &str, difference: f64, half: f64| TornadoEnd {
        value: value.into(),
        difference,
        interval: (half > 0.0).then_some((difference - half, difference + half)),
    };
    let row = |title: &str, low: f64, high: f64, half: f64| TornadoRow {
        title: title.into(),
        low: end("2000", low, half),
        high: end("9000", high, half),
        verdict: "94 % of variance".into(),
        remark: "order turns at 2300".into(),
    };
    let long =
        "interventions. a_programme_with_a_name_that_goes_on_and_on. levers. dwelling_strength";
    let cases = [
        ("usual", vec![row("roofs", -850.0, 1_530.0, 20.0), row(long, 90.0, -50.0, 110.0)]),
        ("one-sided", vec![row("rate", 3.0, 9.0, 0.0), row("idle", 0.0, 0.0, 0.0)]),
        ("large", vec![row("cost", -4.1e7, 6.2e7, 3.0e6)]),
        ("small", vec![row("share", -4.1e-4, 6.2e-4, 9e-4)]),
        (
            "full",
            (0..16).map(|i| row("number", f64::from(i) - 16.0, 16.0 - f64::from(i), 0.5)).collect(),
        ),
    ];
    for (name, rows) in cases {
        let (count, moving) =
            (rows.len(), rows.iter().filter(|row| row.low.difference != 0.0).count());
        let spec = Tornado {
            caption: caption("tornado", "Which number moves it?", "Change in people displaced"),
            rows,
            fewer: "less".into(),
            more: "more".into(),
        };
        let svg = check(&format!("tornado-{name}"), || {
            tornado::render(&spec, &Theme::default()).expect("a figure")
        });
        assert_eq!(svg.text().matches("class=\"number\"").count(), count, "{name}");
        assert_eq!(svg.text().matches("class=\"bar\"").count(), 2 * moving, "{name}");
    }
    let none = Tornado {
        caption: caption("tornado", "Which number moves it?", "Change"),
        rows: Vec::new(),
        fewer: "less".into(),
        more: "more".into(),
    };
    assert!(tornado::render(&none, &Theme::default()).is_err());
}
