//! The picture of a bot, made of its flow.

mod details;
mod key;
mod texts;

use std::collections::BTreeSet;

use self::details::details;
pub use self::key::Key;
use self::texts::{Texts, text_of};
use super::words::stop_words;
use super::{Dialog, Edge, End, Marks, Node, Picture, Place, Played, Shape, Stop};
use crate::bot::{DialogKind, InteractionKind};
use crate::flow::{self, Cause, Destination, Ending, Graph, Reach, Trigger};
use crate::integration::Secrets;
use crate::linked::{DialogId, InteractionId, Names};
use crate::source::{Sources, Span};

/// What a picture is made of.
#[derive(Clone, Copy)]
pub struct Making<'m> {
    /// The bot as it is written.
    pub names: &'m Names<'m>,
    /// Its flow.
    pub flow: &'m Graph,
    /// The texts of its files.
    pub sources: &'m Sources,
    /// What must not be told.
    pub secrets: &'m Secrets,
}

impl Making<'_> {
    /// The picture, with all dialogs or with the chosen ones only; and what is behind its nodes and edges.
    pub fn picture(&self, chosen: Option<&BTreeSet<DialogId>>) -> (Picture, Key) {
        let is_shown = |dialog: DialogId| chosen.is_none_or(|chosen| chosen.contains(&dialog));
        let key = Key::of(self.flow, &|id| is_shown(self.names.dialog_of(id)));
        let dialogs = self.dialogs_of(&key, &is_shown);
        let place_of =
            |id: InteractionId| dialogs.binary_search(&self.names.dialog_of(id)).unwrap_or_default();
        let mut nodes: Vec<Node> = key.interactions().map(|id| self.node(id, place_of(id))).collect();
        for entry in self.flow.entries() {
            if let Destination::Interaction(to) = entry.to
                && !matches!(entry.cause, Trigger::Starter(_))
                && let Some(place) = key.node(to)
            {
                nodes[place].begins = Some(entry.in_words(self.names));
            }
        }
        let edges = key.edges().map(|(from, step)| self.edge(from, step, &key)).collect();
        let dialogs = dialogs.iter().map(|id| self.dialog(*id, is_shown(*id))).collect();
        let bot = self.texts().drawable(self.names.bot().name.as_str());
        (Picture { bot, dialogs, nodes, edges, played: Played::Unknown }, key)
    }

    fn texts(&self) -> Texts<'_> {
        Texts { secrets: self.secrets }
    }

    /// The dialogs that are shown, also without interactions, and those of other nodes, in the order of the file.
    fn dialogs_of(&self, key: &Key, is_shown: &dyn Fn(DialogId) -> bool) -> Vec<DialogId> {
        let others: BTreeSet<DialogId> = key.interactions().map(|id| self.names.dialog_of(id)).collect();
        self.flow.dialogs().filter(|id| is_shown(*id) || others.contains(id)).collect()
    }

    fn dialog(&self, id: DialogId, is_shown: bool) -> Dialog {
        let dialog = &self.names.bot().dialogs[id.index()];
        Dialog {
            name: self.texts().drawable(dialog.name.as_str()),
            kind: dialog.kind.key(),
            is_enabled: dialog.is_enabled(),
            is_shown,
        }
    }

    fn node(&self, id: InteractionId, dialog: usize) -> Node {
        let place = self.names.place(id);
        let interaction = place.interaction;
        let texts = self.texts();
        Node {
            dialog,
            shape: shape(&interaction.kind),
            kind: interaction.kind.key(),
            title: interaction.kind.title(),
            name: interaction.name.as_ref().map(|name| texts.drawable(name.as_str())),
            text: texts.drawable(&text_of(interaction)),
            begins: None,
            details: details(interaction).iter().map(|detail| texts.drawable(detail)).collect(),
            place: self.place(interaction.kind_span),
            is_enabled: place.is_live(),
            is_unreachable: place.is_live() && self.flow.reach(id) == Reach::Never,
            is_dead_end: self.flow.reach(id) != Reach::Never && self.is_dead_end(id),
            runs_code: !interaction.code.0.is_empty(),
            marks: Marks::default(),
        }
    }

    /// Whether what follows was not written, so that nobody may have meant the conversation to stop here.
    fn is_dead_end(&self, id: InteractionId) -> bool {
        // What comes after a fallback is what was there before.
        if matches!(self.names.place(id).dialog.kind, DialogKind::Fallback) {
            return false;
        }
        let is_written = |edge: &flow::Edge| edge.to == Destination::End(Ending::EndInteraction);
        self.flow.is_dead_end(id) && !self.flow.edges_from(id).iter().any(is_written)
    }

    fn place(&self, span: Span) -> Place {
        let file = self.sources.get(span.source).name();
        Place { file: self.texts().drawable(file), line: self.sources.position(span).line }
    }

    /// The edge of a step, or of code that may lead anywhere.
    fn edge(&self, from: usize, step: Option<usize>, key: &Key) -> Edge {
        match step {
            Some(step) => self.edge_of_step(from, &self.flow.edges()[step], key),
            None => self.edge_to_anywhere(from, key.interaction(from)),
        }
    }

    fn edge_of_step(&self, from: usize, edge: &flow::Edge, key: &Key) -> Edge {
        let (to, target) = match edge.to {
            Destination::Interaction(id) => {
                (key.node(id).map_or(End::Stop(Stop::Missing), End::Node), self.target(id))
            }
            Destination::End(ending) => (End::Stop(stop(ending)), stop_words(stop(ending)).to_owned()),
        };
        let words = edge.in_words(self.names);
        let condition = if words.is_empty() { "always" } else { &words };
        let place = self.cause(edge).map_or(String::new(), |span| format!(" ({})", self.sources.place(span)));
        let texts = self.texts();
        Edge {
            from,
            to,
            label: texts.drawable_line(short(&words)),
            told: texts.drawable(&format!("{condition}{place} → {target}")),
            is_code: edge.is_by_code(),
            marks: Marks::default(),
        }
    }

    /// Where it is written that an edge is taken, if that is not the interaction itself.
    fn cause(&self, edge: &flow::Edge) -> Option<Span> {
        match edge.cause {
            Cause::Rule(index) => {
                self.names.place(edge.from).interaction.rules.get(index).map(|rule| rule.span)
            }
            Cause::Code { span, .. } => Some(span),
            _ => None,
        }
    }

    /// What an edge leads to, in words.
    fn target(&self, id: InteractionId) -> String {
        let place = self.names.place(id);
        let interaction = place.interaction;
        let what = match &interaction.name {
            Some(name) => name.to_string(),
            None => format!("{}, line {}", interaction.kind.title(), self.place(interaction.kind_span).line),
        };
        format!("{what} ({})", place.dialog.name)
    }

    fn edge_to_anywhere(&self, from: usize, id: InteractionId) -> Edge {
        let place =
            self.flow.opened_at(id).map_or(String::new(), |span| format!(" ({})", self.sources.place(span)));
        let (stop, target) = match self.flow.misnames(id) {
            true => (Stop::Missing, "an interaction that does not exist"),
            false => (Stop::Anywhere, "any interaction that has a name"),
        };
        Edge {
            from,
            to: End::Stop(stop),
            label: "code".to_owned(),
            told: self.texts().drawable(&format!("code{place} → {target}")),
            is_code: true,
            marks: Marks::default(),
        }
    }
}

