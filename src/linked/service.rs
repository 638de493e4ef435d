//! Linking what is called and is no HTTP call: searches, functions, mails, transfers, the policy engine
//! (spec 8.2, 8.5, 11.3 to 11.6).

use std::sync::Arc;

use super::integration::DEFAULT_TIMEOUT;
use super::link::{Linker, template};
use super::{
    ArticleSearch, IntegrationId, InteractionId, KnowledgeStep, LinkedHttp, LinkedIntegration,
    LinkedIntegrationKind, Names, RoutingStep, TransferStep,
};
use crate::bot::{
    AnswerLayout, DynamicRouting, IntegrationKind, Knowledge, KnowledgeBase, MinConfidence, Mock, SearchMode,
    Transfer,
};
use crate::source::{Span, Text};
use crate::text::Template;

/// The name by which calls and mocks of Dynamic Routing go.
pub(super) const ROUTING_NAME: &str = "dynamic_routing";

impl Linker<'_, '_> {
    /// An integration that is no HTTP call, with what it knows itself.
    pub(super) fn service(
        &mut self,
        kind: &IntegrationKind,
        name: &Text,
    ) -> Option<(LinkedIntegrationKind, Option<ArticleSearch>)> {
        let mut request = request(kind.key());
        let mut articles = None;
        match kind {
            IntegrationKind::Knowledge { knowledge_base, mode, threshold, phrase, max_results } => {
                let names = self.names;
                let base = knowledge_base_of(names, knowledge_base)?;
                let mode = mode.map_or(SearchMode::Intents, |mode| mode.value);
                let threshold = threshold.map_or(MinConfidence::Good, |threshold| threshold.value);
                let most = max_results.map_or(1, |most| most.value);
                let phrase = match phrase {
                    Some(phrase) => Template::parse(&self.expanded(phrase)),
                    None => Template::parse("{$query}"),
                };
                request.params = vec![
                    (Arc::from("knowledge_base"), Template::literal(base.name.shared())),
                    (Arc::from("mode"), literal(mode.name())),
                    (Arc::from("threshold"), literal(threshold.name())),
                    (Arc::from("phrase"), phrase),
                    (Arc::from("max_results"), literal(&most.to_string())),
                ];
                articles = Some(ArticleSearch::new(base, mode, self.names.bot().settings.nlu_engine));
            }
            IntegrationKind::Function { function, headers, payload } => {
                let function = self.filled_in(function.as_ref().unwrap_or(name));
                request.params = vec![(Arc::from("function"), function)];
                request.headers = self.pairs(headers);
                request.body = payload.as_ref().map(|payload| self.filled_in(payload));
            }
            IntegrationKind::Email { to, reply_to, subject, body, html } => {
                let mut param = |name: &str, text: &Text| {
                    let text = self.filled_in(text);
                    request.params.push((Arc::from(name), text));
                };
                param("to", to);
                reply_to.iter().for_each(|text| param("reply_to", text));
                subject.iter().for_each(|text| param("subject", text));
                let html = html.is_some_and(|html| html.value);
                request.params.push((Arc::from("html"), literal(if html { "true" } else { "false" })));
                request.body = body.as_ref().map(|body| self.filled_in(body));
            }
            IntegrationKind::AgentEscalation { message, skill, agent, transfer_context } => {
                let step = TransferStep {
                    message: message_with_lines(&self.expanded(message)),
                    skill: skill.as_ref().map(|skill| self.filled_in(skill)),
                    agent: agent.as_ref().map(|agent| self.filled_in(agent)),
                    passes_context: transfer_context.is_some_and(|passes| passes.value),
                };
                return Some((LinkedIntegrationKind::Escalation(Box::new(step)), None));
            }
            IntegrationKind::Api(http) => return Some((LinkedIntegrationKind::Api(self.http(http)), None)),
            IntegrationKind::File(http, send) => {
                return Some((LinkedIntegrationKind::File(self.http(http), send.clone()), None));
            }
        }
        Some((LinkedIntegrationKind::Service(request), articles))
    }

    fn filled_in(&mut self, text: &Text) -> Template {
        Template::parse(&self.expanded(text))
    }

