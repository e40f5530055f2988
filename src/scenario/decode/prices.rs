//! `price_year`: the prices that the costs of one intervention or destination are stated in.

use crate::diagnostic::Diagnostic;
use crate::scenario::prices;
use crate::scenario::quantity::Quantity;
use crate::scenario::reader::TableReader;

/// From the price year of a table to that of the case.
#[derive(Clone, Copy)]
pub(super) struct Prices {
    from: u16,
    to: u16,
}

impl Prices {
    /// Reads `price_year`; where it is left out, costs are in prices of the case. A year that the table of
    /// prices does not hold is an error, unless it is that of the case.
    pub(super) fn of(reader: &TableReader<'_>, case: u16) -> Self {
        let errors = reader.findings.errors();
        let stated =
            if reader.has("price_year") { reader.integer("price_year") as u16 } else { case };
        let same = Self { from: case, to: case };
        if stated == case || reader.findings.errors() > errors {
            return same;
        }
        let (first, last) = prices::years();
        let Some(outside) = [stated, case].into_iter().find(|year| prices::index(*year).is_none())
        else {
            return Self { from: stated, to: case };
        };
        reader.report(
            Diagnostic::error(
                "S345",
                format!("prices of {stated} cannot be brought to those of {case}"),
                reader.place("price_year"),
            )
            .label(format!("the table of prices does not hold {outside}"))
            .note(format!("it holds {first} to {last}: {}", prices::INDEX_SOURCE))
            .help("state the costs in prices of `currency.price_year` and leave `price_year` out"),
        );
        same
    }

    /// A cost in prices of the case. A default belongs to no year and stays.
    pub(super) fn number(self, reader: &TableReader<'_>, name: &'static str) -> Quantity {
        let quantity = reader.number(name);
        if reader.has(name) { self.bring(quantity) } else { quantity }
    }

    /// An amount in prices of the case.
    pub(super) fn amount(self, usd: f64) -> f64 {
        prices::converted(usd, self.from, self.to).unwrap_or(usd)
    }

    /// The quantity in prices of the case.
    pub(super) fn bring(self, quantity: Quantity) -> Quantity {
        prices::brought(&quantity, self.from, self.to).unwrap_or(quantity)
    }
}
