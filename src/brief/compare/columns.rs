//! Small tables: one ruled header, texts to the left, numbers to the right.

/// A table under `header`; the columns in `texts` stand to the left, the others to the right. Lines are
/// indented by two and end in a line feed.
pub(super) fn columns(header: &[&str], rows: &[Vec<String>], texts: &[usize]) -> String {
    let header: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    let width = |column: usize| {
        let cells = std::iter::once(&header).chain(rows).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: &[String]| {
        let mut line = String::new();
        for (column, cell) in cells.iter().enumerate() {
            let pad = " ".repeat(widths[column] - cell.chars().count());
            let left = texts.contains(&column);
            let (before, after) = if left { ("", pad.as_str()) } else { (pad.as_str(), "") };
            line.extend(["  ", before, cell, after]);
        }
        format!("{}\n", line.trim_end())
    };
    let rule = "-".repeat(widths.iter().sum::<usize>() + 2 * widths.len());
    let body: String = rows.iter().map(|row| line(row)).collect();
    format!("{}{rule}\n{body}", line(&header))
}
