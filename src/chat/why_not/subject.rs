//! What `/why NAME` asks about.

use crate::chat::names;
use crate::chat::words::unquoted;
use crate::linked::{DialogId, InteractionId, LinkedBot, Step};
use crate::source::{Sources, Span};

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::chat) enum Subject {
    /// An interaction.
    Interaction(InteractionId),
    /// A dialog, or its starter.
    Dialog(DialogId),
    /// A rule of an interaction, by its place as listed.
    Rule(InteractionId, usize),
}

/// What a name, or `FILE:LINE`, means; an interaction and a dialog may have the same name.
///
/// # Errors
/// It means nothing; says what may be meant.
pub(in crate::chat) fn find_subjects(
    bot: &LinkedBot,
    sources: &Sources,
    written: &str,
) -> Result<Vec<Subject>, String> {
    let found = named(bot, written);
    let found = if found.is_empty() { named(bot, &unquoted(written)) } else { found };
    if !found.is_empty() {
        return Ok(found);
    }
    let subject = place(sources, written).and_then(|(files, line)| at_line(bot, sources, &files, line));
    if let Some(subject) = subject {
        return Ok(vec![subject]);
    }
    let is_place = written.rsplit_once(':').is_some_and(|(_, line)| line.parse::<usize>().is_ok());
    Err(match is_place {
        true => format!(
            "nothing of the bot stands at {written}: name the line of an interaction, a dialog or a rule"
        ),
        false => names::unknown("interaction or dialog", written, names::places(bot)),
    })
}

fn named(bot: &LinkedBot, name: &str) -> Vec<Subject> {
    let interaction = bot.find_interaction(name).map(|id| of_interaction(bot, id));
    let dialog = bot.find_dialog(name).map(Subject::Dialog);
    let mut found: Vec<Subject> = interaction.into_iter().chain(dialog).collect();
    found.dedup();
    found
}

/// A starter does nothing but to trigger its dialog.
fn of_interaction(bot: &LinkedBot, id: InteractionId) -> Subject {
    let interaction = bot.interaction(id);
    match interaction.step {
        Step::Starter => Subject::Dialog(interaction.dialog),
        _ => Subject::Interaction(id),
    }
}

/// The files that `FILE:LINE` may mean, and the line.
fn place(sources: &Sources, written: &str) -> Option<(Vec<String>, usize)> {
    let (file, line) = written.trim().rsplit_once(':')?;
    let line = line.parse().ok()?;
    let is_meant = |name: &str| {
        let rest = name.strip_suffix(file);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(['/', '\\']))
    };
    let meant = sources.iter().filter(|(_, source)| is_meant(source.name()));
    let files: Vec<String> = meant
        .filter(|(_, source)| (1..=source.text().lines().count()).contains(&line))
        .map(|(_, source)| source.name().to_owned())
        .collect();
    (!files.is_empty() && !file.is_empty()).then_some((files, line))
}

/// The last thing that begins at or before a line of one of the files.
fn at_line(bot: &LinkedBot, sources: &Sources, files: &[String], line: usize) -> Option<Subject> {
    let mut best: Option<((usize, usize), Subject)> = None;
    let mut offer = |span: Span, subject: Subject| {
        let position = sources.position(span);
        let is_there =
            position.line <= line && files.iter().any(|file| file == sources.get(span.source).name());
        let at = (position.line, position.column);
        if is_there && best.is_none_or(|(found, _)| found <= at) {
            best = Some((at, subject));
        }
    };
    for (index, dialog) in bot.dialogs.iter().enumerate() {
        offer(dialog.span, Subject::Dialog(DialogId::new(index)));
    }
    for (index, interaction) in bot.interactions.iter().enumerate() {
        let id = InteractionId::new(index);
        offer(interaction.span, of_interaction(bot, id));
        for rule in interaction.all_rules() {
            offer(rule.span, Subject::Rule(id, rule.position));
        }
    }
    best.map(|(_, subject)| subject)
}
