//! Polygons of zones from GeoJSON (RFC 7946), for maps.

use geojson::{Feature, GeoJson, GeometryValue, Position};

use super::{DataError, gzip};
use crate::diagnostic::{Diagnostic, Span};

/// The outline of one area.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// Property `iso_3166_2`; the name where it is absent.
    pub id: String,
    /// Property `name`; the id where it is absent.
    pub name: String,
    /// Closed rings of (longitude, latitude) in degrees: outlines and holes of all its polygons, to be
    /// filled by the even-odd rule.
    pub rings: Vec<Vec<[f64; 2]>>,
}

/// Largest text of outlines that is accepted: JSON takes up to thirty times that in memory.
const MOST_BYTES: u64 = 64 << 20;

/// Reads the polygons of a GeoJSON file called `name`; plain or gzip. Points and lines are passed over.
///
/// # Errors
/// D101 and D109 to D112 as for tables; D120 no GeoJSON, D121 no polygons, D122 a polygon without
/// `iso_3166_2` and `name`, D123 a ring that is no ring or a position that is no place on earth.
pub fn read_boundaries(name: &str, bytes: &[u8]) -> Result<Vec<Boundary>, DataError> {
    let source = gzip::read_text_up_to(name, bytes, MOST_BYTES)?;
    let json: serde_json::Value = serde_json::from_str(&source.text).map_err(|error| {
        let line = source.line_range(error.line());
        let start = (line.start + error.column().saturating_sub(1)).min(line.end);
        let start = (0..=start).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0);
        let span = Span { source: source.clone(), range: start..start };
        Diagnostic::error("D120", format!("{name} is not JSON: {error}"), Some(span))
            .label("reading stopped here")
            .help("export the boundaries again as GeoJSON")
    })?;
    let features = match serde_json::from_value::<GeoJson>(json) {
        Ok(GeoJson::FeatureCollection(collection)) => collection.features,
        Ok(GeoJson::Feature(feature)) => vec![feature],
        Ok(GeoJson::Geometry(_)) => Vec::new(),
        Err(error) => {
            return Err(Diagnostic::error("D120", format!("{name} is not GeoJSON: {error}"), None)
                .help("export the boundaries again as GeoJSON (a FeatureCollection)")
                .into());
        }
    };
    let (mut boundaries, mut problems) = (Vec::new(), Vec::new());
    for (number, feature) in features.iter().enumerate() {
        match read_feature(feature, number + 1) {
            Ok(Some(boundary)) => boundaries.push(boundary),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    problems.truncate(super::MOST_PROBLEMS);
    if !problems.is_empty() {
        return Err(DataError::Invalid(problems));
    }
    if boundaries.is_empty() {
        return Err(Diagnostic::error("D121", format!("{name} holds no polygons"), None)
            .help("export a layer of areas, with the properties `iso_3166_2` or `name`")
            .into());
    }
    Ok(boundaries)
}

fn read_feature(feature: &Feature, number: usize) -> Result<Option<Boundary>, Diagnostic> {
    let polygons = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => std::slice::from_ref(coordinates),
        Some(GeometryValue::MultiPolygon { coordinates }) => coordinates.as_slice(),
        _ => return Ok(None),
    };
    let property = |key: &str| {
        let text = feature.property(key)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let (id, name) = match (property("iso_3166_2"), property("name")) {
        (Some(id), Some(name)) => (id, name),
        (Some(only), None) | (None, Some(only)) => (only.clone(), only),
        (None, None) => {
            return Err(Diagnostic::error(
                "D122",
                format!("polygon {number} has neither `iso_3166_2` nor `name`"),
                None,
            )
            .help("give each area one of the two as a property, so that zones can point to it"));
        }
    };
    let rings = polygons.iter().flatten().map(|ring| read_ring(ring)).collect::<Option<Vec<_>>>();
    match rings {
        Some(rings) if !rings.is_empty() => Ok(Some(Boundary { id, name, rings })),
        _ => Err(Diagnostic::error("D123", format!("the outline of `{name}` is broken"), None)
            .note("a ring has four or more positions, ends where it began, and lies within -180..180 and -90..90 degrees")
            .help("repair the geometry in the program it came from and export again in degrees (EPSG:4326)")),
    }
}

fn read_ring(ring: &[Position]) -> Option<Vec<[f64; 2]>> {
    let places = ring
        .iter()
        .map(|position| match position.as_slice() {
            [lon, lat, ..] if lon.abs() <= 180.0 && lat.abs() <= 90.0 => Some([*lon, *lat]),
            _ => None,
        })
        .collect::<Option<Vec<_>>>()?;
    (places.len() >= 4 && places.first() == places.last()).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::read_boundaries;
    use crate::data::DataError;

    const SQUARE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"North","iso_3166_2":"XX-01"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}},
{"type":"Feature","properties":{"name":"Mark"},"geometry":{"type":"Point","coordinates":[0,0]}}]}"#;

    fn code(text: &str) -> &'static str {
        match read_boundaries("b.geojson", text.as_bytes()) {
            Err(DataError::Invalid(problems)) => problems[0].code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn polygons_are_read_and_points_passed_over() {
        let boundaries = read_boundaries("b.geojson", SQUARE.as_bytes()).unwrap();
        assert_eq!(boundaries.len(), 1);
        assert_eq!((boundaries[0].id.as_str(), boundaries[0].name.as_str()), ("XX-01", "North"));
        assert_eq!(boundaries[0].rings[0][1], [1.0, 0.0]);
    }

    #[test]
    fn broken_files_have_their_codes() {
        assert_eq!(code("{\"type\":"), "D120");
        assert_eq!(code("{\"type\":\"Nothing\"}"), "D120");
        assert_eq!(
            code(
                &SQUARE
                    .replace("Polygon", "MultiPoint")
                    .replace("[[[0,0],[1,0],[1,1],[0,0]]]", "[[0,0]]")
            ),
            "D121"
        );
        assert_eq!(code(&SQUARE.replace("\"name\":\"North\",\"iso_3166_2\"", "\"code\"")), "D122");
        assert_eq!(code(&SQUARE.replace("[1,1],[0,0]]", "[1,1]]")), "D123");
        assert_eq!(code(&SQUARE.replace("[1,1]", "[1,91]")), "D123");
    }

    #[test]
    fn a_json_error_has_its_place() {
        let Err(DataError::Invalid(problems)) = read_boundaries("b", b"{\n \"a\" 1}") else {
            panic!()
        };
        let span = problems[0].span.clone().unwrap();
        assert_eq!(span.source.line_column(span.range.start).0, 2);
    }
}
