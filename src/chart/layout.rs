//! Placing text and marks so that nothing overlaps: line breaking and spreading on a line.

use super::fonts::width_of;

/// Breaks a text at spaces into lines no wider than `room` pixels; a longer word is cut.
pub(crate) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width_of(&joined, size, bold) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        word.clone_into(&mut line);
        while width_of(&line, size, bold) > room && line.chars().count() > 1 {
            let (head, tail) = cut(&line, size, bold, room);
            lines.push(head);
            line = tail;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// [`wrap`] with lines of like length: no single word is left alone on the last.
pub(crate) fn wrap_evenly(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut best = wrap(text, size, bold, room);
    if best.len() < 2 {
        return best;
    }
    for step in 1..=10 {
        let tighter = wrap(text, size, bold, room * (1.0 - 0.04 * f64::from(step)));
        if tighter.len() > best.len() {
            break;
        }
        best = tighter;
    }
    best
}

fn cut(word: &str, size: f64, bold: bool, room: f64) -> (String, String) {
    let letters: Vec<char> = word.chars().collect();
    let mut kept = letters.len() - 1;
    while kept > 1 && width_of(&text(&letters[..kept]), size, bold) > room {
        kept -= 1;
    }
    (text(&letters[..kept]), text(&letters[kept..]))
}

fn text(letters: &[char]) -> String {
    letters.iter().collect()
}

/// The first `most` lines; what is left out is shown by an ellipsis.
pub(crate) fn at_most(
    mut lines: Vec<String>,
    most: usize,
    size: f64,
    bold: bool,
    room: f64,
) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width_of(&format!("{last}…"), size, bold) > room {
                last.pop();
            }
            let kept = last.trim_end().len();
            last.truncate(kept);
            last.push('…');
        }
    }
    lines
}

/// Moves intervals (centre, width), given in ascending order of centre, apart until none overlap,
/// inside `low..high`, each as near its wanted centre as least squares allows.
///
/// Returns the new centres. Where the intervals do not fit the room, they start at `low` and run on.
pub(crate) fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    // Blocks of touching intervals: (first, last, left edge). A block's best left edge is the mean
    // of what its members want (pool adjacent violators).
    let mut blocks: Vec<(usize, usize, f64, f64)> = Vec::new();
    for (place, &(centre, width)) in wanted.iter().enumerate() {
        blocks.push((place, place, bounded(centre - width / 2.0, width, low, high), width));
        while blocks.len() > 1 {
            let (last, before) = (blocks[blocks.len() - 1], blocks[blocks.len() - 2]);
            if before.2 + before.3 <= last.2 + 1e-9 {
                break;
            }
            blocks.truncate(blocks.len() - 2);
            let members = before.0..=last.1;
            let mut offset = 0.0;
            let mut sum = 0.0;
            for member in members.clone() {
                sum += wanted[member].0 - wanted[member].1 / 2.0 - offset;
                offset += wanted[member].1;
            }
            let count = (last.1 - before.0 + 1) as f64;
            blocks.push((before.0, last.1, bounded(sum / count, offset, low, high), offset));
        }
    }
    let mut centres = Vec::with_capacity(wanted.len());
    for (first, last, mut edge, _) in blocks {
        for &(_, width) in &wanted[first..=last] {
            centres.push(edge + width / 2.0);
            edge += width;
        }
    }
    centres
}

fn bounded(edge: f64, width: f64, low: f64, high: f64) -> f64 {
    edge.min(high - width).max(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreading_keeps_what_is_apart_and_parts_what_is_not() {
        assert_eq!(spread(&[(10.0, 4.0), (30.0, 4.0)], 0.0, 100.0), [10.0, 30.0]);
        assert_eq!(spread(&[(10.0, 4.0), (10.0, 4.0)], 0.0, 100.0), [8.0, 12.0]);
        assert_eq!(spread(&[(0.0, 4.0), (1.0, 4.0)], 0.0, 100.0), [2.0, 6.0]);
        assert_eq!(spread(&[(99.0, 4.0), (100.0, 4.0)], 0.0, 100.0), [94.0, 98.0]);
    }

    #[test]
    fn lines_fit_their_room() {
        crate::chart::fonts::register().expect("the font is bundled");
        let lines =
            wrap("Households displaced 30 days or more Donaudampfschifffahrt", 13.0, false, 90.0);
        assert!(lines.len() > 3);
        assert!(lines.iter().all(|line| width_of(line, 13.0, false) <= 90.0), "{lines:?}");
        let short = at_most(lines, 2, 13.0, false, 90.0);
        assert_eq!(short.len(), 2);
        assert!(short[1].ends_with('…'));
    }
}
