//! The picture of a bot, made of its flow.

mod details;
mod texts;

use std::collections::BTreeSet;

use self::details::details;
use self::texts::{Texts, text_of};
use super::{Dialog, Edge, End, Marks, Node, Picture, Place, Played, Shape, Stop};
use crate::bot::InteractionKind;
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
    /// The picture, with all dialogs or with the chosen ones only; and the interaction behind each node.
    pub fn picture(&self, chosen: Option<&BTreeSet<DialogId>>) -> (Picture, Nodes) {
        let is_shown = |dialog: DialogId| chosen.is_none_or(|chosen| chosen.contains(&dialog));
        let nodes = Nodes::of(self.flow, &|id| is_shown(self.names.dialog_of(id)));
        let dialogs: Vec<DialogId> = self.dialogs_of(&nodes, &is_shown);
        let place_of = |id: InteractionId| dialogs.binary_search(&self.names.dialog_of(id)).unwrap_or_default();
        let mut drawn: Vec<Node> = nodes.ids.iter().map(|id| self.node(*id, place_of(*id))).collect();
        for entry in self.flow.entries() {
            if let (Destination::Interaction(to), false) = (entry.to, matches!(entry.cause, Trigger::Starter(_)))
                && let Some(place) = nodes.place(to)
            {
                drawn[place].begins = Some(entry.in_words(self.names));
            }
        }
        let edges = nodes.ids.iter().flat_map(|id| self.edges(*id, &nodes, &is_shown)).collect();
        let dialogs = dialogs.iter().map(|id| self.dialog(*id, is_shown(*id))).collect();
        let bot = self.texts().drawable(self.names.bot().name.as_str());
        (Picture { bot, dialogs, nodes: drawn, edges, played: Played::Unknown }, nodes)
    }

    fn texts(&self) -> Texts<'_> {
        Texts { secrets: self.secrets }
    }

    /// The dialogs that are shown, also without interactions, and those of other nodes, in the order of the file.
    fn dialogs_of(&self, nodes: &Nodes, is_shown: &dyn Fn(DialogId) -> bool) -> Vec<DialogId> {
        let others: BTreeSet<DialogId> = nodes.ids.iter().map(|id| self.names.dialog_of(*id)).collect();
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
            is_dead_end: self.is_dead_end(id),
            runs_code: !interaction.code.0.is_empty(),
            marks: Marks::default(),
        }
    }

    /// Whether what follows was not written, so that nobody may have meant the conversation to stop here.
    fn is_dead_end(&self, id: InteractionId) -> bool {
        let is_written = |edge: &flow::Edge| edge.to == Destination::End(Ending::EndInteraction);
        self.flow.is_dead_end(id) && !self.flow.edges_from(id).iter().any(is_written)
    }

    fn place(&self, span: Span) -> Place {
        let file = self.sources.get(span.source).name();
        Place { file: self.texts().drawable(file), line: self.sources.position(span).line }
    }

    /// The edges of an interaction; of one that is not shown, those to others that are.
    fn edges<'e>(
        &'e self,
        id: InteractionId,
        nodes: &'e Nodes,
        is_shown: &'e dyn Fn(DialogId) -> bool,
    ) -> impl Iterator<Item = Edge> + 'e {
        let is_own = is_shown(self.names.dialog_of(id));
        let edges = self.flow.edges_from(id).iter().filter_map(move |edge| {
            let to = match edge.to {
                Destination::Interaction(to) => End::Node(nodes.place(to)?),
                Destination::End(ending) => End::Stop(stop(ending)),
            };
            let leads_in = edge.target().is_some_and(|to| is_shown(self.names.dialog_of(to)));
            (is_own || leads_in).then(|| self.edge(nodes.place(id)?, to, edge).into()).flatten()
        });
        let anywhere = self.flow.opened_at(id).filter(|_| is_own);
        edges.chain(anywhere.and_then(|span| self.anywhere(nodes.place(id)?, span)))
    }

    fn edge(&self, from: usize, to: End, edge: &flow::Edge) -> Option<Edge> {
        let texts = self.texts();
        let words = edge.in_words(self.names);
        let interaction = self.names.place(edge.from).interaction;
        let place = match edge.cause {
            Cause::Rule(index) => interaction.rules.get(index).map(|rule| rule.span),
            Cause::Code { span, .. } => Some(span),
            _ => None,
        };
        let target = edge.target().map(|to| self.target(to));
        let target = target.unwrap_or_else(|| match to {
            End::Stop(stop) => super::words::stop_words(stop).to_owned(),
            End::Node(_) => String::new(),
        });
        let condition = if words.is_empty() { "always" } else { &words };
        let place = place.map_or(String::new(), |span| format!(" ({})", self.sources.place(span)));
        Some(Edge {
            from,
            to,
            label: texts.drawable_line(short(&words)),
            told: texts.drawable(&format!("{condition}{place} → {target}")),
            is_code: edge.is_by_code(),
            marks: Marks::default(),
        })
    }

    /// What an edge leads to, in words.
    fn target(&self, id: InteractionId) -> String {
        let place = self.names.place(id);
        let interaction = place.interaction;
        let what = match &interaction.name {
            Some(name) => format!("`{name}`"),
            None => format!("{}, line {}", interaction.kind.title(), self.place(interaction.kind_span).line),
        };
        format!("{what} ({})", place.dialog.name)
    }

    fn anywhere(&self, from: usize, span: Span) -> Option<Edge> {
        let to = End::Stop(Stop::Anywhere);
        let told = format!("code ({}) → any interaction that has a name", self.sources.place(span));
        let (label, marks) = ("code".to_owned(), Marks::default());
        Some(Edge { from, to, label, told: self.texts().drawable(&told), is_code: true, marks })
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

/// The interactions behind the nodes of a picture.
#[derive(Clone, Debug)]
pub struct Nodes {
    /// By the place of the node.
    ids: Vec<InteractionId>,
    /// By the interaction.
    places: Vec<Option<usize>>,
}

impl Nodes {
    /// Those that are shown, and those that flow to them or that they flow to.
    fn of(flow: &Graph, is_shown: &dyn Fn(InteractionId) -> bool) -> Self {
        let mut is_in = vec![false; flow.len()];
        for id in flow.ids() {
            is_in[id.index()] |= is_shown(id);
            for to in flow.edges_from(id).iter().filter_map(flow::Edge::target) {
                is_in[to.index()] |= is_shown(id);
                is_in[id.index()] |= is_shown(to);
            }
        }
        let ids: Vec<InteractionId> = flow.ids().filter(|id| is_in[id.index()]).collect();
        let mut places = vec![None; flow.len()];
        for (place, id) in ids.iter().enumerate() {
            places[id.index()] = Some(place);
        }
        Self { ids, places }
    }

    /// The node of an interaction, if it is in the picture.
    pub fn place(&self, id: InteractionId) -> Option<usize> {
        self.places.get(id.index()).copied().flatten()
    }
}
