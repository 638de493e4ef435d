//! Walks that several rules share: every text of a bot, every next action, what code mentions.

use std::collections::HashSet;
use std::ops::Range;

use super::Subject;
use crate::bot::{
    Bot, Button, ButtonAction, Code, CodeHook, ConditionKind, DialogKind, Integration, IntegrationKind,
    Interaction, InteractionKind, Mock, MockAnswer, MockBody, Next, NextAction, Pair, Rule, UniversalContent,
    VariableCondition, WrittenJson,
};
pub(super) use crate::linked::Place;
use crate::linked::{InteractionId, Names};
use crate::source::Text;
use crate::text::Reference;

/// What a text of a bot is, as far as references in it are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextRole {
    /// The flow fills it in: what is said, what variables become and are compared with.
    Filled,
    /// A skill, which becomes a number.
    Skill,
    /// A part of an integration's request, which may also read the process environment.
    Request,
    /// The value of an environment variable, which holds no references of the platform.
    Environment,
    /// An answer of a mock, which may quote the request.
    Mock,
}

/// The interaction of an id.
pub(super) fn place<'b>(names: &Names<'b>, id: InteractionId) -> Place<'b> {
    names.place(id)
}

/// Every interaction of the bot.
pub(super) fn places<'b>(names: &Names<'b>) -> impl Iterator<Item = Place<'b>> {
    names.all_places()
}

/// Every interaction that the flow can stop at.
pub(super) fn live_places<'b>(names: &Names<'b>) -> impl Iterator<Item = Place<'b>> {
    places(names).filter(Place::is_live)
}

/// A next action with who has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Action<'b> {
    /// The action.
    pub(super) next: &'b Next,
    /// The interaction that has it, or whose rule has it.
    pub(super) from: Place<'b>,
}

/// Every next action of the bot that is written: of interactions and of their rules.
pub(super) fn actions<'b>(names: &Names<'b>) -> impl Iterator<Item = Action<'b>> {
    places(names).flat_map(|from| {
        let own = from.interaction.next.iter();
        let of_rules = from.interaction.rules.iter().filter_map(|rule| rule.next.as_ref());
        own.chain(of_rules).map(move |next| Action { next, from })
    })
}

/// Every next action that names an interaction, with that name.
pub(super) fn jumps<'b>(names: &Names<'b>) -> impl Iterator<Item = (Action<'b>, &'b Text)> {
    actions(names).filter_map(|action| match &action.next.action {
        NextAction::Interaction(name) => Some((action, name)),
        _ => None,
    })
}

/// Every condition on a variable with the interaction that has it. Those on references are not among them: their
/// references are, as those of all texts.
pub(super) fn conditions<'b>(names: &Names<'b>) -> impl Iterator<Item = (Place<'b>, &'b VariableCondition)> {
    rules(names).flat_map(|(place, rule)| on_variables(rule).map(move |condition| (place, condition)))
}

/// The conditions of a rule that name their variable.
pub(super) fn on_variables(rule: &Rule) -> impl Iterator<Item = &VariableCondition> {
    let all = rule.all.iter().chain(&rule.any);
    all.filter(|condition| !condition.variable.as_str().contains('{'))
}

/// Every rule of the bot with the interaction that has it.
pub(super) fn rules<'b>(names: &Names<'b>) -> impl Iterator<Item = (Place<'b>, &'b Rule)> {
    places(names).flat_map(|place| place.interaction.rules.iter().map(move |rule| (place, rule)))
}

/// A pattern with where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundPattern<'b> {
    /// The pattern as it is written.
    pub(super) text: &'b Text,
    /// The starter that has it, or the question whose rule has it.
    pub(super) place: Place<'b>,
    /// The rule that has it; none where a starter does.
    pub(super) rule: Option<&'b Rule>,
}

