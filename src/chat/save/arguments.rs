//! What follows `/save`.

use crate::chat::words::{first_word, unquoted};
use crate::diagnostic::nearest;
use crate::writing::Asserted;

/// What is to be saved where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Arguments {
    pub(super) file: String,
    pub(super) name: Option<String>,
    pub(super) asserted: Asserted,
}

const USAGE: &str = "/save FILE [NAME] [--assert text,state,calls]";

pub(super) fn parse(text: &str) -> Result<Arguments, String> {
    let (before, asserted) = match text.split_once("--assert") {
        None => (text, Asserted::default()),
        Some((before, list)) => {
            let (list, after) = list_and_rest(list)?;
            if !after.is_empty() {
                return Err(format!("`--assert` comes last, after the name: {USAGE}"));
            }
            (before, asserted(list)?)
        }
    };
    let (file, name) = first_word(before).map_err(|error| error.to_string())?;
    if file.is_empty() {
        return Err(format!("save it where? {USAGE}"));
    }
    let name = Some(unquoted(name)).filter(|name| !name.is_empty());
    Ok(Arguments { file, name, asserted })
}

/// The list behind `--assert`, with a blank or an equals sign between.
fn list_and_rest(text: &str) -> Result<(&str, &str), String> {
    let rest = text.strip_prefix('=').unwrap_or(text).trim();
    let (list, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match list {
        "" => Err(format!("assert what? {USAGE}")),
        list => Ok((list, after.trim())),
    }
}

fn asserted(list: &str) -> Result<Asserted, String> {
    let mut asserted = Asserted::default();
    for word in list.split(',') {
        match word {
            // A transcript mentions everything that shows, so that is always there.
            "text" => {}
            "state" => asserted.state = true,
            "calls" => asserted.calls = true,
            other => {
                let meant = nearest(other, ["text", "state", "calls"]);
                let meant = meant.map(|meant| format!(": did you mean `{meant}`?"));
                return Err(format!(
                    "`--assert` takes `text`, `state` and `calls` with commas between, not `{other}`{}",
                    meant.unwrap_or_default()
                ));
            }
        }
    }
    Ok(asserted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_name_and_assertions() {
        let of = |text: &str| {
            parse(text).map(|arguments| {
                let Arguments { file, name, asserted } = arguments;
                (file, name.unwrap_or_default(), asserted.state, asserted.calls)
            })
        };
        let some =
            |file: &str, name: &str, state, calls| Ok((file.to_owned(), name.to_owned(), state, calls));
        assert_eq!(of("t.yaml"), some("t.yaml", "", false, false));
        assert_eq!(
            of("\"my tests.yaml\" A loan for Ada"),
            some("my tests.yaml", "A loan for Ada", false, false)
        );
        assert_eq!(of("t.yaml 'A loan' --assert state,calls"), some("t.yaml", "A loan", true, true));
        assert_eq!(of("t.yaml --assert=text"), some("t.yaml", "", false, false));
        for text in [
            "",
            "--assert state",
            "t.yaml --assert",
            "t.yaml --assert all",
            "t.yaml --assert state Name",
            "\"t",
        ] {
            assert!(of(text).is_err(), "{text}");
        }
    }
}
