//! Where: zones in five classes of one hue, and the same zones as bars in order of value.
//!
//! The list says everything the map says, for those who cannot use the map; without polygons it
//! stands alone. Zones without a value are hatched, never white or low.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, LineLook, TextLook};
use super::caption::{Caption, MARGIN};
use super::classes::Classes;
use super::fonts::width_of;
use super::layout::{at_most, wrap_evenly};
use super::numbers::format_together;
use super::outline::{Projection, holds, label_inside, largest_middle, rectangle};
use super::pen::escape;
use super::theme::{CLASSES, INK, LABEL_SIZE, QUIET, SMALL_SIZE, Theme};
use super::{ChartError, Svg, require_finite};

/// One zone.
#[derive(Clone, Debug)]
pub struct MapZone {
    /// Name shown in the list.
    pub name: String,
    /// The value, or none where nothing is known.
    pub value: Option<f64>,
    /// Outlines as longitude and latitude in degrees; a ring inside another is a hole. May be empty.
    pub rings: Vec<Vec<(f64, f64)>>,
}

/// Specification of a zone map.
#[derive(Clone, Debug)]
pub struct ZoneMap {
    /// Words around the figure.
    pub caption: Caption,
    /// The zones, in any order.
    pub zones: Vec<MapZone>,
    /// What the boundaries do not claim; shown under every map that has polygons.
    pub disclaimer: String,
}

const ROW: f64 = 24.0;
const MAP_SHARE: f64 = 0.5;
const TALLEST_MAP: f64 = 420.0;
const LEGEND_HEIGHT: f64 = 50.0;
const EDGE: plotters::style::RGBColor = plotters::style::RGBColor(110, 110, 110);

/// Draws the figure.
///
/// # Errors
/// [`ChartError`] for no zones, values or outlines that are not finite.
pub fn render(spec: &ZoneMap, theme: &Theme) -> Result<Svg, ChartError> {
    check(spec)?;
    super::fonts::register()?;
    let order = in_order(&spec.zones);
    let values: Vec<f64> = spec.zones.iter().filter_map(|zone| zone.value).collect();
    let classes = Classes::new(&values);
    let missing = spec.zones.iter().any(|zone| zone.value.is_none());
    let room = theme.width - 2.0 * MARGIN;
    let outlines: Vec<&[(f64, f64)]> =
        spec.zones.iter().flat_map(|zone| zone.rings.iter().map(Vec::as_slice)).collect();
    let projection = Projection::new(&outlines, MARGIN, (room * MAP_SHARE, TALLEST_MAP));
    let list_height = order.len() as f64 * ROW + 4.0;
    let map_height = projection.as_ref().map_or(0.0, |map| map.height + 16.0);
    let disclaimer = if projection.is_some() {
        wrap_evenly(&spec.disclaimer, SMALL_SIZE, false, room)
    } else {
        Vec::new()
    };
    // The legend stands under the map, or under the list where there is no map.
    let body = if projection.is_some() {
        list_height.max(map_height + LEGEND_HEIGHT)
    } else {
        list_height + 12.0 + LEGEND_HEIGHT
    };
    let foot = disclaimer.len() as f64 * 16.0 + 4.0;
    let (canvas, top) = Canvas::new(&spec.caption, theme, body + foot)?;
    let hatch = if missing { canvas.hatch() } else { String::new() };
    let paint = Paint { classes: &classes, hatch: &hatch };

    let legend_top = if let Some(map) = &projection {
        draw_map(&canvas, spec, &order, map, top, &paint)?;
        top + map_height + 4.0
    } else {
        top + list_height + 12.0
    };
    legend(&canvas, &paint, (MARGIN, legend_top), missing, theme)?;
    let list_left = if projection.is_some() { MARGIN + room * (MAP_SHARE + 0.04) } else { MARGIN };
    list(&canvas, spec, &order, (list_left, top), &paint, theme)?;
    for (line, text) in disclaimer.iter().enumerate() {
        let y = top + body + 14.0 + line as f64 * 16.0;
        canvas.text(text, (MARGIN, y), &TextLook::new("disclaimer", SMALL_SIZE, QUIET))?;
    }
    Ok(canvas.finish())
}

