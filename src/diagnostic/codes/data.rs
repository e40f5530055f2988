//! Pages on data files.

use super::{Page, page};

#[rustfmt::skip]
pub(super) const PAGES: &[Page] = &[
    page("D101", "empty file", "The file has no rows.", "", ""),
    page("D102", "layout not recognised", "Best tracks are a plain CSV, an official IBTrACS CSV or a HURDAT2 text; plain or gzip.", "", ""),
    page("D103", "missing column", "A column that is needed is not in the first line. The message lists the columns that were found.", "year,month,zone,wind", "year,month,day,zone,wind_ms"),
    page("D104", "semicolons", "Columns are separated by commas. Spreadsheets of some languages save semicolons and decimal commas; choose CSV (comma separated) when saving.", "year;month;day", "year,month,day"),
    page("D105", "not a number", "The cell must hold a number with a decimal point.", "12,5", "12.5"),
    page("D106", "not a date", "Dates are written year-month-day, with hours where the column has them.", "18/09/2017", "2017-09-18 18:00:00"),
    page("D107", "storm not found", "The named storm is not in the file. Name it by IBTrACS SID, ATCF id, or name and year.", "storm = \"Maria\"", "storm = \"MARIA 2017\""),
    page("D108", "no track in the seasons", "The file has no storm between `first_season` and `last_season`.", "", ""),
    page("D109", "damaged gzip", "The file ends early or was damaged; download or copy it again.", "", ""),
    page("D110", "not UTF-8", "Data files are saved as UTF-8 or plain ASCII.", "", ""),
    page("D111", "value out of range", "The value cannot be right: a latitude beyond 90, a month 13, a negative wind.", "", ""),
    page("D112", "data file too large", "A data file is read whole; packed or not, it holds at most 512 MB of text, a file of events 128 MB and one of boundaries 64 MB.", "", ""),
    page("D114", "unknown zone in a data file", "The zone of every row is the id of a zone of the scenario.", "", ""),
    page("D115", "more years than stated", "The rows of a catalogue of events lie within the number of years that the scenario states for it.", "", ""),
    page("D120", "boundaries not readable", "Boundaries are a GeoJSON FeatureCollection of polygons in longitude and latitude.", "", ""),
    page("D121", "no polygons", "The file holds no area. Export a layer of areas, not of points or lines.", "", ""),
    page("D122", "polygon without a name", "Every polygon has the property `iso_3166_2` or `name`, by which a zone finds it.", "", ""),
    page("D123", "broken outline", "A ring of a polygon is closed and has at least four positions, longitude first, in degrees.", "", ""),
    page("D150", "file missing", "The file named in the scenario is not there. Paths are relative to the scenario.", "", ""),
    page("D151", "file locked or not permitted", "Another program, such as Excel, has the file open, or you may not read it. Close it there and try again.", "", ""),
];
