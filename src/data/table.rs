//! Comma-separated tables whose columns are found by name and whose problems have line and column.

use std::sync::Arc;

use csv::StringRecord;

use crate::diagnostic::{Diagnostic, SourceText, Span};

/// A table that was opened: its text and the names of its columns.
#[derive(Debug)]
pub(super) struct Table {
    source: Arc<SourceText>,
    header: Vec<String>,
}

/// One row of a table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    table: &'a Table,
    record: &'a StringRecord,
    start: usize,
}

impl Table {
    /// Reads the header, the first line of `source`.
    pub(super) fn open(source: &Arc<SourceText>) -> Self {
        let mut table = Self { source: Arc::clone(source), header: Vec::new() };
        let mut header = Vec::new();
        let mut first = true;
        table.each_row(0, |row| {
            if first {
                header = row.record.iter().map(|name| name.trim().to_owned()).collect();
                first = false;
            }
            false
        });
        table.header = header;
        table
    }

    /// Position of a column; letter case is ignored.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// Positions of columns that must be there.
    ///
    /// # Errors
    /// D104 for a table separated by semicolons; D103 naming what is missing and what was found.
    pub(super) fn columns<const N: usize>(
        &self,
        wanted: [&str; N],
    ) -> Result<[usize; N], Diagnostic> {
        let missing: Vec<String> = wanted
            .iter()
            .filter(|name| self.column(name).is_none())
            .map(|name| format!("`{name}`"))
            .collect();
        if missing.is_empty() {
            return Ok(wanted.map(|name| self.column(name).unwrap_or_default()));
        }
        let range = self.source.line_range(1);
        if semicolons(&self.source) {
            return Err(semicolon_problem(&self.source));
        }
        let found = if self.header.len() > 30 {
            format!("{}, … ({} in all)", self.header[..30].join(", "), self.header.len())
        } else {
            self.header.join(", ")
        };
        let span = Span { source: Arc::clone(&self.source), range };
        Err(Diagnostic::error(
            "D103",
            format!("{} lacks the column {}", self.source.name, missing.join(" and ")),
            Some(span),
        )
        .label("the columns are named here")
        .note(format!("found: {found}"))
        .help("rename or add the column; order and letter case do not matter"))
    }

    /// Calls `visit` for each row after the first `skip` rows until it returns false.
    pub(super) fn each_row(&self, skip: usize, mut visit: impl FnMut(&Row<'_>) -> bool) {
        let text = &self.source.text;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        let mut number = 0;
        // The text is UTF-8 and rows may be ragged, so nothing is left that could be an error.
        while matches!(reader.read_record(&mut record), Ok(true)) {
            number += 1;
            if number <= skip {
                continue;
            }
            let mut start = record.position().map_or(0, |position| position.byte() as usize);
            while text.as_bytes().get(start).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
                start += 1;
            }
            if !visit(&Row { table: self, record: &record, start }) {
                return;
            }
        }
    }
}

impl Row<'_> {
    /// Text of a field without surrounding blanks; empty where the row is too short.
    pub(super) fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or("").trim()
    }

    /// Where a field stands.
    pub(super) fn span(&self, column: usize) -> Span {
        let text = &self.table.source.text;
        let bytes = text.as_bytes();
        let (mut at, mut field, mut quoted) = (self.start.min(bytes.len()), 0, false);
        let mut begin = at;
        while at < bytes.len() {
            match bytes[at] {
                // A quote counts where a field begins with it; two inside a quoted field are one.
                b'"' if quoted && bytes.get(at + 1) == Some(&b'"') => at += 1,
                b'"' if quoted || at == begin => quoted = !quoted,
                b',' if !quoted => {
                    if field == column {
                        break;
                    }
                    field += 1;
                    begin = at + 1;
                }
                b'\r' | b'\n' if !quoted => break,
                _ => {}
            }
            at += 1;
        }
        let begin = if field == column { begin } else { at };
        let inner = &text[begin..at];
        let begin = begin + (inner.len() - inner.trim_start().len());
        let end = (begin + inner.trim().len()).max(begin);
        Span { source: Arc::clone(&self.table.source), range: begin..end }
    }

    /// Number in a field; `None` where it is blank.
    ///
    /// # Errors
    /// D105 if it is not a finite number.
    pub(super) fn optional_number(&self, column: usize) -> Result<Option<f64>, Diagnostic> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(bad_number(text, &self.name(column), self.span(column))),
        }
    }

    /// Number in a field that must be filled and within `least..=most`.
    ///
    /// # Errors
    /// D105 if it is blank or not a number, D111 if it is out of range.
    pub(super) fn number(&self, column: usize, least: f64, most: f64) -> Result<f64, Diagnostic> {
        let Some(number) = self.optional_number(column)? else {
            let name = self.name(column);
            return Err(Diagnostic::error(
                "D105",
                format!("`{name}` is blank"),
                Some(self.span(column)),
            )
            .label("a number must stand here")
            .help("fill it in or take the row out"));
        };
        self.in_range(column, number, least, most)
    }

    /// Whole number in a field that must be filled and within `least..=most`.
    ///
    /// # Errors
    /// As [`Row::number`], and D105 for a fraction.
    pub(super) fn whole(&self, column: usize, least: i64, most: i64) -> Result<i64, Diagnostic> {
        let number = self.number(column, least as f64, most as f64)?;
        if number.fract() == 0.0 {
            Ok(number as i64)
        } else {
            Err(bad_number(self.text(column), &self.name(column), self.span(column))
                .help("write a whole number"))
        }
    }

    /// `number` if it lies within `least..=most`.
    ///
    /// # Errors
    /// D111 if it does not.
    pub(super) fn in_range(
        &self,
        column: usize,
        number: f64,
        least: f64,
        most: f64,
    ) -> Result<f64, Diagnostic> {
        if (least..=most).contains(&number) {
            Ok(number)
        } else {
            Err(out_of_range(self.text(column), &self.name(column), least, most, self.span(column)))
        }
    }

    fn name(&self, column: usize) -> String {
        self.table.header.get(column).cloned().unwrap_or_else(|| format!("column {}", column + 1))
    }
}