fn check(spec: &ZoneMap) -> Result<(), ChartError> {
    if spec.zones.is_empty() {
        return Err(ChartError::NoData("a map without zones".into()));
    }
    for zone in &spec.zones {
        if let Some(value) = zone.value {
            require_finite(&[value], &format!("zone {}", zone.name))?;
        }
        for ring in &zone.rings {
            let flat: Vec<f64> = ring.iter().flat_map(|(lon, lat)| [*lon, *lat]).collect();
            require_finite(&flat, &format!("the outline of zone {}", zone.name))?;
        }
    }
    Ok(())
}

/// Zones by falling value, those without one last, equal ones by name.
fn in_order(zones: &[MapZone]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..zones.len()).collect();
    let key = |zone: usize| zones[zone].value.unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|one, other| {
        key(*other)
            .total_cmp(&key(*one))
            .then_with(|| zones[*one].name.cmp(&zones[*other].name))
            .then(one.cmp(other))
    });
    order
}

struct Paint<'a> {
    classes: &'a Classes,
    hatch: &'a str,
}

impl Paint<'_> {
    fn fill(&self, value: Option<f64>) -> String {
        value.map_or_else(
            || self.hatch.to_owned(),
            |value| {
                let colour = CLASSES[self.classes.of(value)];
                format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2)
            },
        )
    }
}

fn draw_map(
    canvas: &Canvas<'_>,
    spec: &ZoneMap,
    order: &[usize],
    map: &Projection,
    top: f64,
    paint: &Paint<'_>,
) -> Result<(), ChartError> {
    canvas.open("map", "");
    let mut shapes = Vec::new();
    for zone in order {
        let zone = &spec.zones[*zone];
        let rings: Vec<Vec<(f64, f64)>> = zone
            .rings
            .iter()
            .map(|ring| ring.iter().map(|at| map.place(*at, top)).collect())
            .collect();
        if !rings.is_empty() {
            canvas.region("zone", &rings, &paint.fill(zone.value), EDGE);
        }
        shapes.push(rings);
    }
    // Numbers lead from the map to the list: inside their zone, or beside a small island.
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for (rank, rings) in shapes.iter().enumerate() {
        let label = (rank + 1).to_string();
        let half = width_of(&label, SMALL_SIZE, true) / 2.0 + 2.0;
        let beside = || {
            let (x, y, wide, _) = largest_middle(rings)?;
            let at = (x + wide / 2.0 + half + 3.0, y);
            let corners = [(-half, -7.0), (half, -7.0), (half, 7.0), (-half, 7.0)];
            let at_sea = corners.iter().all(|(across, down)| {
                !shapes.iter().any(|other| holds(other, (at.0 + across, at.1 + down)))
            });
            at_sea.then_some(at)
        };
        let Some((x, y)) = label_inside(rings, (half, 7.0)).or_else(beside) else { continue };
        let area = [x - half, y - 8.0, x + half, y + 8.0];
        let free = taken.iter().all(|other| {
            area[2] <= other[0] || other[2] <= area[0] || area[3] <= other[1] || other[3] <= area[1]
        });
        if free {
            let look = TextLook {
                bold: true,
                halo: true,
                anchor: HPos::Center,
                ..TextLook::new("label", SMALL_SIZE, INK)
            };
            canvas.text(&label, (x, y + 4.3), &look)?;
            taken.push(area);
        }
    }
    canvas.close();
    Ok(())
}

fn legend(
    canvas: &Canvas<'_>,
    paint: &Paint<'_>,
    (left, top): (f64, f64),
    missing: bool,
    theme: &Theme,
) -> Result<(), ChartError> {
    let edges = &paint.classes.edges;
    let widest = edges.values.iter().fold(0.0, |widest: f64, edge| {
        widest.max(width_of(&edges.label(*edge), SMALL_SIZE, false))
    });
    let step = (widest + 12.0).max(52.0);
    let left = left + widest / 2.0;
    canvas.open("axis legend", "");
    for (class, edge) in edges.values.iter().enumerate() {
        let x = left + class as f64 * step;
        if let Some(next) = edges.values.get(class + 1) {
            let middle = f64::midpoint(*edge, *next);
            canvas.region(
                "swatch",
                &rectangle(x, top, step, 14.0),
                &paint.fill(Some(middle)),
                EDGE,
            );
        }
        let look = TextLook { anchor: HPos::Center, ..TextLook::new("tick", SMALL_SIZE, QUIET) };
        canvas.text(&edges.label(*edge), (x, top + 30.0), &look)?;
    }
    if missing {
        let x = left + CLASSES.len() as f64 * step + widest / 2.0 + 16.0;
        canvas.region("swatch", &rectangle(x, top, 30.0, 14.0), paint.hatch, EDGE);
        let look = TextLook::new("label", SMALL_SIZE, QUIET);
        canvas.text(&theme.words.no_data, (x + 37.0, top + 11.5), &look)?;
    }
    canvas.close();
    Ok(())
}

