//! Slips of writers who know spreadsheets and word processors better than TOML.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};

/// A recognised slip.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario) struct Slip {
    pub(in crate::scenario) range: Range<usize>,
    pub(in crate::scenario) code: &'static str,
    message: String,
    label: &'static str,
    help: String,
    replacement: String,
    /// What the text is blanked out with, padded to the length of the slip.
    stand_in: String,
    /// Whether the value cannot be read even once the slip is blanked out.
    pub(in crate::scenario) spoils_value: bool,
}

impl Slip {
    /// A text of the same length that TOML reads.
    pub(super) fn blank(&self) -> String {
        let length = self.range.len();
        let mut blank = self.stand_in.clone();
        blank.push_str(&" ".repeat(length.saturating_sub(blank.len())));
        blank
    }

    pub(in crate::scenario) fn diagnostic(&self, span: Span) -> Diagnostic {
        Diagnostic::error(self.code, self.message.clone(), Some(span))
            .label(self.label)
            .replace(self.help.clone(), self.replacement.clone())
    }

    fn number(range: Range<usize>, code: &'static str, written: &str, meant: String) -> Self {
        let (what, label) = match code {
            "S102" => ("has a decimal comma", "TOML reads a point between units and decimals"),
            "S103" => ("has a per cent sign", "shares are numbers from 0 to 1"),
            _ => ("has separators between thousands", "digits stand together"),
        };
        let mut help = format!("write {meant}");
        if code == "S104" && written.matches(',').count() == 1 && !written.contains('.') {
            help = format!(
                "{help}, or {} if the comma stands before decimals",
                written.replace(',', ".")
            );
        }
        Self {
            range,
            code,
            message: format!("the number {written} {what}"),
            label,
            help,
            replacement: meant,
            stand_in: "0".to_owned(),
            spoils_value: true,
        }
    }
}

/// Slips in one line of a text, first to last; ranges are of the whole text.
pub(super) fn in_line(text: &str, line: Range<usize>) -> Vec<Slip> {
    let mut scan = Scan { text, at: line.start, end: line.end, depth: 0, slips: Vec::new() };
    scan.run();
    scan.slips
}

/// The slip that makes up a bare value as typed after `--set key=`, if it is one.
pub(in crate::scenario) fn in_value(value: &str) -> Option<Slip> {
    in_line(value, 0..value.len()).into_iter().next()
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    depth: usize,
    slips: Vec<Slip>,
}

