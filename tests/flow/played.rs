//! What is played, held against the graphs of the bots.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use assert_cmd::Command;
use dialogsim::bot::Bot;
use dialogsim::flow::{Cause, Destination, Ending, Graph};
use dialogsim::integration::{AllowList, Gateway, Interrupt, Secrets, examine};
use dialogsim::linked::{InteractionId, Names, link};
use dialogsim::load::{Files, MemoryFiles, load_bot, load_transcripts};
use dialogsim::replay::{Cast, Options, Record, Stop, UploadedFile, Uploads, play, prepare};
use dialogsim::source::Sources;
use serde_json::Value as Json;

use super::sample::{Sample, project};
use super::steps::{Steps, graph};

/// The files that consumers send.
struct OnDisk;

impl Uploads for OnDisk {
    fn examine(&self, path: &str) -> Result<Arc<UploadedFile>, String> {
        let path = project().join(path);
        let facts = examine(&path).map_err(|problem| problem.to_string())?;
        Ok(Arc::new(UploadedFile { facts, path }))
    }
}

#[test]
fn every_step_of_the_samples_is_in_the_graph() {
    let mut steps = Steps::default();
    for sample in Sample::all() {
        let files = sample.files(&BTreeMap::new());
        for path in sample.transcripts() {
            let mut sources = Sources::default();
            let file = load_transcripts(path, &files, &mut sources).file.unwrap();
            let main =
                |path: &str| if sample.has(path) { path.to_owned() } else { format!("{path}/bot.yaml") };
            let mut bots = Vec::new();
            for bot in &file.bots {
                let bot = load_bot(&main(&bot.path), &files, &mut sources).bot.unwrap();
                let names = Names::new(&bot);
                steps.graphs.insert(bot.name.as_str().to_owned(), graph(&names));
                bots.push(Arc::new(link(&names, &|_| None).unwrap()));
            }
            let gateway =
                Gateway::new(AllowList::default(), Secrets::default(), false, Interrupt::EndsProcess);
            let first = bots.remove(0);
            let cast = Arc::new(Cast::new(first, bots, Arc::new(gateway)));
            for case in &file.cases {
                let script = prepare(case, &cast, &OnDisk, &mut Vec::new()).unwrap();
                let options =
                    Options { record: Record::Verdict, stop: Stop::WhenAstray, channel: None, live: &[] };
                play(&script, &options, &sources, &mut steps);
            }
        }
    }
    assert!(steps.missing.is_empty(), "{:#?}", steps.missing);
    assert!(steps.unreached.is_empty(), "{:#?}", steps.unreached);
    assert!(steps.seen > 300, "{} steps", steps.seen);
}

/// The bots of a conversation, and where their interactions stand.
#[derive(Default)]
struct Cards {
    graphs: Vec<Graph>,
    places: HashMap<(String, u64, u64), (usize, InteractionId)>,
}

impl Cards {
    fn add(&mut self, bot: &Bot, sources: &Sources) {
        let names = Names::new(bot);
        for place in names.all_places() {
            let span = place.interaction.kind_span;
            let at = sources.position(span);
            let file = sources.get(span.source).name().to_owned();
            self.places.insert((file, at.line as u64, at.column as u64), (self.graphs.len(), place.id));
        }
        self.graphs.push(graph(&names));
    }

    fn find(&self, place: &Json) -> (usize, InteractionId) {
        let number = |key: &str| place[key].as_u64().unwrap();
        self.places[&(place["file"].as_str().unwrap().to_owned(), number("line"), number("column"))]
    }

