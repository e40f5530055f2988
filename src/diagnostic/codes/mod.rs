//! The catalogue of codes: what `leeward explain S203` prints.

mod data;
mod keys;
mod rules;
mod text;

/// A page on one code.
#[derive(Debug)]
pub struct Page {
    /// The code.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// An example that breaks it; empty where there is none.
    pub wrong: &'static str,
    /// The same, mended.
    pub right: &'static str,
}

pub(super) const fn page(
    code: &'static str,
    title: &'static str,
    rule: &'static str,
    wrong: &'static str,
    right: &'static str,
) -> Page {
    Page { code, title, rule, wrong, right }
}

/// Exit codes of every command.
pub const EXIT_CODES: &[(u8, &str)] = &[
    (0, "all went well"),
    (1, "a run or a verification failed"),
    (2, "the command was written wrongly"),
    (3, "the scenario or the plan is invalid"),
    (4, "a file cannot be read, is corrupt or diverges"),
    (5, "a gate was missed or something is incomplete"),
    (75, "try again later"),
    (130, "interrupted"),
];

/// Every page, by code.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    text::PAGES.iter().chain(keys::PAGES).chain(rules::PAGES).chain(data::PAGES)
}

/// The page on a code, in any case of letters.
pub fn page_on(code: &str) -> Option<&'static Page> {
    pages().find(|page| page.code.eq_ignore_ascii_case(code))
}

impl Page {
    /// The page as text.
    pub fn text(&self) -> String {
        let mut text = format!("{}: {}\n\n{}\n", self.code, self.title, self.rule);
        for (heading, example) in [("Wrong", self.wrong), ("Right", self.right)] {
            if !example.is_empty() {
                text.extend(["\n", heading, ":\n"]);
                for line in example.lines() {
                    text.extend(["    ", line, "\n"]);
                }
            }
        }
        text
    }
}

/// The exit codes as text.
pub fn exit_codes() -> String {
    let line = |(code, meaning): &(u8, &str)| format!("{code:>4}  {meaning}\n");
    let lines: Vec<String> = EXIT_CODES.iter().map(line).collect();
    format!("Exit codes\n\n{}", lines.concat())
}