/// Every pattern of the bot: of starters and of rules.
pub(super) fn patterns<'b>(names: &Names<'b>) -> impl Iterator<Item = FoundPattern<'b>> {
    places(names).flat_map(|place| {
        let of_starter = match &place.interaction.kind {
            InteractionKind::DialogStarter(starter) => starter.patterns.as_slice(),
            _ => &[],
        };
        let of_rules = place.interaction.rules.iter().flat_map(|rule| match &rule.condition.kind {
            ConditionKind::Pattern(patterns) => patterns.iter().map(|text| (text, Some(rule))).collect(),
            _ => Vec::new(),
        });
        let all = of_starter.iter().map(|text| (text, None)).chain(of_rules);
        all.map(move |(text, rule)| FoundPattern { text, place, rule })
    })
}

/// Calls `visit` with every reference in a text of the bot.
pub(super) fn references<'b>(
    subject: &Subject<'b>,
    visit: &mut dyn FnMut(&'b Text, &Reference, Range<usize>),
) {
    for (text, template) in subject.templates() {
        for (reference, range) in template.references() {
            visit(text, reference, range);
        }
    }
}

/// Where a name stands in a reference, which it is the last part of.
pub(super) fn part_of(text: &Text, reference: &Range<usize>, name: &str) -> Option<Range<usize>> {
    let start = reference.start + text.as_str().get(reference.clone())?.rfind(name)?;
    Some(start..start + name.len())
}

/// Every regular expression that an author wrote for the bot: of rules and of entities.
pub(super) fn regexes(bot: &Bot) -> impl Iterator<Item = &Text> {
    let conditions = bot.interactions().flat_map(|(_, item)| &item.rules).map(|rule| &rule.condition.kind);
    let of_rules = conditions.filter_map(|condition| match condition {
        ConditionKind::Regex(regex) => Some(regex),
        _ => None,
    });
    of_rules.chain(bot.entities.iter().filter_map(|entity| entity.regex.as_ref()))
}

/// Calls `visit` with every text of the bot that is more than a name.
pub(super) fn texts<'b>(bot: &'b Bot, visit: &mut dyn FnMut(&'b Text, TextRole)) {
    for variable in &bot.environment {
        visit(&variable.value, TextRole::Environment);
    }
    if let Some(text) = &bot.settings.default_response {
        visit(text, TextRole::Filled);
    }
    if let Some(text) = bot.group.as_ref().and_then(|group| group.transfer_message.as_ref()) {
        visit(text, TextRole::Filled);
    }
    for integration in &bot.integrations {
        integration_texts(integration, visit);
    }
    for dialog in &bot.dialogs {
        if let DialogKind::AutoEscalation { skill: Some(skill), .. } = &dialog.kind {
            visit(skill, TextRole::Skill);
        }
    }
    mock_lists(bot).for_each(|(_, mocks)| mock_texts(mocks, visit));
    for (_, interaction) in bot.interactions() {
        interaction_texts(interaction, visit);
    }
}

/// Calls `visit` with every text of an interaction that is more than a name.
pub(super) fn interaction_texts<'b>(interaction: &'b Interaction, visit: &mut dyn FnMut(&'b Text, TextRole)) {
    kind_texts(&interaction.kind, &mut |text| visit(text, TextRole::Filled));
    if let InteractionKind::AgentTransfer(transfer) = &interaction.kind
        && let Some(skill) = &transfer.skill
    {
        visit(skill, TextRole::Skill);
    }
    let filled = &mut |text| visit(text, TextRole::Filled);
    interaction.fallback.iter().for_each(&mut *filled);
    json_texts(interaction.metadata.as_deref(), filled);
    interaction.rules.iter().for_each(|rule| rule_texts(rule, filled));
}

