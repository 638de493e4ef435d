//! What a terminal can show and how: colour, width, drawing characters, and text made safe for it.
//!
//! The only module that knows ANSI sequences. Everything that other people wrote (what a bot says,
//! file names, server answers) goes through [`printable`] or [`printable_line`] before it is shown.
//! It reads no environment by itself: the caller passes a lookup, so all decisions are testable.

mod count;
mod printable;
mod shell_word;
mod wrap;

use std::sync::Once;

use colored::{ColoredString, Colorize};

pub use count::count;
pub use printable::{escape_json, is_hidden, printable, printable_line};
pub use shell_word::shell_word;
pub use wrap::{clusters, display_width, wrap};

/// The width that is assumed where none can be found out.
pub const DEFAULT_WIDTH: usize = 80;

/// Narrower than this nothing can be laid out; smaller widths count as this one.
pub const MIN_WIDTH: usize = 20;

/// What the user asked for with `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// Colour where it will be seen.
    #[default]
    Auto,
    /// Colour even in a pipe.
    Always,
    /// No colour.
    Never,
}

/// Decides on colour. The first of these that says something wins:
///
/// 1. the flag (`Always`, `Never`);
/// 2. `NO_COLOR`, set and not empty: no;
/// 3. `CLICOLOR_FORCE`, set, not empty and not `0`: yes;
/// 4. `CLICOLOR=0`: no;
/// 5. `TERM=dumb`: no;
/// 6. whether the output is a terminal.
pub fn wants_color(choice: ColorChoice, is_terminal: bool, env: &dyn Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR").is_some() => false,
        ColorChoice::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorChoice::Auto if set("CLICOLOR").as_deref() == Some("0") => false,
        ColorChoice::Auto if set("TERM").as_deref() == Some("dumb") => false,
        ColorChoice::Auto => is_terminal,
    }
}

/// What a piece of text means; the colours follow from it in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// What the bot says.
    Bot,
    /// What the consumer says.
    Consumer,
    /// Something that the consumer can choose.
    Choice,
    /// A remark of the simulator in a conversation.
    Note,
    /// Wrong.
    Error,
    /// Probably wrong.
    Warning,
    /// Worth knowing.
    Info,
    /// Less important than its surroundings.
    Dim,
    /// The title of a section.
    Heading,
    /// As it should be.
    Success,
    /// A file with a place in it.
    Path,
    /// Text that was expected but is missing.
    Removed,
    /// Text that is new.
    Added,
    /// The very part of an expected text that is missing; blanks show too.
    RemovedPart,
    /// The very part of a text that is new.
    AddedPart,
    /// A word in a sentence that must not be missed.
    Strong,
}

/// How an author wants a text to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is slanted.
    pub italic: bool,
    /// Its colour: red, green, blue.
    pub color: Option<(u8, u8, u8)>,
    /// The colour behind it.
    pub background: Option<(u8, u8, u8)>,
}

/// What the place of output can show. Decided once, in the command line, and passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Whether colours are shown.
    pub color: bool,
    /// The width in columns.
    pub width: usize,
    /// Whether drawing characters beyond ASCII are shown.
    pub unicode: bool,
}

impl Terminal {
    /// No colour, 80 columns, with drawing characters: what goes into a file or a pipe.
    pub fn plain() -> Self {
        Self { color: false, width: DEFAULT_WIDTH, unicode: true }
    }

    /// Finds out about the output that `is_terminal` speaks of.
    pub fn detect(choice: ColorChoice, is_terminal: bool, env: &dyn Fn(&str) -> Option<String>) -> Self {
        let size = if is_terminal { terminal_size::terminal_size() } else { None };
        let columns = size.map(|(width, _)| usize::from(width.0));
        Self {
            color: wants_color(choice, is_terminal, env),
            width: width(columns, env),
            unicode: !is_terminal || shows_unicode(env),
        }
    }

    /// The text as its author wants it to look; as it is where colour is off.
    ///
    /// The text itself must be [`printable`] already.
    pub fn paint_as(&self, look: Look, text: &str) -> String {
        if !self.color || text.is_empty() || look == Look::default() {
            return text.to_owned();
        }
        leave_the_decision_to_us();
        let mut painted = text.normal();
        if look.bold {
            painted = painted.bold();
        }
        if look.italic {
            painted = painted.italic();
        }
        if let Some((red, green, blue)) = look.color {
            painted = painted.truecolor(red, green, blue);
        }
        if let Some((red, green, blue)) = look.background {
            painted = painted.on_truecolor(red, green, blue);
        }
        painted.to_string()
    }

