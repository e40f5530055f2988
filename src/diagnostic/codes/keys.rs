//! Pages on single keys and values.

use super::{Page, page};

#[rustfmt::skip]
pub(super) const PAGES: &[Page] = &[
    page("S201", "unknown key", "Unknown keys are errors, so that a slip of the fingers never leaves a default in place unseen.", "coverage_shar = 0.35", "coverage_share = 0.35"),
    page("S202", "wrong kind of value", "Each key holds one kind of value: number, text, month, list, table, or true and false. `leeward explain KEY` says which.", "horizon_years = \"thirty\"", "horizon_years = 30"),
    page("S203", "share out of 0 to 1", "Keys that end in `_share` are numbers from 0 to 1.", "coverage_share = 35", "coverage_share = 0.35"),
    page("S204", "out of range", "Every number has a range outside which it makes no sense. `leeward explain KEY` prints it.", "lat = 153.0", "lat = 15.3"),
    page("S205", "negative cost", "Money spent is written as a positive number.", "unit_cost_usd = -4500", "unit_cost_usd = 4500"),
    page("S206", "missing key", "Some keys have no default that could stand for every place.", "[[zones]]\nid = \"north\"", "[[zones]]\nid = \"north\"\nname = \"North\"\nlat = 15.6\nlon = -61.4\nhouseholds = 1200"),
    page("S207", "incomplete number", "A number written as a table has either `value`, or `low`, `mode` and `high`.", "rate_per_year = { low = 0.1, high = 0.3 }", "rate_per_year = { low = 0.1, mode = 0.2, high = 0.3 }"),
    page("S208", "distribution not built", "Uncertain numbers have a triangular distribution between `low` and `high` with its peak at `mode`.", "shape = { dist = \"normal\", value = 1 }", "shape = { dist = \"triangular\", low = 0, mode = 1, high = 2 }"),
    page("S209", "unknown status", "The status of a number is `observed`, `literature`, `derived` or `assumption`.", "{ value = 3, status = \"guess\" }", "{ value = 3, status = \"assumption\" }"),
    page("S210", "not a month", "A month is a year of four digits, `-` and two digits.", "first_month = \"June 2026\"", "first_month = \"2026-06\""),
    page("S211", "unknown word", "Some keys take one of a closed set of words.", "targeting = \"poor\"", "targeting = \"poorest\""),
    page("S212", "section not built yet", "Format 1 reserves the names of sections that later versions will read. Until then they are refused, for they would have no effect.", "[finance]\nreserve_usd = 1000000", "# [finance]\n# reserve_usd = 1000000"),
    page("S213", "kind of hazard not built yet", "Format 1 reserves landslide. Until it is built it is refused.", "kind = \"landslide\"", "kind = \"storm_surge\""),
    page("S215", "not an id", "Ids are short names of small letters, digits, `_` and `-`. Names for people go into `name` or `title`.", "id = \"Saint George\"", "id = \"saint_george\""),
    page("S216", "key does not apply", "The key exists but has no effect together with the others: the numbers of the frequency form do not apply where `tracks_file` is given, for instance.", "tracks_file = \"data/tracks.csv\"\nrate_per_year = 0.2", "tracks_file = \"data/tracks.csv\""),
    page("S217", "not a finite number", "Numbers are finite unless the range of the key says otherwise.", "households = inf", "households = 1200"),
    page("S218", "spread out of order", "In a spread, low is at most mode and mode at most high.", "{ low = 3, mode = 2, high = 1 }", "{ low = 1, mode = 2, high = 3 }"),
    page("S219", "wrong number of elements", "Some lists have a fixed or a smallest length.", "month_shares = [0.5, 0.5]", "month_shares = [0, 0, 0, 0, 0, 0.04, 0.08, 0.25, 0.37, 0.19, 0.07, 0]"),
    page("S220", "empty text", "The text is shown to people or names a file, so it cannot be empty.", "title = \"\"", "title = \"Stronger roofs\""),
    page("S221", "not a currency code", "Currencies are named by three capital letters (ISO 4217).", "code = \"EC$\"", "code = \"XCD\""),
    page("S222", "unknown kind of hazard", "Kinds of hazard are tropical_cyclone, storm_surge, catalogue and scripted.", "kind = \"hurricane\"", "kind = \"tropical_cyclone\""),
    page("S223", "no spread here", "Places, exchange rates and targets are the same in every future; they take one value, with source and status if you like.", "lat = { low = 15.2, mode = 15.3, high = 15.4 }", "lat = { value = 15.3, source = \"map sheet 4\", status = \"observed\" }"),
    page("W401", "far from usual values", "The number is in range but a thousand times the default, or a hundred times beyond usual values. The unit may be mixed up.", "coast_distance_quantiles_km = [50, 900]", "coast_distance_quantiles_km = [0.05, 0.9]"),
];