const CURLY: [char; 8] =
    ['\u{201C}', '\u{201D}', '\u{201E}', '\u{2018}', '\u{2019}', '\u{201A}', '\u{AB}', '\u{BB}'];

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..self.end]
    }

    fn run(&mut self) {
        while let Some(letter) = self.rest().chars().next() {
            match letter {
                '#' => return,
                '"' => self.quoted(),
                '\'' => self.at += closing(self.rest(), '\'', false).unwrap_or(self.rest().len()),
                '[' => {
                    self.depth += 1;
                    self.at += 1;
                }
                ']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.at += 1;
                }
                '0'..='9' => self.digits(),
                '\u{2212}' => self.typographic(letter, "-"),
                '\u{A0}' | '\u{202F}' => self.typographic(letter, " "),
                curly if CURLY.contains(&curly) => self.curly(),
                other if other.is_alphanumeric() || other == '_' => {
                    let word = |it: char| !(it.is_alphanumeric() || it == '_' || it == '-');
                    self.at += self.rest().find(word).unwrap_or(self.rest().len());
                }
                other => self.at += other.len_utf8(),
            }
        }
    }

    fn typographic(&mut self, letter: char, plain: &str) {
        let range = self.at..self.at + letter.len_utf8();
        self.at = range.end;
        let name = if plain == "-" { "a typographic minus sign" } else { "a non-breaking space" };
        self.slips.push(Slip {
            range,
            code: "S118",
            message: format!("{name} stands in the text"),
            label: "comes from a word processor",
            help: format!("write a plain `{plain}`"),
            replacement: plain.to_owned(),
            stand_in: plain.to_owned(),
            spoils_value: false,
        });
    }

    /// A text in curly quotes becomes one slip; a lone curly quote another.
    fn curly(&mut self) {
        let rest = self.rest();
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let close = rest[first..].char_indices().find(|(_, it)| CURLY.contains(it) || *it == '"');
        let (length, inner) = match close {
            Some((at, letter)) => (first + at + letter.len_utf8(), &rest[first..first + at]),
            None => (first, ""),
        };
        let range = self.at..self.at + length;
        self.at = range.end;
        let replacement = if close.is_some() { format!("\"{inner}\"") } else { "\"".to_owned() };
        self.push_quotes(range, replacement, if inner.contains('\\') { "" } else { inner });
    }

    fn push_quotes(&mut self, range: Range<usize>, replacement: String, inner: &str) {
        self.slips.push(Slip {
            range,
            code: "S105",
            message: "curly quotes stand where straight ones belong".to_owned(),
            label: "comes from a word processor",
            help: format!("write {replacement}"),
            replacement,
            stand_in: format!("\"{inner}\""),
            spoils_value: false,
        });
    }

    /// A text in straight quotes: an unclosed one that ends in a curly quote, or one with a backslash
    /// that begins no escape.
    fn quoted(&mut self) {
        let rest = self.rest();
        if rest.starts_with("\"\"\"") {
            self.at = self.end;
            return;
        }
        let Some(length) = closing(rest, '"', true) else {
            let curly = rest.char_indices().find(|(_, letter)| CURLY.contains(letter));
            if let Some((at, letter)) = curly {
                let range = self.at..self.at + at + letter.len_utf8();
                let inner = rest[1..at].to_owned();
                self.at = range.end;
                self.push_quotes(range, format!("\"{inner}\""), &inner);
            } else if let Some(at) = rest[1..].find('"').filter(|_| rest.contains('\\')) {
                // "C:\data\" : the last backslash swallowed the closing quote.
                self.backslashes(at + 2);
            } else {
                self.at = self.end;
            }
            return;
        };
        if has_bad_escape(&rest[1..length - 1]) {
            self.backslashes(length);
        } else {
            self.at += length;
        }
    }

    fn backslashes(&mut self, length: usize) {
        let range = self.at..self.at + length;
        let mended = self.text[range.clone()].replace('\\', "/");
        self.at = range.end;
        self.slips.push(Slip {
            range,
            code: "S106",
            message: "a backslash in a text begins a special character".to_owned(),
            label: "a path of Windows",
            help: format!("write slashes, from the folder of this file: {mended}"),
            replacement: mended.clone(),
            stand_in: mended,
            spoils_value: false,
        });
    }

    fn digits(&mut self) {
        let rest = self.rest();
        let start = self.at;
        if let Some(length) = bare_month(rest) {
            self.at += length;
            let month = rest[..length].to_owned();
            self.slips.push(Slip {
                range: start..start + length,
                code: "S110",
                message: format!("the month {month} has no quotes"),
                label: "months are texts",
                help: format!("write \"{month}\""),
                replacement: format!("\"{month}\""),
                stand_in: "0".to_owned(),
                spoils_value: true,
            });
            return;
        }
        let (length, code, meant) = number(rest, self.depth > 0);
        let written = rest[..length].to_owned();
        self.at += length;
        if let Some(code) = code {
            self.slips.push(Slip::number(start..start + length, code, &written, meant));
        } else {
            // The rest of a date, an identifier or a hexadecimal number is not looked at.
            let rest = self.rest();
            let tail = |it: char| !(it.is_ascii_alphanumeric() || matches!(it, '_' | '-' | ':'));
            self.at += rest.find(tail).unwrap_or(rest.len());
        }
    }
}

/// Length of a quoted text with both quotes.
fn closing(rest: &str, quote: char, has_escapes: bool) -> Option<usize> {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if has_escapes && letter == '\\' {
            escaped = true;
        } else if letter == quote {
            return Some(at + 1);
        }
    }
    None
}

fn has_bad_escape(inner: &str) -> bool {
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            continue;
        }
        let digits = match letters.next() {
            Some('b' | 'e' | 'f' | 'n' | 'r' | 't' | '\\' | '"') => continue,
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            _ => return true,
        };
        if letters.by_ref().take(digits).filter(char::is_ascii_hexdigit).count() < digits {
            return true;
        }
    }
    false
}

fn bare_month(rest: &str) -> Option<usize> {
    let month = rest.get(..7)?;
    month.parse::<crate::calendar::YearMonth>().ok()?;
    let next = rest[7..].chars().next();
    next.is_none_or(|it| !(it.is_alphanumeric() || it == '-')).then_some(7)
}

