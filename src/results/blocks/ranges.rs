//! Numbers as ranges: 3, 7-12, 40.

use std::fmt::Write;

/// Rising numbers in the shortest form.
pub fn ranges(numbers: &[u32]) -> String {
    let mut text = String::new();
    let mut rest = numbers;
    while let Some(first) = rest.first() {
        let run = rest
            .iter()
            .zip(*first..=u32::MAX)
            .take_while(|(number, next)| **number == *next)
            .count();
        let (run, after) = rest.split_at(run.max(1));
        rest = after;
        if !text.is_empty() {
            text.push_str(", ");
        }
        match run.last() {
            Some(last) if last != first => {
                let _ = write!(text, "{first}-{last}");
            }
            _ => {
                let _ = write!(text, "{first}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn neighbours_are_drawn_together() {
        assert_eq!(ranges(&[]), "");
        assert_eq!(ranges(&[3]), "3");
        assert_eq!(ranges(&[0, 1, 4, 7, 8, 9]), "0-1, 4, 7-9");
        assert_eq!(ranges(&[5, u32::MAX]), "5, 4294967295");
    }
}
