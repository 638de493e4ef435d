//! `dialogsim graph BOT`: the flow of a bot as a picture.

mod playing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use self::playing::Playing;
use crate::cli::chat::Failure;
use crate::cli::host::{complain, print, tell};
use crate::cli::open::{OpenFailure, canonical, is_read_already, linked, main_file, open};
use crate::cli::transcripts::Loaded;
use crate::cli::{Exit, Host};
use crate::code::Scripts;
use crate::diagnostic::{Diagnostic, Severity, nearest, render};
use crate::disk::replace_file;
use crate::flow;
use crate::graph::{Format, Making, Rendered, render as draw};
use crate::integration::Secrets;
use crate::linked::{DialogId, LinkedBot, Names};
use crate::lint::{Checked, Selection};
use crate::source::Sources;
use crate::terminal::{ColorChoice, Terminal, count};

/// Draw the flow of a bot: what may follow what, in all dialogs or in some.
#[derive(Debug, clap::Args)]
pub(super) struct GraphArguments {
    /// The bot's file, or a folder with a `bot.yaml`.
    #[arg(value_name = "BOT")]
    bot: PathBuf,
    /// What it is drawn in; without it, what the name of the file says, else mermaid.
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// Draw this dialog only; may be given several times.
    #[arg(long, value_name = "NAME")]
    dialog: Vec<String>,
    /// Colour everything by how often the transcripts of the bot's folder, or of another one, come by it.
    #[arg(
        long, value_name = "FOLDER", num_args = 0..=1, require_equals = true, conflicts_with = "transcript"
    )]
    coverage: Option<Option<PathBuf>>,
    /// Draw the path of a transcript of this file, with the numbers of its steps; a line says which transcript.
    #[arg(long, value_name = "FILE[:LINE]")]
    transcript: Option<String>,
    /// The name of the transcript, where the file holds several.
    #[arg(long, value_name = "NAME", requires = "transcript")]
    case: Option<String>,
    /// Write this file; without it, standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(|(name, ..)| name)).try_map(|name| {
        let found = Format::ALL.into_iter().find(|(known, ..)| *known == name);
        found.map(|(_, format, _)| format).ok_or("there is no such format")
    })
}

/// Runs the command.
pub(super) fn run(arguments: &GraphArguments, host: &Host<'_>, color: ColorChoice) -> Exit {
    let drawing = Drawing { arguments, host, color };
    drawing.run().unwrap_or_else(|(exit, message)| {
        complain(&host.stderr(color), Severity::Error, &message);
        exit
    })
}

struct Drawing<'d> {
    arguments: &'d GraphArguments,
    host: &'d Host<'d>,
    color: ColorChoice,
}