/// The conditions that are said by their value alone.
const BY_VALUE: [&str; 4] = ["option ", "exact ", "result ", "knowledge "];

fn short(words: &str) -> &str {
    BY_VALUE.iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words)
}

fn stop(ending: Ending) -> Stop {
    match ending {
        Ending::Complete => Stop::Complete,
        Ending::EndInteraction => Stop::End,
        Ending::CloseDialog => Stop::CloseDialog,
        Ending::CloseConversation => Stop::CloseConversation,
        Ending::Missing => Stop::Missing,
        Ending::Rematched => Stop::Rematched,
        Ending::StoppedByCode => Stop::StoppedByCode,
    }
}

fn shape(kind: &InteractionKind) -> Shape {
    match kind {
        InteractionKind::DialogStarter(_) => Shape::Starter,
        InteractionKind::Text(_)
        | InteractionKind::Image(_)
        | InteractionKind::RichLink(_)
        | InteractionKind::PrivateMessage(_)
        | InteractionKind::Audio(_)
        | InteractionKind::Video(_) => Shape::Statement,
        InteractionKind::Universal(_) if !kind.waits() => Shape::Statement,
        InteractionKind::Universal(_)
        | InteractionKind::TextQuestion(_)
        | InteractionKind::MultipleChoice(_)
        | InteractionKind::StructuredQuestion(_)
        | InteractionKind::ButtonQuestion { .. }
        | InteractionKind::QuickReply { .. }
        | InteractionKind::ListPicker(_)
        | InteractionKind::TimePicker(_)
        | InteractionKind::Disambiguation(_) => Shape::Question,
        InteractionKind::Integration(_) | InteractionKind::Knowledge(_) => Shape::Integration,
        InteractionKind::FileUpload(_) => Shape::Upload,
        InteractionKind::AgentTransfer(_) | InteractionKind::DynamicRouting(_) => Shape::Transfer,
    }
}
