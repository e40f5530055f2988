//! Pages on texts that are not TOML.

use super::{Page, page};

#[rustfmt::skip]
pub(super) const PAGES: &[Page] = &[
    page("S101", "not TOML", "A scenario is written in TOML: one `key = value` on a line, sections in [brackets], lists in [a, b], tables in { a = 1, b = 2 }. The place shown is where the text stops being TOML; the slip is often just before it.", "elevation_quantiles_m = [1, 2", "elevation_quantiles_m = [1, 2]"),
    page("S102", "decimal comma", "Decimals take a point, whatever the language of the computer.", "coverage_share = 0,35", "coverage_share = 0.35"),
    page("S103", "per cent sign", "Shares are numbers from 0 to 1.", "coverage_share = 35%", "coverage_share = 0.35"),
    page("S104", "separators between thousands", "Digits stand together. An underscore may stand between them for reading.", "households = 1.000.000", "households = 1_000_000"),
    page("S105", "curly quotes", "Texts stand in straight quotes. Word processors turn them into curly ones; edit scenarios in a plain text editor.", "title = \u{201C}Roofs\u{201D}", "title = \"Roofs\""),
    page("S106", "backslash in a path", "In a text a backslash begins a special character. Write paths with slashes, from the folder of the scenario; that works on Windows too.", "tracks_file = \"C:\\data\\tracks.csv\"", "tracks_file = \"data/tracks.csv\""),
    page("S107", "section or key twice", "A key stands once in its section and a section once in the file. Several zones, hazards, interventions or strategies each begin with two pairs of brackets.", "[zones]\nid = \"north\"\n[zones]\nid = \"south\"", "[[zones]]\nid = \"north\"\n[[zones]]\nid = \"south\""),
    page("S108", "UTF-16", "Scenarios are saved as UTF-8. Windows PowerShell writes UTF-16 with `>`; Notepad offers the encoding when saving.", "", ""),
    page("S109", "not UTF-8", "Scenarios are saved as UTF-8. Older programs save letters such as \u{e9} in another encoding.", "", ""),
    page("S110", "month without quotes", "Months are texts.", "first_month = 2026-06", "first_month = \"2026-06\""),
    page("S111", "empty file", "The file has no keys. `leeward new my-case` writes a template to start from.", "", "format = 1"),
    page("S112", "no format", "Every scenario begins with the version of the format it is written for.", "[scenario]\nid = \"isla\"", "format = 1\n\n[scenario]\nid = \"isla\""),
    page("S113", "unknown format", "This program reads format 1. Newer formats need a newer program.", "format = 7", "format = 1"),
    page("S114", "text without quotes", "Texts stand in straight quotes.", "title = Roofs", "title = \"Roofs\""),
    page("S115", "no value", "Every key has `=` and a value. To take the default, leave the key out or put # before the line.", "horizon_years =", "horizon_years = 30"),
    page("S116", "number with a unit", "Numbers stand alone; the name of the key says the unit.", "unit_cost_usd = $4500", "unit_cost_usd = 4500"),
    page("S117", "number written oddly", "One digit at least stands before the point, and no zeros before other digits.", "coverage_share = .35", "coverage_share = 0.35"),
    page("S118", "typographic character", "Word processors put in minus signs and spaces that look plain and are not.", "lon = \u{2212}61.4", "lon = -61.4"),
    page("S119", "text not closed", "A text ends on its line with the quote it began with.", "title = \"Roofs", "title = \"Roofs\""),
    page("S120", "extended file", "A scenario may extend another one in the same folder and then states only what differs. The file is named without a folder, and it must be readable and TOML itself.", "extends = \"../dominica/scenario.toml\"", "extends = \"scenario.toml\""),
    page("S121", "too many files extend each other", "Three files in a row may extend each other, so that a reader can still find what holds; a file cannot extend itself.", "", ""),
    page("S122", "file too large", "A scenario is a text of at most 16 MB. Tables of data stand in files of their own, which the scenario names.", "", ""),
    page("W405", "byte order mark", "Notepad can put an invisible mark before the first letter. It is read all the same; saving as UTF-8 without BOM removes it.", "", ""),
];
