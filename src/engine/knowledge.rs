//! Searching a knowledge base and showing what was found (spec 8.2).

use std::sync::Arc;

use serde_json::Value as Json;

use super::advance::Turn;
use super::call::parse_body;
use super::code::Order;
use super::flow::After;
use super::{
    AnswersShown, CallOutcome, CallPurpose, Card, CardLink, MessageBody, Part, Problem, Trace, WentBecause,
    literals,
};
use crate::bot::{AnswerLayout, ApiResult, Channel, CodeHook, Content, KnowledgeMatch};
use crate::linked::{InteractionId, KnowledgeStep, LinkedCondition};
use crate::memory::StoredResponse;

impl Turn<'_> {
    /// Plays a Knowledge AI interaction: waits its delay, asks for the search. What is searched for is
    /// always the consumer's last message (spec 8.2.1).
    pub(super) fn search(&mut self, id: InteractionId, step: &KnowledgeStep) -> After {
        self.trace(Trace::Called { integration: step.integration, purpose: CallPurpose::Wait });
        self.wait_delay(id);
        let pending = self.request(id, step.integration, &step.request, None, false);
        self.session.pending = Some(pending);
        After::Pause
    }

    /// A search has ended.
    pub(super) fn after_search(
        &mut self,
        id: InteractionId,
        step: &KnowledgeStep,
        outcome: &CallOutcome,
        result: ApiResult,
    ) {
        let mut answers = match result {
            ApiResult::Success => self.list_in_answer(id, outcome, "results"),
            ApiResult::Failure => Vec::new(),
        };
        answers.truncate(step.most);
        let found = if answers.is_empty() { KnowledgeMatch::NotFound } else { KnowledgeMatch::Found };
        let shown = match found {
            KnowledgeMatch::Found => self.prepare_answers(id, step, &answers),
            KnowledgeMatch::NotFound => self.prepare_not_found(id, step),
        };
        self.trace(Trace::Searched { interaction: id, answers: answers.len(), shown });
        if step.layout == AnswerLayout::None {
            let status = outcome.result.as_ref().ok().map(|response| response.status);
            let body = Some(serde_json::json!({ "results": answers }));
            self.session.memory.results.store(step.result_variable.clone(), StoredResponse { status, body });
        }
        let order = self.run_code(id, CodeHook::PostProcess);
        self.flush();
        if order != Order::GoOn {
            if let After::Goto(target, because) = self.obey(order, id, CodeHook::PostProcess) {
                self.go(id, target, because);
            }
            return;
        }
        match self.first_rule_for_search(id, found) {
            Some(rule) => {
                self.apply(rule, id);
                self.go(id, rule.next, WentBecause::Rule(rule.position));
            }
            None => self.go(id, self.bot.interaction(id).next, WentBecause::NextAction),
        }
    }

    /// A list of an answer's JSON; an answer without a body has an empty one.
    pub(super) fn list_in_answer(
        &mut self,
        from: InteractionId,
        outcome: &CallOutcome,
        list: &'static str,
    ) -> Vec<Json> {
        let Ok(response) = &outcome.result else { return Vec::new() };
        if response.body.is_empty() {
            return Vec::new();
        }
        if let Json::Object(mut body) = parse_body(&response.body)
            && let Some(Json::Array(items)) = body.remove(list)
        {
            return items;
        }
        self.problem(Problem::NoListInAnswer { from, list });
        Vec::new()
    }

    fn prepare_answers(&mut self, id: InteractionId, step: &KnowledgeStep, answers: &[Json]) -> AnswersShown {
        let channel = self.session.channel(self.bot);
        let rich = channel.shows(Content::Cards);
        match step.layout {
            AnswerLayout::None => return AnswersShown::Stored,
            AnswerLayout::Rich if rich => {
                let cards: Arc<[Card]> = answers.iter().map(|answer| self.card(id, step, answer)).collect();
                let titles: Vec<&str> = cards.iter().map(|card| &*card.title).collect();
                let text = Arc::from(titles.join("\n"));
                self.prepare(text, MessageBody::Cards(cards), Some(id), Part::Content);
                return AnswersShown::Rich;
            }
            AnswerLayout::Rich | AnswerLayout::Plain => {}
        }
        if let Some(best) = answers.first() {
            let card = self.card(id, step, best);
            self.prepare_text(plain_answer(&card, channel), Some(id), Part::Content);
        }
        match step.layout {
            AnswerLayout::Rich => AnswersShown::PlainForChannel,
            _ => AnswersShown::Plain,
        }
    }

    fn card(&mut self, id: InteractionId, step: &KnowledgeStep, answer: &Json) -> Card {
        let field = |name: &str| answer.get(name).and_then(Json::as_str).filter(|text| !text.is_empty());
        let image = match (field("imageURL"), &step.image) {
            (Some(image), _) => Some(Arc::from(image)),
            (None, Some(image)) => Some(self.fill(image, Some(id))),
            (None, None) => None,
        };
        let link = field("contentURL").map(|url| CardLink {
            label: step.link_text.as_ref().map(|text| self.fill(text, Some(id))),
            url: Arc::from(url),
        });
        Card {
            title: Arc::from(field("title").unwrap_or("")),
            text: field("summary").or_else(|| field("detail")).map(Arc::from),
            image,
            link,
        }
    }

    /// The message for no results is sent whether or not a rule follows; the platform's text only where
    /// there is neither (spec 8.2.2).
    fn prepare_not_found(&mut self, id: InteractionId, step: &KnowledgeStep) -> AnswersShown {
        if let Some(message) = &step.not_found {
            let message = self.fill(message, Some(id));
            let silent = &*message == literals::BLANK_MESSAGE;
            self.prepare_text(message, Some(id), Part::NotFound);
            return if silent { AnswersShown::Silenced } else { AnswersShown::NotFoundMessage };
        }
        let is_rule = |condition: &LinkedCondition| {
            matches!(condition, LinkedCondition::Knowledge(KnowledgeMatch::NotFound))
        };
        if self.bot.interaction(id).rules.iter().any(|rule| is_rule(&rule.condition)) {
            return AnswersShown::LeftToRule;
        }
        self.prepare_text(Arc::from(literals::INTEGRATION_FAILED), Some(id), Part::BuiltIn);
        AnswersShown::BuiltIn
    }
}

/// An answer as a text: title, text, link. On the web the link's text is the link; elsewhere the address
/// stands behind it. HTML of the article stays as it is (spec 8.2).
fn plain_answer(card: &Card, channel: Channel) -> Arc<str> {
    let link = card.link.as_ref().map(|CardLink { label, url }| match label {
        Some(label) if channel == Channel::Web => format!("<a href=\"{url}\">{label}</a>"),
        Some(label) => format!("{label} {url}"),
        None => url.to_string(),
    });
    let title = Some(&*card.title).filter(|title| !title.is_empty());
    let lines: Vec<&str> = [title, card.text.as_deref(), link.as_deref()].into_iter().flatten().collect();
    Arc::from(lines.join("\n"))
}