    /// Whether the graph has a step of the trace.
    fn has(&self, went: &Json) -> bool {
        let (graph, from) = self.find(&went["from"]);
        let graph = &self.graphs[graph];
        let target = went.get("target").map(|target| self.find(target).1);
        let leads = |to: Destination| match to {
            Destination::Interaction(id) => went["to"] == "interaction" || target == Some(id),
            Destination::End(Ending::EndInteraction) => went["to"] == "end",
            Destination::End(Ending::CloseDialog) => went["to"] == "close_dialog",
            Destination::End(Ending::CloseConversation) => went["to"] == "close_conversation",
            Destination::End(_) => target.is_none() || went["to"] == "interaction",
        };
        let rule = || went["rule"]["number"].as_u64().unwrap() as usize - 1;
        let edges = graph.edges_from(from).iter();
        let mut fit = edges.filter(|edge| leads(edge.to));
        match went["because"].as_str().unwrap() {
            "author" => true,
            "triggered" => graph.entries().iter().any(|entry| leads(entry.to)),
            "next_action" => fit.any(|edge| edge.cause == Cause::NextAction),
            "rule" => fit.any(|edge| edge.cause == Cause::Rule(rule())),
            "unhandled_failure" => fit.any(|edge| edge.cause == Cause::UnhandledFailure),
            "system_string" => fit.any(|edge| edge.cause == Cause::SystemString),
            "code" => graph.is_open(from) || fit.any(|edge| edge.is_by_code()),
            other => panic!("{other}"),
        }
    }
}

/// The sections of a conversation.
fn sections(text: &str) -> Vec<(String, String)> {
    let text = format!("\n{text}");
    let section = |part: &str| {
        let (title, body) = part.split_once('\n').unwrap_or((part, ""));
        (title.to_owned(), format!("{}\n", body.trim_end_matches('\n')))
    };
    text.split("\n--- ").skip(1).map(section).collect()
}

/// Plays a conversation of the tests and gives the steps of its trace that are in no graph, and how many there are.
fn stray_steps(path: &Path) -> (Vec<Json>, usize) {
    let folder = tempfile::tempdir().unwrap();
    let (mut names, mut input, mut arguments) = (Vec::new(), String::new(), Vec::new());
    let mut files = MemoryFiles::default();
    for (title, body) in sections(&fs::read_to_string(path).unwrap()) {
        match title.split_once(' ') {
            Some(("file", name)) => {
                let file = folder.path().join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, &body).unwrap();
                files = files.with(name, body.as_bytes());
                names.push(name.to_owned());
            }
            None if title == "input" => input = body,
            None if title == "arguments" => {
                arguments = body.split_whitespace().map(|word| word.replace('+', " ")).collect();
            }
            _ => {}
        }
    }
    let mut cards = Cards::default();
    for name in names.iter().filter(|name| is_bot(&files, name)) {
        let mut sources = Sources::default();
        if let Some(bot) = load_bot(name, &files, &mut sources).bot {
            cards.add(&bot, &sources);
        }
    }
    let output = Command::cargo_bin("dialogsim")
        .unwrap()
        .current_dir(folder.path())
        .env_clear()
        .args(["chat", &names[0], "--trace=json"])
        .args(arguments.iter().filter(|argument| !argument.starts_with("--trace")))
        .write_stdin(input)
        .output()
        .unwrap();
    let turns = String::from_utf8(output.stdout).unwrap();
    let turns = turns.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
    let events = turns.flat_map(|turn| turn["events"].as_array().unwrap().clone());
    let went: Vec<Json> = events.filter(|event| event["event"] == "went").collect();
    let seen = went.len();
    (went.into_iter().filter(|went| !cards.has(went)).collect(), seen)
}

fn is_bot(files: &MemoryFiles, name: &str) -> bool {
    let text = files.read(name, usize::MAX).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    name.ends_with(".yaml") && text.is_some_and(|text| text.lines().any(|line| line.starts_with("bot:")))
}

#[test]
fn every_step_of_every_conversation_of_the_tests_is_in_the_graph() {
    let mut paths: Vec<_> = fs::read_dir(project().join("tests/conversations"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let (mut stray, mut seen) = (Vec::new(), 0);
    for path in paths {
        let (own, count) = stray_steps(&path);
        stray.extend(own.into_iter().map(|went| format!("{}: {went:#}", path.display())));
        seen += count;
    }
    assert!(stray.is_empty(), "{}", stray.join("\n"));
    assert!(seen > 500, "{seen} steps");
}
