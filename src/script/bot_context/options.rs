//! Which of several options the consumer chose (scripting spec 5.1).

use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "evaluateOptions",
    parameters: "text, options",
    summary: "the option that a text chooses, by all of it or by its letter or number (`B) Rome`: `b`, `b)`, `rome`); `null` where it chooses none",
    standing: Standing::Simulated,
    call: evaluate_options,
}];

/// What may stand between an option's label and its text.
const SEPARATORS: [char; 4] = [')', '.', ':', '-'];

fn evaluate_options(_: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let said = comparable(&arguments.text(0));
    let options = arguments.list(1);
    // Code looks the option up in its array, so it gets the element as it is.
    let chosen =
        options.into_iter().find(|option| option.is_something() && chooses(&said, &option.to_text()));
    Ok(chosen.into())
}

/// Whether a text, in the form in which it is compared, chooses an option.
fn chooses(said: &str, option: &str) -> bool {
    if said.is_empty() {
        return false;
    }
    let option = comparable(option);
    if said == option {
        return true;
    }
    let Some((label, text)) = option.split_once(SEPARATORS) else { return false };
    let labelled = &option[..option.len() - text.len()];
    [label, labelled, text].into_iter().any(|part| part.trim() == said)
}

fn comparable(text: &str) -> String {
    text.trim().to_lowercase()
}