/// Calls `visit` with every text of an integration that is more than a name.
pub(super) fn integration_texts<'b>(integration: &'b Integration, visit: &mut dyn FnMut(&'b Text, TextRole)) {
    let request = &mut |text| visit(text, TextRole::Request);
    if let Some(http) = integration.kind.http() {
        request(&http.url);
        pair_texts(&http.params, request);
        pair_texts(&http.headers, request);
        http.body.iter().for_each(&mut *request);
    }
    match &integration.kind {
        IntegrationKind::Api(_) | IntegrationKind::File(..) => {}
        IntegrationKind::Knowledge { phrase, .. } => phrase.iter().for_each(request),
        IntegrationKind::AgentEscalation { message, skill, agent, .. } => {
            [Some(message), skill.as_ref(), agent.as_ref()].into_iter().flatten().for_each(request);
        }
        IntegrationKind::Function { headers, payload, .. } => {
            pair_texts(headers, request);
            payload.iter().for_each(request);
        }
        IntegrationKind::Email { to, reply_to, subject, body, .. } => {
            request(to);
            [reply_to, subject, body].into_iter().flatten().for_each(request);
        }
    }
    for field in &integration.fields {
        visit(&field.path, TextRole::Filled);
    }
}

/// Every list of mocks, with the name of what it answers for.
pub(super) fn mock_lists(bot: &Bot) -> impl Iterator<Item = (&str, &[Mock])> {
    let of_integrations = bot.integrations.iter().map(|item| (item.name.as_str(), item.mocks.as_slice()));
    let of_bases = bot.knowledge_bases.iter().map(|item| (item.name.as_str(), item.mocks.as_slice()));
    let of_routings = bot.interactions().filter_map(|(_, item)| match &item.kind {
        InteractionKind::DynamicRouting(routing) => Some((item.kind.key(), routing.mocks.as_slice())),
        _ => None,
    });
    of_integrations.chain(of_bases).chain(of_routings)
}

fn mock_texts<'b>(mocks: &'b [Mock], visit: &mut dyn FnMut(&'b Text, TextRole)) {
    for mock in mocks {
        let MockAnswer::Respond(response) = &mock.answer else { continue };
        if response.literal {
            continue;
        }
        pair_texts(&response.headers, &mut |text| visit(text, TextRole::Mock));
        let body = match &response.body {
            MockBody::Text(text) => std::slice::from_ref(text),
            MockBody::Json(json) => &json.texts,
            MockBody::Empty | MockBody::Bytes(_) => &[],
        };
        body.iter().for_each(|text| visit(text, TextRole::Mock));
    }
}

fn pair_texts<'b>(pairs: &'b [Pair], visit: &mut dyn FnMut(&'b Text)) {
    pairs.iter().for_each(|pair| visit(&pair.value));
}

fn rule_texts<'b>(rule: &'b Rule, visit: &mut dyn FnMut(&'b Text)) {
    if let ConditionKind::NoMatch(Some(text)) | ConditionKind::Option(text) = &rule.condition.kind {
        visit(text);
    }
    for condition in rule.all.iter().chain(&rule.any) {
        visit(&condition.variable);
        condition.operand.iter().for_each(&mut *visit);
    }
    rule.set.iter().for_each(|variable| visit(&variable.value));
    rule.slot.iter().for_each(|slot| visit(&slot.value));
}

/// The texts that only one kind of interaction has; a transfer's skill is not among them.
fn kind_texts<'b>(kind: &'b InteractionKind, visit: &mut dyn FnMut(&'b Text)) {
    match kind {
        InteractionKind::DialogStarter(_) | InteractionKind::Integration(_) => {}
        InteractionKind::Text(text)
        | InteractionKind::Image(text)
        | InteractionKind::PrivateMessage(text)
        | InteractionKind::Audio(text)
        | InteractionKind::Video(text)
        | InteractionKind::TextQuestion(text) => visit(text),
        InteractionKind::RichLink(link) => {
            [&link.title, &link.url, &link.image].into_iter().for_each(visit);
        }
        InteractionKind::Universal(universal) => match &universal.content {
            UniversalContent::Json(code) => visit(code.text()),
            UniversalContent::Value(json) => json_texts(Some(json), visit),
        },
        InteractionKind::FileUpload(upload) => {
            visit(&upload.text);
            let messages =
                [&upload.in_progress, &upload.success, &upload.failure, &upload.validation_failure];
            messages.into_iter().flatten().for_each(visit);
        }
        InteractionKind::AgentTransfer(transfer) => {
            visit(&transfer.message);
            transfer.agent.iter().for_each(visit);
        }
        InteractionKind::Knowledge(knowledge) => {
            [&knowledge.not_found, &knowledge.link_text, &knowledge.image]
                .into_iter()
                .flatten()
                .for_each(visit);
        }
        InteractionKind::DynamicRouting(routing) => {
            visit(&routing.escalation_message);
            routing.fallback_skill.iter().for_each(visit);
        }
        InteractionKind::Disambiguation(question) => {
            visit(&question.text);
            question.none_of_these.iter().for_each(visit);
        }
        other => question_texts(other, visit),
    }
}

