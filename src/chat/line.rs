//! What a typed line means.

use std::path::PathBuf;
use std::sync::Arc;

use super::words::Folders;
use crate::engine::TapOn;
use crate::linked::OfferedChoice;

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'l> {
    /// Nothing.
    Empty,
    /// A slash command: its name without the slash, and the rest.
    Command(&'l str, &'l str),
    /// The consumer says this.
    Say(&'l str),
    /// The consumer taps the choice at this place, from 0.
    Tap(usize),
    /// The consumer taps several, in the order of the list.
    Taps(Vec<usize>),
    /// The consumer taps on a message that they scroll back to, or picks something with the tap.
    TapOn(TapOn),
    /// `#n`, and there are not so many choices.
    NoSuchChoice(&'l str),
    /// The path of a file, while one is awaited.
    File(PathBuf),
}

/// What the conversation waits for decides what a line means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expecting<'e> {
    /// What is on offer to tap.
    pub choices: &'e [OfferedChoice],
    /// Whether several may be tapped at once.
    pub several: bool,
    /// Whether a File Upload waits.
    pub file: bool,
    /// Where paths start.
    pub folders: &'e Folders,
}

/// Reads a line.
pub(super) fn read_line<'l>(line: &'l str, expecting: Expecting<'_>) -> Line<'l> {
    let line = line.trim();
    if line.is_empty() {
        return Line::Empty;
    }
    // Before commands: an absolute path begins with a slash too.
    if expecting.file
        && let Some(path) = expecting.folders.file_of_line(line)
    {
        return Line::File(path);
    }
    if line.starts_with("//") {
        return Line::Say(&line[1..]);
    }
    if let Some(command) = line.strip_prefix('/') {
        let end = command.find(char::is_whitespace).unwrap_or(command.len());
        return Line::Command(&command[..end], command[end..].trim());
    }
    let tapped = earlier(line).or_else(|| picked_with(line, expecting)).or_else(|| picked(line, expecting));
    tapped.unwrap_or(Line::Say(line))
}

/// `#m3.7`, `#m3.7 2026-12-24`: the seventh choice of the third message that offers something.
fn earlier<'l>(line: &str) -> Option<Line<'l>> {
    let (tap, picked) = line.strip_prefix("#m")?.split_once(' ').unwrap_or((&line[2..], ""));
    let (message, choice) = tap.split_once('.')?;
    let (message, place) = (message.parse().ok()?, place(choice)??);
    let picked = Some(picked.trim()).filter(|picked| !picked.is_empty()).map(Arc::from);
    Some(Line::TapOn(TapOn { message: Some(message), places: vec![place], picked }))
}

/// `#3 2026-12-24`, where the third choice asks to pick something.
fn picked_with<'l>(line: &str, expecting: Expecting<'_>) -> Option<Line<'l>> {
    let (number, picked) = line.strip_prefix('#')?.split_once(' ')?;
    let place = place(number)??;
    expecting.choices.get(place).filter(|choice| choice.asks)?;
    Some(Line::TapOn(TapOn { message: None, places: vec![place], picked: Some(Arc::from(picked.trim())) }))
}

/// A label wins over a number, as labels may be numbers.
fn picked<'l>(line: &'l str, expecting: Expecting<'_>) -> Option<Line<'l>> {
    let choices = expecting.choices;
    if choices.is_empty() {
        return None;
    }
    if let Some(index) = choices.iter().position(|choice| choice.label.trim() == line) {
        return Some(Line::Tap(index));
    }
    if expecting.several
        && let Some(line) = several(line, choices.len())
    {
        return Some(line);
    }
    let hash = line.strip_prefix('#');
    match place(hash.unwrap_or(line))?.filter(|place| *place < choices.len()) {
        Some(place) => Some(Line::Tap(place)),
        None => hash.map(|_| Line::NoSuchChoice(line)),
    }
}

/// `1,3` or `#1 #3`: nothing else is meant by that.
fn several(line: &str, choices: usize) -> Option<Line<'_>> {
    let numbers: Vec<&str> = if line.contains(',') {
        line.split(',').map(|number| number.trim().trim_start_matches('#')).collect()
    } else {
        line.split_whitespace().map(|number| number.strip_prefix('#')).collect::<Option<_>>()?
    };
    if numbers.len() < 2 {
        return None;
    }
    let mut places = Vec::with_capacity(numbers.len());
    for number in numbers {
        match place(number)?.filter(|place| *place < choices) {
            Some(place) => places.push(place),
            None => return Some(Line::NoSuchChoice(number)),
        }
    }
    places.sort_unstable();
    places.dedup();
    Some(Line::Taps(places))
}

