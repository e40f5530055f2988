//! The commands that only print: `explain`, `interventions`, `schema`, `completions`; and `new`.

use clap::CommandFactory;

use crate::cli::args::{Arguments, ExplainArguments, InterventionsArguments, NewArguments};
use crate::cli::case;
use crate::cli::console;
use crate::cli::exit::Exit;
use crate::scenario::catalogue;
use crate::scenario::explain::{explain, similar};
use crate::scenario::schema::schema_text;
use crate::scenario::template::template;

/// `leeward explain`.
pub(in crate::cli) fn explain_word(arguments: &ExplainArguments) -> Result<Exit, Exit> {
    if let Some(text) = explain(&arguments.word) {
        if arguments.json {
            let document = serde_json::json!({ "schema": 1, "word": arguments.word, "text": text });
            console::print(&format!("{document:#}"));
        } else {
            console::print(&text);
        }
        return Ok(Exit::Done);
    }
    let near = similar(&arguments.word);
    let advice = if near.is_empty() {
        "name a key such as `behaviour.decision_rate_per_year`, a lever, a kind of intervention, an outcome or a code such as \
         `S203`"
            .to_owned()
    } else {
        format!("similar words exist: {}", near.join(", "))
    };
    console::tell(&format!("error: nothing is called `{}`; {advice}", arguments.word));
    Err(Exit::Usage)
}

/// `leeward interventions`.
pub(in crate::cli) fn interventions(arguments: &InterventionsArguments) -> Exit {
    let (sector, phase) = (arguments.sector.as_deref(), arguments.phase.as_deref());
    if arguments.json {
        console::print(&format!("{:#}", catalogue::document(sector, phase)));
    } else {
        console::print(&catalogue::table(sector, phase));
    }
    Exit::Done
}

/// `leeward schema`.
pub(in crate::cli) fn schema() -> Exit {
    console::print(&schema_text());
    Exit::Done
}

/// `leeward completions`.
pub(in crate::cli) fn completions(shell: clap_complete::Shell) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "leeward", &mut text);
    console::print(&String::from_utf8_lossy(&text));
    Exit::Done
}

/// `leeward new`.
pub(in crate::cli) fn new(arguments: &NewArguments) -> Result<Exit, Exit> {
    let file = &arguments.file;
    if file.exists() && !arguments.force {
        console::tell(&format!(
            "error: `{}` is there already, and nothing is overwritten without being asked; choose another \
             name, or add --force",
            file.display()
        ));
        return Err(Exit::Usage);
    }
    let stem =
        file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let id: String = stem
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
        .collect();
    let id = if id.starts_with(|first: char| first.is_ascii_lowercase()) {
        id
    } else {
        "my_case".to_owned()
    };
    case::write_file(file, template(&id).as_bytes()).map_err(|error| {
        console::tell(&format!(
            "error: cannot write {}: {error}; check that the folder exists and may be written to",
            file.display()
        ));
        Exit::Failed
    })?;
    let name = file.display();
    console::print(&format!(
        "Wrote {name}: a made-up island with comments on every key.\n\
         Next:  leeward validate {name}   what it says, in words\n\
         \u{20}      leeward run {name}        play it"
    ));
    Ok(Exit::Done)
}
