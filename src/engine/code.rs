//! Bot code: when it runs, what it is given, what becomes of what it does (spec 5.2; scripting spec 4).

use std::sync::Arc;
use std::time::Duration;

use super::advance::Turn;
use super::flow::After;
use super::{CodePlace, Ended, Event, Part, Problem, Trace, Triggered, WentBecause};
use crate::bot::CodeHook;
use crate::linked::{InteractionId, Step, Target};
use crate::script::{CodeReply, Effect, Failure, FailureKind, Ran, ScriptId};
use crate::text::Template;

/// What a piece of code makes of the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// It goes on as it would without the code.
    GoOn,
    /// It goes to this interaction.
    Go(InteractionId),
    /// The consumer's message is matched with the starters, as if nothing had been asked.
    Rematch,
    /// It stops here.
    Stop,
}

/// Hands the consumer's message back to the matching (scripting spec 4.3).
const PLATFORM_DEFAULT: &str = "platform.default";

/// How long a piece of code may run; after that it is given up (scripting spec 2.1).
const TIME_LIMIT: Duration = Duration::from_secs(5);

impl Turn<'_> {
    /// Runs the code of an interaction at a place of its order of operations, if there is some.
    pub(super) fn run_code(&mut self, id: InteractionId, hook: CodeHook) -> Order {
        match self.bot.interaction(id).script(hook) {
            Some(script) => self.run_script(CodePlace { interaction: Some(id), hook: Some(hook) }, script),
            None => Order::GoOn,
        }
    }

    pub(super) fn run_script(&mut self, place: CodePlace, script: ScriptId) -> Order {
        let bot = self.bot;
        self.trace(Trace::CodeBegins(place));
        let ran = bot.scripts.run(script, self.world(place.hook));
        self.after_code(place, ran)
    }

    /// Calls `__initConversation` where a session begins, before its first message is worked off
    /// (scripting spec 2.4). What it says comes first; it cannot lead the flow anywhere.
    pub(super) fn begin_session(&mut self) {
        if std::mem::replace(&mut self.session.has_begun, true) {
            return;
        }
        self.seed();
        let bot = self.bot;
        match bot.scripts.init_conversation(self.world(None)) {
            Ok(ran) => {
                let place = CodePlace { interaction: None, hook: None };
                self.trace(Trace::CodeBegins(place));
                self.after_code(place, ran);
                self.flush();
            }
            Err(world) => self.take_back(*world),
        }
    }

    fn after_code(&mut self, place: CodePlace, ran: Ran) -> Order {
        let Ran { mut world, failures } = ran;
        let effects = std::mem::take(&mut world.effects);
        self.take_back(*world);
        let mut order = Order::GoOn;
        for effect in effects {
            self.take_effect(place, effect, &mut order);
        }
        for failure in failures {
            if failure.kind == FailureKind::TimeOut {
                self.session.now += TIME_LIMIT;
            }
            self.code_failed(place, failure);
        }
        order
    }

    /// Global functions that fail do so before each piece of code; once in a turn is enough to say it.
    fn code_failed(&mut self, place: CodePlace, failure: Failure) {
        if failure.in_functions {
            let known = self
                .failed_functions
                .iter()
                .any(|(at, message)| *at == failure.at && *message == failure.message);
            if known {
                return;
            }
            self.failed_functions.push((failure.at, failure.message.clone()));
        }
        self.problem(Problem::CodeFailed { place, failure: Arc::new(failure) });
    }

    fn take_effect(&mut self, place: CodePlace, effect: Effect, order: &mut Order) {
        match effect {
            Effect::Say { text, replies } => self.say_by_code(place, &text, &replies),
            Effect::SayAndStop(texts) => {
                texts.iter().for_each(|text| self.say_by_code(place, text, &[]));
                *order = Order::Stop;
            }
            Effect::SayPrivately(text) => self.say_privately_by_code(place, &text),
            Effect::AddReplies(replies) => self.code_replies.extend(replies),
            // An immediate reply wins over a trigger of the same code.
            Effect::Trigger(_) if *order == Order::Stop => {}
            Effect::Trigger(name) => *order = self.trigger(place, name),
            Effect::Delay(time) => self.code_delay = Some(time),
            Effect::AllowMaxText(on) => self.session.unsplit = on,
            Effect::VariableSet { name, value, scope: Some(scope) } => {
                self.trace(Trace::VariableSet { name, value, scope });
            }
            Effect::VariableSet { name, value, scope: None } => {
                self.trace(Trace::LastingVariableSet { name, value });
            }
            Effect::ContextChanged { what, value } => self.trace(Trace::ContextChanged { what, value }),
            Effect::Log(text) => self.events.push(Event::CodeLog { place, text }),
            Effect::CustomEvent { message, name, detail } => {
                self.trace(Trace::CustomEvent { message, name, detail });
            }
            Effect::TransferIntent(intent) => self.transfer_context().intent = Some(intent),
            Effect::TransferMessage(message) => self.transfer_context().message = Some(message),
            Effect::TransferToBot { bot, dialog, message } => {
                if let Some(message) = message {
                    self.say_by_code(place, &message, &[]);
                }
                self.bot_transfer = Some((bot, dialog));
                *order = Order::Stop;
            }
            // They are remembered already.
            Effect::UserName(_) | Effect::Email(_) => {}
            Effect::FromFixture(function) => self.trace(Trace::FromFixture { place, function }),
            Effect::Warning(text) => self.problem(Problem::CodeWarns { place, text }),
        }
    }

    /// Where a trigger leads; the last one counts (scripting spec 4.3). A name that is none is logged and
    /// leads nowhere.
    fn trigger(&mut self, place: CodePlace, name: Arc<str>) -> Order {
        if &*name == PLATFORM_DEFAULT {
            self.trace(Trace::Triggered { place, name, outcome: Triggered::Rematch });
            return Order::Rematch;
        }
        match self.bot.find_interaction(&name) {
            Some(id) => {
                self.trace(Trace::Triggered { place, name, outcome: Triggered::Interaction(id) });
                Order::Go(id)
            }
            None => {
                self.trace(Trace::Triggered { place, name: name.clone(), outcome: Triggered::Unknown });
                self.problem(Problem::UnknownTrigger { place, name });
                // The last name counts, and that one leads nowhere.
                Order::GoOn
            }
        }
    }

    /// Does what code orders in place of what the interaction would do next.
    pub(super) fn obey(&mut self, order: Order, id: InteractionId, hook: CodeHook) -> After {
        match order {
            Order::Go(target) => {
                self.count_if_uncounted(id, hook);
                After::Goto(Target::Interaction(target), WentBecause::Code(hook))
            }
            Order::Rematch => {
                self.count_if_uncounted(id, hook);
                self.rematch();
                After::Pause
            }
            Order::Stop => {
                self.stop();
                After::Pause
            }
            Order::GoOn => After::Goto(self.bot.interaction(id).next, WentBecause::NextAction),
        }
    }

    /// An interaction that code leads away from has played, though without its own content: a circle of such
    /// jumps ends as others do.
    fn count_if_uncounted(&mut self, id: InteractionId, hook: CodeHook) {
        let step = &self.bot.interaction(id).step;
        if hook == CodeHook::PreProcess || step.waits() || matches!(step, Step::Starter) {
            self.count_in_chain();
        }
    }

    /// Hands the consumer's message to the starters, past any question.
    pub(super) fn rematch(&mut self) {
        if self.chain_is_exhausted() {
            self.ended = Some(Ended::ChainLimit);
        } else {
            self.route();
        }
    }

    /// The flow stops; where code asked for another bot, that one takes over.
    pub(super) fn stop(&mut self) {
        self.flush();
        self.trace(Trace::StoppedByCode);
        if let Some((bot, dialog)) = self.bot_transfer.take() {
            self.hand_to_bot_dialog(bot, dialog);
        }
    }

    fn say_by_code(&mut self, place: CodePlace, text: &str, replies: &[CodeReply]) {
        let text = self.fill_code_text(place, text);
        if replies.is_empty() {
            self.prepare_text(text, place.interaction, Part::Code);
        } else {
            self.prepare_code_replies(text, replies, place.interaction);
        }
    }

    fn say_privately_by_code(&mut self, place: CodePlace, text: &str) {
        let text = self.fill_code_text(place, text);
        self.prepare_private(text, place.interaction);
    }

    /// References in a text of code are filled as in texts of interactions (scripting spec 5.2).
    fn fill_code_text(&mut self, place: CodePlace, text: &str) -> Arc<str> {
        if text.contains('{') {
            self.fill(&Template::parse(text), place.interaction)
        } else {
            Arc::from(text)
        }
    }
}