/// The place that a number counted from 1 stands for, if it stands for one; `None` where it is no number.
fn place(number: &str) -> Option<Option<usize>> {
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn choices(labels: &[&str]) -> Vec<OfferedChoice> {
        let choice = |label: &&str| OfferedChoice { label: Arc::from(*label), ..OfferedChoice::default() };
        labels.iter().map(choice).collect()
    }

    fn read<'l>(line: &'l str, labels: &[&str]) -> Line<'l> {
        read_with(line, labels, false)
    }

    fn read_with<'l>(line: &'l str, labels: &[&str], several: bool) -> Line<'l> {
        let folders = Folders { current: PathBuf::from("."), home: None };
        read_line(line, Expecting { choices: &choices(labels), several, file: false, folders: &folders })
    }

    #[test]
    fn slashes_are_commands_and_two_are_text() {
        assert_eq!(read(" /goto  ask name ", &[]), Line::Command("goto", "ask name"));
        assert_eq!(read("//5 is a path", &[]), Line::Say("/5 is a path"));
        assert_eq!(read("/", &[]), Line::Command("", ""));
        assert_eq!(read(" \t", &[]), Line::Empty);
    }

    #[test]
    fn choices_are_picked_by_label_then_by_number() {
        assert_eq!(read("2", &["Home", "Car"]), Line::Tap(1));
        assert_eq!(read("#1", &["Home", "Car"]), Line::Tap(0));
        assert_eq!(read("Car", &["Home", "Car"]), Line::Tap(1));
        assert_eq!(read("1", &["5", "1"]), Line::Tap(1));
        assert_eq!(read("#1", &["5", "1"]), Line::Tap(0));
        assert_eq!(read("#3", &["Home", "Car"]), Line::NoSuchChoice("#3"));
        assert_eq!(read("3", &["Home", "Car"]), Line::Say("3"));
        assert_eq!(read("0", &["Home", "Car"]), Line::Say("0"));
        assert_eq!(read("#3", &[]), Line::Say("#3"));
        assert_eq!(read("99999999999999999999999", &["Home"]), Line::Say("99999999999999999999999"));
    }

    #[test]
    fn earlier_messages_are_tapped_by_their_numbers_and_pickers_take_what_is_picked() {
        let on = |message, place, picked: Option<&str>| {
            Line::TapOn(TapOn { message, places: vec![place], picked: picked.map(Arc::from) })
        };
        assert_eq!(read("#m3.7", &[]), on(Some(3), 6, None));
        assert_eq!(read("#m1.2 2026-12-24", &["Home"]), on(Some(1), 1, Some("2026-12-24")));
        for text in ["#m3", "#m3.0", "#m.1", "#mx.1"] {
            assert_eq!(read(text, &["Home"]), Line::Say(text));
        }
        let folders = Folders { current: PathBuf::from("."), home: None };
        let asks = [OfferedChoice { asks: true, ..choices(&["Pick a day"])[0].clone() }];
        let expecting = Expecting { choices: &asks, several: false, file: false, folders: &folders };
        assert_eq!(
            read_line("#1 2026-12-24 - 2026-12-31", expecting),
            on(None, 0, Some("2026-12-24 - 2026-12-31"))
        );
        assert_eq!(read("#1 2026-12-24", &["Home"]), Line::Say("#1 2026-12-24"));
    }

    #[test]
    fn several_are_picked_where_several_may_be() {
        let items = ["Small", "Large", "1,2", "Huge"];
        let several = |line| read_with(line, &items, true);
        assert_eq!(several("4,1"), Line::Taps(vec![0, 3]));
        assert_eq!(several("1, 2 ,4"), Line::Taps(vec![0, 1, 3]));
        assert_eq!(several("#1 #2"), Line::Taps(vec![0, 1]));
        assert_eq!(several("#2,#2"), Line::Taps(vec![1]));
        assert_eq!(several("2"), Line::Tap(1));
        assert_eq!(several("1,2"), Line::Tap(2));
        assert_eq!(several("1,9"), Line::NoSuchChoice("9"));
        assert_eq!(several("#1 #0"), Line::NoSuchChoice("0"));
        for text in ["1 2", "1,", ",", "1,two", "#1 and #2", "Small, Large"] {
            assert_eq!(several(text), Line::Say(text));
        }
        assert_eq!(read("4,1", &items), Line::Say("4,1"));
    }

    proptest! {
        #[test]
        fn never_panics(line in any::<String>(), label in any::<String>()) {
            read(&line, &[&label]);
            read_with(&line, &[&label], true);
        }
    }
}
