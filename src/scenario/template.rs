//! The commented scenario that `leeward new` writes.

/// A small made-up island whose comments explain the format.
pub const TEMPLATE: &str = include_str!("template.toml");

/// The template with another id, which must be small letters, digits, `_` and `-`.
pub fn template(id: &str) -> String {
    TEMPLATE.replacen("id = \"my_island\"", &format!("id = \"{id}\""), 1)
}

#[cfg(test)]
mod tests {
    use super::{TEMPLATE, template};
    use crate::scenario::load;

    #[test]
    fn the_template_is_sound_and_without_warnings() {
        let loaded = load("scenario.toml", template("here").as_bytes(), &[]).unwrap();
        assert_eq!(loaded.warnings, []);
        assert_eq!(loaded.scenario.id, "here");
        assert_eq!(loaded.scenario.zones.len(), 3);
        assert_eq!(loaded.scenario.strategies.len(), 3);
        assert_eq!(loaded.scenario.strategies[loaded.scenario.baseline()].id, "continue_as_now");
        assert_eq!(loaded.scenario.interventions[0].classes, Some([false, true, true, false]));
    }

    #[test]
    fn the_resolved_text_gives_an_equal_scenario_and_equal_bytes() {
        let first = load("scenario.toml", TEMPLATE.as_bytes(), &[]).unwrap();
        let again = load("resolved.toml", first.resolved.as_bytes(), &[]).unwrap();
        assert!(first.scenario == again.scenario);
        assert_eq!(first.resolved, again.resolved);
    }
}
