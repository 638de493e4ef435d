//! What a YAML file is, told by its top-level keys.

/// What a file holds, as far as this program is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A bot's main file: `bot:` with `dialogs:` or `include:`.
    Bot,
    /// Transcripts: `transcripts:`.
    Transcripts,
    /// Anything else, left alone.
    Other,
}

/// Tells bots and transcripts from other YAML by the keys that start a line, without parsing: a
/// project may be full of YAML that is none of our business, also broken or huge.
pub fn recognise(text: &str) -> FileKind {
    let (mut bot, mut parts, mut transcripts) = (false, false, false);
    for line in text.trim_start_matches('\u{feff}').lines() {
        match top_level_key(line) {
            Some("bot") => bot = true,
            Some("dialogs" | "include") => parts = true,
            Some("transcripts") => transcripts = true,
            _ => {}
        }
    }
    match (transcripts, bot && parts) {
        (true, _) => FileKind::Transcripts,
        (_, true) => FileKind::Bot,
        _ => FileKind::Other,
    }
}

fn top_level_key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let key = key.trim_end().trim_matches(['"', '\'']);
    let starts_line = key.starts_with(|letter: char| letter.is_ascii_alphabetic());
    (starts_line && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::{FileKind, recognise};

    #[test]
    fn a_bot_has_bot_with_dialogs_or_include_and_a_transcript_file_has_transcripts() {
        assert_eq!(recognise("bot: A\ndialogs: []\n"), FileKind::Bot);
        assert_eq!(recognise("\u{feff}bot: A\r\ninclude: x.yaml\r\n"), FileKind::Bot);
        assert_eq!(recognise("bot: bot.yaml\ntranscripts:\n"), FileKind::Transcripts);
        assert_eq!(recognise("bot: A\n"), FileKind::Other);
        assert_eq!(recognise("x:\n  bot: A\n  dialogs: []\n"), FileKind::Other);
        assert_eq!(recognise("dialogs: []\n"), FileKind::Other);
    }
}
