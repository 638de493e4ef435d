//! The command that opens a chat at a place of a transcript.

use crate::terminal::shell_word;

/// `dialogsim chat bot.yaml --replay transcripts.yaml:12`, words quoted as a shell wants them. Without a
/// line all of the transcript is played.
pub(super) fn command<'a>(
    bots: impl Iterator<Item = &'a str>,
    file: &str,
    line: Option<usize>,
    case: Option<&str>,
) -> String {
    let mut words = vec!["dialogsim".to_owned(), "chat".to_owned()];
    words.extend(bots.map(|bot| shell_word(bot).into_owned()));
    words.push("--replay".to_owned());
    let place = line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"));
    words.push(shell_word(&place).into_owned());
    if let Some(case) = case {
        words.extend(["--case".to_owned(), shell_word(case).into_owned()]);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_needs_it() {
        let bots = ["bot.yaml", "my bots/b.yaml"];
        assert_eq!(
            command(bots.into_iter(), "a b.yaml", Some(12), Some("It's Ada (row 1)")),
            r"dialogsim chat bot.yaml 'my bots/b.yaml' --replay 'a b.yaml:12' --case 'It'\''s Ada (row 1)'"
        );
        assert_eq!(
            command(["bot.yaml"].into_iter(), "t.yaml", None, None),
            "dialogsim chat bot.yaml --replay t.yaml"
        );
    }
}