fn digits_at(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Reads a number as people write it: its length, the slip in it if any, and what is meant.
fn number(rest: &str, in_list: bool) -> (usize, Option<&'static str>, String) {
    let first = digits_at(rest);
    let mut length = first;
    let mut meant = rest[..first].to_owned();
    let mut code = None;
    if first <= 3 {
        for separator in [".", ",", " ", "\u{A0}", "\u{202F}", "'"] {
            if separator == "," && in_list {
                continue;
            }
            let (groups, end) = grouped(rest, first, separator);
            let decimals = match (separator, &rest[end..]) {
                (".", tail) if tail.starts_with(',') && !in_list => digits_at(&tail[1..]),
                (",", tail) if tail.starts_with('.') => digits_at(&tail[1..]),
                _ => 0,
            };
            let is_grouped = match separator {
                "." => groups >= 2 || (groups == 1 && decimals > 0),
                "," => groups >= 2 || (groups == 1 && !rest.starts_with('0')),
                _ => groups >= 1,
            };
            if is_grouped {
                meant = rest[..end].chars().filter(char::is_ascii_digit).collect();
                length = end;
                if decimals > 0 {
                    meant = format!("{meant}.{}", &rest[end + 1..=end + decimals]);
                    length = end + 1 + decimals;
                }
                code = Some("S104");
                break;
            }
        }
    }
    if code.is_none() {
        let tail = &rest[first..];
        let decimals = tail.get(1..).map_or(0, digits_at);
        if decimals > 0 && tail.starts_with('.') {
            length = first + 1 + decimals;
            rest[..length].clone_into(&mut meant);
        } else if decimals > 0 && tail.starts_with(',') && !in_list {
            length = first + 1 + decimals;
            meant = format!("{}.{}", &rest[..first], &tail[1..=decimals]);
            code = Some("S102");
        }
    }
    let tail = &rest[length..];
    let spaces = tail.len() - tail.trim_start_matches([' ', '\u{A0}', '\u{202F}']).len();
    if tail[spaces..].starts_with('%') {
        length += spaces + 1;
        let share = meant.parse::<f64>().unwrap_or(0.0) / 100.0;
        return (length, Some("S103"), crate::scenario::reader::tidy(share));
    }
    if code.is_some() && meant.len() > 1 && !meant.starts_with("0.") {
        let bare = meant.trim_start_matches('0');
        meant = if bare.is_empty() || bare.starts_with('.') {
            format!("0{bare}")
        } else {
            bare.to_owned()
        };
    }
    (length, code, meant)
}

/// Number of groups of three digits after the first digits, and where they end.
fn grouped(rest: &str, first: usize, separator: &str) -> (usize, usize) {
    let (mut groups, mut end) = (0, first);
    while let Some(tail) = rest[end..].strip_prefix(separator) {
        if digits_at(tail) != 3 {
            break;
        }
        groups += 1;
        end += separator.len() + 3;
    }
    (groups, end)
}

#[cfg(test)]
mod tests {
    use super::in_line;

    fn slips(text: &str) -> Vec<(&'static str, String, String)> {
        in_line(text, 0..text.len())
            .into_iter()
            .map(|slip| (slip.code, text[slip.range.clone()].to_owned(), slip.replacement.clone()))
            .collect()
    }

    fn one(text: &str, code: &'static str, written: &str, meant: &str) {
        assert_eq!(slips(text), [(code, written.to_owned(), meant.to_owned())], "{text}");
    }

    #[test]
    fn numbers_of_spreadsheets() {
        one("a = 0,35", "S102", "0,35", "0.35");
        one("a = 35%", "S103", "35%", "0.35");
        one("a = 2,5 %", "S103", "2,5 %", "0.025");
        one("a = 1.000.000", "S104", "1.000.000", "1000000");
        one("a = 1 000 000 # one", "S104", "1 000 000", "1000000");
        one("a = 1,250", "S104", "1,250", "1250");
        one("a = 1.000,50", "S104", "1.000,50", "1000.50");
        one("a = 2026-01", "S110", "2026-01", "\"2026-01\"");
        assert_eq!(slips("a = { low = 0,1, mode = 0.2 }").len(), 1);
    }

    #[test]
    fn word_processors_and_windows() {
        one("a = \u{201C}x y\u{201D}", "S105", "\u{201C}x y\u{201D}", "\"x y\"");
        one("a = \"x\u{201D}", "S105", "\"x\u{201D}", "\"x\"");
        one("a = \"C:\\data\\x.csv\"", "S106", "\"C:\\data\\x.csv\"", "\"C:/data/x.csv\"");
        one("a = \u{2212}3", "S118", "\u{2212}", "-");
    }

    #[test]
    fn sound_values_are_left_alone() {
        for sound in [
            "a = 0.35",
            "a = 1_000_000 # 35% and 1,000",
            "a = [1,200, 3]",
            "a = \"35%, 1,000 and \u{201C}so\u{201D}\"",
            "a = 2026-01-15",
            "a = { b = 1, c = 2 }",
            "key_2024 = 1.5e3",
        ] {
            assert_eq!(slips(sound), [], "{sound}");
        }
    }
}