    /// The text in the colours of its meaning; as it is where colour is off.
    ///
    /// The text itself must be [`printable`] already.
    pub fn paint(&self, style: Style, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        leave_the_decision_to_us();
        painted(style, text).to_string()
    }
}

/// `colored` decides on its own by environment variables unless overridden. The override is always
/// "on", since [`Terminal::paint`] has decided before it asks for colour.
fn leave_the_decision_to_us() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| colored::control::set_override(true));
}

fn painted(style: Style, text: &str) -> ColoredString {
    match style {
        Style::Bot => text.normal(),
        Style::Consumer => text.green(),
        Style::Choice => text.blue(),
        Style::Note => text.dimmed().italic(),
        Style::Error => text.red().bold(),
        Style::Warning => text.yellow().bold(),
        Style::Info => text.cyan(),
        Style::Dim => text.dimmed(),
        Style::Heading => text.bold().underline(),
        Style::Success => text.green().bold(),
        Style::Path => text.cyan(),
        Style::Removed => text.red(),
        Style::Added => text.green(),
        Style::RemovedPart => text.red().bold().reversed(),
        Style::AddedPart => text.green().bold().reversed(),
        Style::Strong => text.bold(),
    }
}

/// `COLUMNS` if it is a sensible number, else what the terminal says, else 80.
fn width(terminal: Option<usize>, env: &dyn Fn(&str) -> Option<String>) -> usize {
    let columns = env("COLUMNS").and_then(|value| value.trim().parse().ok()).filter(|&columns| columns > 0);
    columns.or(terminal.filter(|&columns| columns > 0)).unwrap_or(DEFAULT_WIDTH).max(MIN_WIDTH)
}

/// A terminal shows Unicode unless its locale names another encoding, or it is the Linux console,
/// whose fonts lack the drawing characters. No locale at all (containers) says nothing against it.
fn shows_unicode(env: &dyn Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env(name).filter(|v| !v.is_empty()));
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    utf8 && env("TERM").as_deref() != Some("linux")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(choice: ColorChoice, is_terminal: bool, set: &[(&str, &str)]) -> bool {
        wants_color(choice, is_terminal, &lookup(set))
    }

    fn lookup(set: &[(&str, &str)]) -> impl Fn(&str) -> Option<String> {
        move |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_flag_wins_over_everything() {
        assert!(color(ColorChoice::Always, false, &[("NO_COLOR", "1"), ("TERM", "dumb")]));
        assert!(!color(ColorChoice::Never, true, &[("CLICOLOR_FORCE", "1")]));
    }

    #[test]
    fn variables_win_in_their_order() {
        use ColorChoice::Auto;
        assert!(!color(Auto, true, &[("NO_COLOR", "0"), ("CLICOLOR_FORCE", "1")]));
        assert!(color(Auto, true, &[("NO_COLOR", "")]));
        assert!(color(Auto, false, &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")]));
        assert!(!color(Auto, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!color(Auto, true, &[("CLICOLOR", "0")]));
        assert!(!color(Auto, true, &[("TERM", "dumb")]));
        assert!(color(Auto, true, &[("TERM", "xterm"), ("CLICOLOR", "1")]));
        assert!(!color(Auto, false, &[]));
    }

    #[test]
    fn columns_wins_over_the_terminal_and_nonsense_is_ignored() {
        assert_eq!(width(Some(100), &lookup(&[("COLUMNS", "120")])), 120);
        assert_eq!(width(Some(100), &lookup(&[("COLUMNS", "wide")])), 100);
        assert_eq!(width(Some(0), &lookup(&[("COLUMNS", "0")])), DEFAULT_WIDTH);
        assert_eq!(width(Some(3), &lookup(&[])), MIN_WIDTH);
    }

    #[test]
    fn only_a_locale_with_another_encoding_speaks_against_unicode() {
        assert!(shows_unicode(&lookup(&[])));
        assert!(shows_unicode(&lookup(&[("LC_ALL", ""), ("LANG", "de_DE.UTF-8")])));
        assert!(!shows_unicode(&lookup(&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")])));
        assert!(!shows_unicode(&lookup(&[("TERM", "linux"), ("LANG", "C.UTF-8")])));
    }

    #[test]
    fn paint_is_bare_without_colour() {
        assert_eq!(Terminal::plain().paint(Style::Error, "x"), "x");
        let colored = Terminal { color: true, ..Terminal::plain() };
        assert_eq!(colored.paint(Style::Choice, "x"), "\u{1b}[34mx\u{1b}[0m");
        assert_eq!(colored.paint(Style::Error, ""), "");
    }
}