fn list(
    canvas: &Canvas<'_>,
    spec: &ZoneMap,
    order: &[usize],
    (left, top): (f64, f64),
    paint: &Paint<'_>,
    theme: &Theme,
) -> Result<(), ChartError> {
    let room = canvas.width - MARGIN - left;
    let number_column = width_of(&order.len().to_string(), SMALL_SIZE, true) + 10.0;
    let name_room = (room * 0.4).min(220.0);
    let largest = spec
        .zones
        .iter()
        .filter_map(|zone| zone.value)
        .fold(0.0, |most: f64, value| most.max(value.abs()));
    let shown = |zone: &MapZone| {
        zone.value.map_or_else(
            || theme.words.no_data.clone(),
            |value| format_together(largest, &[value]).concat(),
        )
    };
    let value_room =
        spec.zones.iter().map(|zone| width_of(&shown(zone), LABEL_SIZE, false)).fold(0.0, f64::max);
    let bars = left + number_column + name_room + 10.0;
    let bar_room = canvas.width - MARGIN - value_room - 8.0 - bars;
    let span =
        |pick: fn(f64, f64) -> f64| spec.zones.iter().filter_map(|zone| zone.value).fold(0.0, pick);
    let (low, high) = (span(f64::min), span(f64::max));
    let per_pixel = if high > low { bar_room / (high - low) } else { 0.0 };
    let zero = bars - low * per_pixel;
    canvas.open("list", "");
    let foot = top + order.len() as f64 * ROW;
    canvas.line(&[(zero, top), (zero, foot)], &LineLook::new("baseline", EDGE, 1.0))?;
    for (rank, zone) in order.iter().enumerate() {
        let zone = &spec.zones[*zone];
        let y = top + rank as f64 * ROW;
        canvas.open("zone-row", &format!("data-zone=\"{}\"", escape(&zone.name)));
        let number = TextLook {
            bold: true,
            anchor: HPos::Right,
            ..TextLook::new("label", SMALL_SIZE, QUIET)
        };
        canvas.text(&(rank + 1).to_string(), (left + number_column - 10.0, y + 16.0), &number)?;
        let name = at_most(
            super::layout::wrap(&zone.name, LABEL_SIZE, false, name_room),
            1,
            LABEL_SIZE,
            false,
            name_room,
        );
        for line in name {
            let look = TextLook::new("label", LABEL_SIZE, INK);
            canvas.text(&line, (left + number_column, y + 16.0), &look)?;
        }
        let end = zero + zone.value.unwrap_or(0.0) * per_pixel;
        let mut text_left = zero.max(end) + 7.0;
        match zone.value {
            Some(0.0) => {}
            Some(value) => {
                let (from, width) = (zero.min(end), (end - zero).abs().max(1.0));
                let bar = rectangle(from, y + 4.0, width, 15.0);
                canvas.region("bar", &bar, &paint.fill(Some(value)), EDGE);
            }
            None => {
                canvas.region("swatch", &rectangle(zero, y + 4.0, 22.0, 15.0), paint.hatch, EDGE);
                text_left += 22.0;
            }
        }
        let look = TextLook::new("value", LABEL_SIZE, INK);
        canvas.text(&shown(zone), (text_left, y + 16.0), &look)?;
        canvas.close();
    }
    canvas.close();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_without_a_value_come_last() {
        let zone = |(i, value): (usize, &Option<f64>)| MapZone {
            name: format!("Z{i}"),
            value: *value,
            rings: Vec::new(),
        };
        let zones: Vec<MapZone> =
            [None, Some(1.0), Some(5.0), Some(1.0)].iter().enumerate().map(zone).collect();
        assert_eq!(in_order(&zones), [2, 1, 3, 0]);
    }
}