fn question_texts<'b>(kind: &'b InteractionKind, visit: &mut dyn FnMut(&'b Text)) {
    match kind {
        InteractionKind::MultipleChoice(question) => {
            visit(&question.text);
            question.choices.iter().for_each(visit);
        }
        InteractionKind::StructuredQuestion(question) => {
            visit(&question.title);
            question.subtitle.iter().for_each(&mut *visit);
            for tile in &question.tiles {
                visit(&tile.title);
                [&tile.subtitle, &tile.image, &tile.url].into_iter().flatten().for_each(&mut *visit);
                button_texts(&tile.buttons, visit);
            }
        }
        InteractionKind::ButtonQuestion { text, buttons } => {
            visit(text);
            button_texts(buttons, visit);
        }
        InteractionKind::QuickReply { text, replies, .. } => {
            visit(text);
            for reply in replies {
                visit(&reply.title);
                [&reply.payload, &reply.image].into_iter().flatten().for_each(&mut *visit);
                json_texts(reply.metadata.as_ref(), visit);
            }
        }
        InteractionKind::ListPicker(picker) => {
            visit(&picker.title);
            [&picker.subtitle, &picker.reply_title].into_iter().flatten().for_each(&mut *visit);
            for section in &picker.sections {
                visit(&section.title);
                for item in &section.items {
                    visit(&item.title);
                    [&item.subtitle, &item.image].into_iter().flatten().for_each(&mut *visit);
                }
            }
        }
        InteractionKind::TimePicker(picker) => {
            visit(&picker.title);
            [&picker.subtitle, &picker.event, &picker.image].into_iter().flatten().for_each(&mut *visit);
            picker.slots.iter().for_each(|slot| visit(&slot.start));
        }
        _ => {}
    }
}

fn button_texts<'b>(buttons: &'b [Button], visit: &mut dyn FnMut(&'b Text)) {
    for button in buttons {
        visit(&button.label);
        match &button.action {
            ButtonAction::Postback(callback) => callback.iter().for_each(&mut *visit),
            ButtonAction::WebUrl { url, .. } => visit(url),
        }
        json_texts(button.metadata.as_ref(), visit);
    }
}

fn json_texts<'b>(json: Option<&'b WrittenJson>, visit: &mut dyn FnMut(&'b Text)) {
    json.iter().flat_map(|json| &json.texts).for_each(visit);
}

/// Everything between quotes in the bot's code. Code is not understood here; what it mentions by name
/// is taken for used, so that no rule complains about something that code does.
pub(super) fn quoted_in_code(bot: &Bot) -> HashSet<&str> {
    let mut quoted = HashSet::new();
    let hooks = [CodeHook::PreProcess, CodeHook::PostProcess, CodeHook::ProcessUserResponse];
    let of_interactions =
        bot.interactions().flat_map(|(_, item)| hooks.into_iter().filter_map(|hook| item.code.get(hook)));
    let of_integrations = bot.integrations.iter().filter_map(|item| item.transform_result.as_ref());
    for code in of_interactions.chain(of_integrations).chain(&bot.functions) {
        collect_quoted(code, &mut quoted);
    }
    quoted
}

/// Between any two quotes of a kind on a line: an apostrophe in a comment must not hide what follows.
fn collect_quoted<'b>(code: &'b Code, quoted: &mut HashSet<&'b str>) {
    for line in code.text().as_str().lines() {
        for quote in ['"', '\'', '`'] {
            quoted.extend(line.split(quote).skip(1));
        }
    }
}
