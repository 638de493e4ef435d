//! The chat on a terminal: a line editor with history, completion and hints.
//!
//! The only place that names `rustyline`.

use std::path::PathBuf;

use rustyline::completion::{Completer, FilenameCompleter, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::{Hint, Hinter};
use rustyline::history::DefaultHistory;
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper, Validator};

use super::chat::{Chat, Then};
use super::history::history_file;
use super::offers::{Candidates, Offers, Suggestion};
use crate::terminal::{Style, Terminal, printable_line};

/// Lines that are kept.
const HISTORY_LINES: usize = 1_000;

/// Lets a person chat until they leave.
///
/// # Errors
/// The terminal cannot be read, in words.
pub fn converse(chat: &mut Chat<'_>) -> Result<(), String> {
    let mut typing = Typing::new(chat).map_err(|error| in_words(&error))?;
    loop {
        match typing.read(chat) {
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                typing.keep(chat, &line);
                let then = chat.line(&line);
                if then == Then::Leave || chat.is_unread() {
                    return Ok(());
                }
                chat.end_of_turn();
            }
            // The line is given up; the chat goes on.
            Err(ReadlineError::Interrupted) => {
                chat.remark("Ctrl-C only clears the line; Ctrl-D or /quit leaves")
            }
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(in_words(&error)),
        }
    }
}

fn in_words(error: &ReadlineError) -> String {
    format!("the terminal cannot be read: {error}")
}

struct Typing {
    editor: Editor<Assistant, DefaultHistory>,
    history: Option<PathBuf>,
}

impl Typing {
    fn new(chat: &Chat<'_>) -> Result<Self, ReadlineError> {
        let terminal = chat.screen.terminal();
        let colors = if terminal.color { ColorMode::Enabled } else { ColorMode::Disabled };
        let config = Config::builder()
            .completion_type(CompletionType::List)
            .color_mode(colors)
            .max_history_size(HISTORY_LINES)?
            .history_ignore_dups(true)?
            .build();
        let mut editor = Editor::with_config(config)?;
        let history = history_file();
        if let Some(file) = &history {
            // A history that cannot be read is as good as none.
            let _ = editor.load_history(file);
        }
        editor.set_helper(Some(Assistant {
            offers: chat.offers(),
            files: FilenameCompleter::new(),
            terminal,
        }));
        Ok(Self { editor, history })
    }

    fn read(&mut self, chat: &Chat<'_>) -> Result<String, ReadlineError> {
        let terminal = chat.screen.terminal();
        if let Some(assistant) = self.editor.helper_mut() {
            assistant.offers = chat.offers();
            assistant.terminal = terminal;
        }
        let prompt = chat.prompt();
        let styled = terminal.paint(Style::Consumer, &prompt);
        self.editor.readline(&(prompt, styled))
    }

    /// Keeps a line for this session and the next ones, secrets masked.
    fn keep(&mut self, chat: &Chat<'_>, line: &str) {
        let line = chat.page().secrets.mask(line.trim()).into_owned();
        // Without a history the chat is still a chat.
        let _ = self.editor.add_history_entry(line);
        if let Some(file) = &self.history {
            let _ = self.editor.append_history(file);
        }
    }
}

/// Helps with the line that is being typed.
#[derive(Validator)]
struct Assistant {
    offers: Offers,
    files: FilenameCompleter,
    terminal: Terminal,
}

impl Helper for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        match self.offers.candidates(&line[..position]) {
            Candidates::Texts(start, texts) => {
                let pair = |text: String| Pair { display: text.clone(), replacement: text };
                Ok((start, texts.into_iter().map(pair).collect()))
            }
            Candidates::Files => {
                let (start, mut found) = self.files.complete_path(line, position)?;
                // File names are shown as they are.
                found.retain(|pair| printable_line(&pair.display) == pair.display);
                Ok((start, found))
            }
        }
    }
}

impl Hinter for Assistant {
    type Hint = Suggestion;

    fn hint(&self, line: &str, position: usize, _context: &Context<'_>) -> Option<Suggestion> {
        // Without colour a hint would look like something typed.
        if !self.terminal.color || position < line.len() {
            return None;
        }
        let hint = self.offers.suggestion(line)?;
        (printable_line(&hint.shown) == hint.shown).then_some(hint)
    }
}

impl Hint for Suggestion {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.taken.as_deref()
    }
}

impl Highlighter for Assistant {
    fn highlight_hint<'h>(&self, hint: &'h str) -> std::borrow::Cow<'h, str> {
        self.terminal.paint(Style::Dim, hint).into()
    }
}