impl Drawing<'_> {
    fn run(&self) -> Result<Exit, Failure> {
        let format = self.format()?;
        let failed = |failure: OpenFailure| (failure.exit(), failure.to_string());
        let main = main_file(&self.arguments.bot, self.host).map_err(failed)?;
        let mut sources = Sources::default();
        let checked = open(&main, self.host, &Selection::default(), &mut sources).map_err(failed)?;
        let exit = self.tell_errors(&checked, &sources);
        let (played, drawn) = self.draw(&main, &checked, sources, format)?;
        if let Some(warning) = &drawn.warning {
            let message =
                format!("GitHub will not draw this diagram: {warning}; `--dialog NAME` draws a part");
            complain(&self.messages(), Severity::Warning, &message);
        }
        self.write(&drawn, format)?;
        Ok(if exit == Exit::Fine { played } else { exit })
    }

    fn draw(
        &self,
        main: &Path,
        checked: &Checked,
        sources: Sources,
        format: Format,
    ) -> Result<(Exit, Rendered), Failure> {
        let Some(bot) = &checked.loaded.bot else {
            let path = self.arguments.bot.display();
            return Err((Exit::Problems, format!("{path} cannot be drawn: not even its name can be read")));
        };
        let names = Names::new(bot);
        let scripts = Scripts::new(&names);
        let flow = flow::Graph::new(&names, &scripts);
        let chosen = self.chosen(&names)?;
        let linked = linked(checked, self.host);
        let secrets = Secrets::of(linked.as_deref());
        let playing = self.playing(main, linked)?;
        let loaded = match &playing {
            Some(playing) => playing.load(sources)?,
            None => Loaded { sources, ..Loaded::default() },
        };
        self.check_output(&loaded.sources)?;
        let making = Making { names: &names, flow: &flow, sources: &loaded.sources, secrets: &secrets };
        let (mut picture, key) = making.picture(chosen.as_ref());
        let exit = match &playing {
            Some(playing) => playing.mark(&loaded, &flow, &mut picture, &key)?,
            None => Exit::Fine,
        };
        let drawn = draw(&picture, format).map_err(|error| (Exit::Failed, error.to_string()))?;
        Ok((exit, drawn))
    }

    /// The bot with what is to be played of it, if anything is.
    fn playing(&self, main: &Path, linked: Option<Arc<LinkedBot>>) -> Result<Option<Playing<'_>>, Failure> {
        let Some(asked) = self.arguments.asked(main, self.host)? else { return Ok(None) };
        let Some(bot) = linked else {
            let reason = "the bot has errors, so that nothing can be played: without --coverage and --transcript it \
                          is drawn as far as it could be read";
            return Err((Exit::Problems, reason.to_owned()));
        };
        let file = canonical(self.host.folder.join(main));
        Ok(Some(Playing { asked, host: self.host, messages: self.messages(), file, bot }))
    }

    fn messages(&self) -> Terminal {
        self.host.stderr(self.color)
    }

    fn format(&self) -> Result<Format, Failure> {
        let Some(path) = &self.arguments.output else {
            return Ok(self.arguments.format.unwrap_or(Format::Mermaid));
        };
        if let Some(format) = self.arguments.format {
            return Ok(format);
        }
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        Format::of_extension(end).ok_or_else(|| {
            let names = Format::ALL.map(|(name, ..)| name).join(", ");
            let reason =
                format!("the name of {} does not say what to draw: add --format ({names})", path.display());
            (Exit::Usage, reason)
        })
    }

    /// Tells what is wrong with the bot; it is drawn all the same.
    fn tell_errors(&self, checked: &Checked, sources: &Sources) -> Exit {
        let errors: Vec<Diagnostic> =
            checked.diagnostics.iter().filter(|one| one.is_error()).cloned().collect();
        if errors.is_empty() {
            return Exit::Fine;
        }
        let messages = self.messages();
        let mut drawn = String::new();
        // Writing to a string cannot fail.
        let _ = render::human(&errors, sources, &messages, &mut drawn);
        tell(&drawn);
        let errors = count(errors.len(), "error");
        let message = format!("the bot has {errors}: what could be read is drawn, and may lack something");
        complain(&messages, Severity::Warning, &message);
        Exit::Problems
    }

    /// The dialogs that are asked for.
    fn chosen(&self, names: &Names<'_>) -> Result<Option<BTreeSet<DialogId>>, Failure> {
        if self.arguments.dialog.is_empty() {
            return Ok(None);
        }
        let find = |name: &String| names.dialog(name).ok_or_else(|| (Exit::Usage, no_dialog(name, names)));
        self.arguments.dialog.iter().map(find).collect::<Result<_, _>>().map(Some)
    }

    fn check_output(&self, sources: &Sources) -> Result<(), Failure> {
        match &self.arguments.output {
            Some(path) if is_read_already(path, sources, self.host) => {
                let reason = format!("{} is a file of the bot: name another one to write to", path.display());
                Err((Exit::Usage, reason))
            }
            _ => Ok(()),
        }
    }

    fn write(&self, drawn: &Rendered, format: Format) -> Result<(), Failure> {
        let Some(path) = &self.arguments.output else {
            print(&drawn.text);
            if format.is_for_viewers() && self.host.stdout_is_terminal {
                // The text need not end a line.
                print("\n");
                let hint = "this is for a browser: `-o FILE` writes it to a file";
                complain(&self.messages(), Severity::Info, hint);
            }
            return Ok(());
        };
        replace_file(&self.host.folder.join(path), drawn.text.as_bytes())
            .map_err(|error| (Exit::Failed, format!("cannot write {}: {error}", path.display())))
    }
}

/// More names would push everything else off the screen.
const NAMED: usize = 10;

fn no_dialog(name: &str, names: &Names<'_>) -> String {
    let known: Vec<&str> = names.bot().dialogs.iter().map(|dialog| dialog.name.as_str()).collect();
    if let Some(meant) = nearest(name, known.iter().copied()) {
        return format!("the bot has no dialog `{name}`: did you mean `{meant}`?");
    }
    let named: Vec<String> = known.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = known.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("the bot has no dialog `{name}`; it has {}{more}", named.join(", "))
}