    /// What interactions call without an integration of their own: each knowledge base, and the policy
    /// engine for each Dynamic Routing. They come after the bot's integrations, in this order.
    pub(super) fn implicit_integrations(&self) -> Vec<LinkedIntegration> {
        let bot = self.names.bot();
        let engine = bot.settings.nlu_engine;
        let mut implicit: Vec<_> = bot
            .knowledge_bases
            .iter()
            .map(|base| LinkedIntegration {
                articles: Some(Box::new(ArticleSearch::new(base, SearchMode::Intents, engine))),
                ..implicit(
                    base.name.shared(),
                    "knowledge_base",
                    LinkedIntegrationKind::KnowledgeBase,
                    &base.mocks,
                    base.name.span(),
                )
            })
            .collect();
        for id in &self.routings {
            let interaction = self.names.at(*id).1;
            if let crate::bot::InteractionKind::DynamicRouting(routing) = &interaction.kind {
                let (name, kind) = (Arc::from(ROUTING_NAME), LinkedIntegrationKind::Routing);
                implicit.push(self::implicit(
                    name,
                    ROUTING_NAME,
                    kind,
                    &routing.mocks,
                    interaction.kind_span,
                ));
            }
        }
        implicit
    }

    pub(super) fn knowledge_step(&self, knowledge: &Knowledge) -> Option<KnowledgeStep> {
        let index = self.names.knowledge_base(knowledge.knowledge_base.as_str())?;
        let most = knowledge.max_answers.map_or(1, |most| most.value);
        let least = knowledge.min_confidence.map_or(MinConfidence::Good, |least| least.value);
        let mut request = request("knowledge");
        request.params = vec![
            (Arc::from("knowledge_base"), Template::literal(knowledge.knowledge_base.shared())),
            (Arc::from("phrase"), Template::parse("{$userMessage}")),
            (Arc::from("min_confidence"), literal(least.name())),
            (Arc::from("max_answers"), literal(&most.to_string())),
        ];
        let variable = knowledge.answer();
        Some(KnowledgeStep {
            integration: IntegrationId::new(self.names.bot().integrations.len() + index),
            request,
            most: most as usize,
            layout: knowledge.layout.map_or(AnswerLayout::Rich, |layout| layout.value),
            not_found: knowledge.not_found.as_ref().map(template),
            link_text: knowledge.link_text.as_ref().map(template),
            image: knowledge.image.as_ref().map(template),
            result_variable: Arc::from(format!("api_{variable}")),
        })
    }

    pub(super) fn routing_step(&self, id: InteractionId, routing: &DynamicRouting) -> Option<RoutingStep> {
        let bot = self.names.bot();
        let index = self.routings.binary_search(&id).ok()?;
        let mut request = request("routing");
        request.params = vec![
            (Arc::from("channel"), literal(bot.settings.channel.name())),
            (Arc::from("userMessage"), Template::parse("{$userMessage}")),
        ];
        Some(RoutingStep {
            integration: IntegrationId::new(bot.integrations.len() + bot.knowledge_bases.len() + index),
            request,
            escalation_message: message_with_lines(routing.escalation_message.as_str()),
            fallback_skill: routing.fallback_skill.as_ref().map(template),
        })
    }
}

fn knowledge_base_of<'b>(names: &Names<'b>, name: &Text) -> Option<&'b KnowledgeBase> {
    names.bot().knowledge_bases.get(names.knowledge_base(name.as_str())?)
}

pub(super) fn transfer_step(transfer: &Transfer) -> TransferStep {
    TransferStep {
        message: message_with_lines(transfer.message.as_str()),
        skill: transfer.skill.as_ref().map(template),
        agent: transfer.agent.as_ref().map(template),
        passes_context: transfer.transfer_context.is_some_and(|passes| passes.value),
    }
}

/// A transfer's message, in which a new line is written as `\n` (spec 8.3).
fn message_with_lines(text: &str) -> Template {
    Template::parse(&text.replace("\\n", "\n"))
}

fn literal(text: &str) -> Template {
    Template::literal(Arc::from(text))
}

/// A request to something that has no address; `what` takes the place of the verb.
fn request(what: &'static str) -> LinkedHttp {
    LinkedHttp {
        method: what,
        url: literal(""),
        params: Vec::new(),
        headers: Vec::new(),
        body: None,
        timeout: DEFAULT_TIMEOUT,
    }
}

fn implicit(
    name: Arc<str>,
    key: &'static str,
    kind: LinkedIntegrationKind,
    mocks: &[Mock],
    span: Span,
) -> LinkedIntegration {
    LinkedIntegration {
        result_variable: Arc::from(format!("api_{name}")),
        name,
        key,
        kind,
        articles: None,
        fields: Box::default(),
        mocks: mocks.to_vec().into_boxed_slice(),
        transform: None,
        unset: Vec::new(),
        span,
    }
}