/// D105: not a number.
pub(super) fn bad_number(text: &str, column: &str, span: Span) -> Diagnostic {
    let problem =
        Diagnostic::error("D105", format!("`{text}` in `{column}` is not a number"), Some(span))
            .label("a number must stand here");
    let with_point = text.replace(',', ".");
    if with_point != text && with_point.parse::<f64>().is_ok() {
        problem.replace("write a decimal point", with_point)
    } else {
        problem.help("write a number such as 12.5, without a unit; leave a missing value blank")
    }
}

/// D111: a number outside what is possible.
pub(super) fn out_of_range(
    text: &str,
    column: &str,
    least: f64,
    most: f64,
    span: Span,
) -> Diagnostic {
    Diagnostic::error("D111", format!("{text} in `{column}` is out of range"), Some(span))
        .label(format!("must lie from {least} to {most}"))
        .help("check the unit and the decimal point")
}

/// Whether the first line of a text is separated by semicolons.
pub(super) fn semicolons(source: &SourceText) -> bool {
    let first = &source.text[source.line_range(1)];
    first.matches(';').count() > first.matches(',').count()
}

/// D104: the table is separated by semicolons.
pub(super) fn semicolon_problem(source: &Arc<SourceText>) -> Diagnostic {
    let line = source.line_range(1);
    let at = line.start + source.text[line].find(';').unwrap_or(0);
    Diagnostic::error(
        "D104",
        format!("{} separates its columns by `;`", source.name),
        Some(Span { source: Arc::clone(source), range: at..at + 1 }),
    )
    .label("a comma must stand here")
    .help("export the table again as comma-separated CSV with decimal points; where Excel writes `;`, choose a region with decimal points first")
}

#[cfg(test)]
mod tests {
    use super::Table;
    use crate::diagnostic::SourceText;

    #[test]
    fn fields_are_found_at_their_place() {
        let source = SourceText::new("t.csv", "a,b,c\r\n\r\n\"x, y\", 7 ,oops\r\n1,2\r\n");
        let table = Table::open(&source);
        let [a, b, c] = table.columns(["A", "b", "c"]).unwrap();
        let mut seen = 0;
        table.each_row(1, |row| {
            seen += 1;
            if seen == 1 {
                assert_eq!(row.text(a), "x, y");
                assert_eq!(row.number(b, 0.0, 9.0).unwrap(), 7.0);
                let problem = row.number(c, 0.0, 9.0).unwrap_err();
                let span = problem.span.unwrap();
                assert_eq!(source.line_column(span.range.start), (3, 12));
                assert_eq!(&source.text[span.range], "oops");
                assert_eq!(row.number(b, 0.0, 5.0).unwrap_err().code, "D111");
            } else {
                assert_eq!(row.optional_number(c).unwrap(), None);
                assert_eq!(row.number(c, 0.0, 1.0).unwrap_err().code, "D105");
            }
            true
        });
        assert_eq!(seen, 2);
    }

    #[test]
    fn quotes_inside_a_field_are_letters() {
        let source = SourceText::new("t.csv", "a,b\n5\" deep,oops\n\"say \"\"so\"\", he\",well\n");
        let table = Table::open(&source);
        let mut seen = Vec::new();
        table.each_row(1, |row| {
            seen.push(source.text[row.span(1).range].to_owned());
            assert_eq!(row.text(1), seen[seen.len() - 1]);
            true
        });
        assert_eq!(seen, ["oops", "well"]);
    }

    #[test]
    fn a_decimal_comma_is_mended() {
        let source = SourceText::new("t.csv", "a\n\"12,5\"\n");
        let table = Table::open(&source);
        table.each_row(1, |row| {
            let help = row.number(0, 0.0, 99.0).unwrap_err().help.unwrap();
            assert_eq!(help.replacement.unwrap(), "12.5");
            true
        });
    }

    #[test]
    fn missing_columns_name_what_was_found() {
        let table = Table::open(&SourceText::new("t.csv", "year,wind\n"));
        let problem = table.columns(["year", "zone"]).unwrap_err();
        assert_eq!((problem.code, problem.notes[0].as_str()), ("D103", "found: year, wind"));
        let table = Table::open(&SourceText::new("t.csv", "year;zone\n"));
        assert_eq!(table.columns(["year"]).unwrap_err().code, "D104");
    }
}
