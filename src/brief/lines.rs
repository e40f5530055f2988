//! Breaking text into lines.

use super::WIDTH;

/// A space at which no line breaks; it is shown as a plain space.
pub(super) const TIED: char = '\u{a0}';

/// `text` in lines of at most [`WIDTH`] characters, each behind `indent` and ended by a line feed. A
/// word longer than a line stands alone.
pub(super) fn wrap(text: &str, indent: &str) -> String {
    hanging(text, indent, indent)
}

/// As [`wrap`], with another start for the first line: "- " and "  " make an item of a list.
pub(super) fn hanging(text: &str, first: &str, others: &str) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            others.clone_into(&mut line);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push_str(&line);
    lines.push('\n');
    lines.replace(TIED, " ")
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, hanging, wrap};

    #[test]
    fn lines_break_between_words_and_never_at_a_tied_space() {
        let text = wrap(&"ninety\u{a0}five ".repeat(30), "    ");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH));
        assert!(text.lines().all(|line| line.starts_with("    ninety") && line.ends_with("five")));
        assert_eq!(hanging("a b", "- ", "  "), "- a b\n");
        let long = "x".repeat(120);
        assert_eq!(wrap(&format!("a {long} b"), ""), format!("a\n{long}\nb\n"));
    }
}
