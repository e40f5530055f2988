//! The JSON Schema (2020-12) of scenario files, for editors. `leeward validate` is the authority: it
//! knows the rules between keys and speaks in words.

use serde_json::{Map, Value, json};

use super::catalogue::CUSTOM;
use super::keys::{self, Fallback, Key, Kind, SECTIONS, Shape};
use super::quantity::Status;

/// The schema as the text that is committed as `scenarios/scenario.schema.json`.
pub fn schema_text() -> String {
    let text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    format!("{text}\n")
}

/// The schema.
pub fn schema() -> Value {
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!("Leeward scenario, format 1"));
    let Value::Object(body) = object(&[""]) else { return Value::Null };
    root.extend(body);
    root.insert("$defs".to_owned(), definitions());
    Value::Object(root)
}

/// An object with the keys of some sections.
fn object(sections: &[&'static str]) -> Value {
    let keys: Vec<&Key> = sections.iter().flat_map(|section| keys::of_section(section)).collect();
    let properties: Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> =
        keys.iter().filter(|key| key.fallback == Fallback::Required).map(|key| key.name).collect();
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn property(key: &Key) -> Value {
    let mut property = shape(key);
    property["description"] = json!(described(key));
    match key.fallback {
        Fallback::Number(default) if default.is_finite() => property["default"] = json!(default),
        Fallback::Integer(default) => property["default"] = json!(default),
        Fallback::Text(default) => property["default"] = json!(default),
        Fallback::Flag(default) => property["default"] = json!(default),
        Fallback::Numbers(default) => property["default"] = json!(default),
        Fallback::Number(_) | Fallback::Required | Fallback::Absent => {}
    }
    property
}

fn described(key: &Key) -> String {
    let mut text = key.about.to_owned();
    if !key.unit.is_empty() {
        text = format!("{text} Unit: {}.", key.unit);
    }
    if matches!(key.fallback, Fallback::Number(_)) {
        let source = if key.source.is_empty() { "no source" } else { key.source };
        text = format!("{text} Default: {} ({source}).", key.status);
    }
    text
}

fn bounded(kind: &str, least: f64, most: f64) -> Value {
    let mut bounded = json!({ "type": kind });
    if least.is_finite() {
        bounded["minimum"] = json!(least);
    }
    if most.is_finite() {
        bounded["maximum"] = json!(most);
    }
    bounded
}

fn shape(key: &Key) -> Value {
    match key.kind {
        Kind::Number { least, most } => json!({
            "anyOf": [bounded("number", least, most), { "$ref": "#/$defs/number_with_source" }]
        }),
        Kind::Integer { least, most } => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Text => json!({ "$ref": "#/$defs/text" }),
        Kind::Id => json!({ "type": "string", "pattern": "^[a-z0-9_-]{1,60}$" }),
        Kind::Month => json!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" }),
        Kind::Path => json!({ "type": "string", "minLength": 1 }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Numbers { least, most, fewest, longest } => json!({
            "type": "array",
            "items": bounded("number", least, most),
            "minItems": fewest,
            "maxItems": longest,
        }),
        Kind::Names => {
            json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true })
        }
        Kind::Table => match keys::child_section(key) {
            Some(section) => object(&[section]),
            None => json!({ "type": "object" }),
        },
        Kind::ByZone => match keys::child_section(key) {
            Some(section) => {
                json!({ "type": "object", "additionalProperties": object(&[section]) })
            }
            None => json!({ "type": "object" }),
        },
        Kind::Tables => match keys::child_section(key) {
            Some("hazards") => json!({ "type": "array", "items": { "oneOf": hazard_kinds() } }),
            Some("interventions") => json!({ "type": "array", "items": intervention() }),
            Some(section) => json!({ "type": "array", "items": object(&[section]) }),
            None => json!({ "type": "array" }),
        },
    }
}

/// A kind of the catalogue brings every required key but the id and the first month.
fn intervention() -> Value {
    let mut table = object(&["interventions"]);
    let stated = table["required"].take();
    table["required"] = json!(["id", "start_month"]);
    let names_kind =
        json!({ "properties": { "kind": { "not": { "const": CUSTOM } } }, "required": ["kind"] });
    table["anyOf"] = json!([{ "required": stated }, names_kind]);
    table
}

fn hazard_kinds() -> Vec<Value> {
    SECTIONS
        .iter()
        .filter(|section| section.shape == Shape::HazardKind)
        .map(|section| {
            let mut kind = object(&["hazards", section.path]);
            let word = section.path.trim_start_matches("hazards.");
            kind["properties"]["kind"] = json!({ "const": word, "description": section.about });
            kind["title"] = json!(word);
            kind
        })
        .collect()
}

fn definitions() -> Value {
    let number = json!({ "type": "number" });
    let words = Status::ALL.map(Status::word);
    let support = json!({
        "source": { "type": "string", "description": "Who says so." },
        "status": { "enum": words, "description": "Support: counted in the place, published, computed from those, or a judgement." },
    });
    let with = |own: Value, required: Value| {
        let mut properties = own;
        if let (Value::Object(own), Value::Object(support)) = (&mut properties, &support) {
            own.extend(support.clone());
        }
        json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
    };
    json!({
        "text": {
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "minProperties": 1,
                    "patternProperties": { "^[a-z]{2,3}$": { "type": "string" } },
                    "additionalProperties": false,
                    "description": "The text by language.",
                },
            ]
        },
        "number_with_source": {
            "anyOf": [
                with(json!({ "value": number }), json!(["value"])),
                with(
                    json!({ "low": number, "mode": number, "high": number, "dist": { "const": "triangular" } }),
                    json!(["low", "mode", "high"]),
                ),
                with(
                    json!({ "value": number, "low": number, "high": number, "dist": { "const": "triangular" } }),
                    json!(["value", "low", "high"]),
                ),
            ]
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{schema, schema_text};
    use crate::scenario::keys::BUILT_KINDS;

    /// To bring the file up to date: `leeward schema > scenarios/scenario.schema.json`, or run this
    /// test with `LEEWARD_UPDATE=1`.
    #[test]
    fn the_committed_schema_is_current() {
        let path =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/scenario.schema.json");
        if std::env::var_os("LEEWARD_UPDATE").is_some() {
            std::fs::write(&path, schema_text()).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        assert!(
            committed == schema_text(),
            "the schema is stale: leeward schema > scenarios/scenario.schema.json"
        );
    }

    #[test]
    fn hazards_are_told_apart_by_kind() {
        let schema = schema();
        let kinds = schema["properties"]["hazards"]["items"]["oneOf"].as_array().unwrap();
        assert_eq!(kinds.len(), BUILT_KINDS.len());
        assert_eq!(kinds[1]["properties"]["kind"]["const"], "storm_surge");
        assert_eq!(kinds[1]["required"], serde_json::json!(["id", "kind", "driven_by"]));
        assert_eq!(
            schema["properties"]["zones"]["items"]["properties"]["dwelling_mix"]["properties"]["timber_share"]
                ["anyOf"][0]["maximum"],
            1.0
        );
    }
}
