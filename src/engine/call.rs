//! Calls to integrations: asked of the host, worked off when they end (spec 8.1; rulings, section 1).

use std::sync::Arc;

use serde_json::Value as Json;

use super::advance::Turn;
use super::code::Order;
use super::flow::After;
use super::session::PendingCall;
use super::{
    Call, CallFile, CallId, CallOutcome, CallPurpose, CodePlace, Event, Part, Problem, Trace, WentBecause,
    literals,
};
use crate::bot::{ApiResult, CodeHook, FileUploadMode, UnhandledFailure};
use crate::linked::{IntegrationId, InteractionId, LinkedHttp, LinkedIntegrationKind, Step, Target};
use crate::memory::StoredResponse;
use crate::text::Template;

impl Turn<'_> {
    /// Plays an Integration interaction: waits its delay, asks for the call.
    pub(super) fn call(&mut self, id: InteractionId, integration: IntegrationId) -> After {
        let bot = self.bot;
        match &bot.integration(integration).kind {
            LinkedIntegrationKind::Escalation(transfer) => {
                self.wait_delay(id);
                self.transfer(id, transfer)
            }
            LinkedIntegrationKind::Api(http) | LinkedIntegrationKind::Service(http) => {
                self.trace(Trace::Called { integration, purpose: CallPurpose::Wait });
                self.wait_delay(id);
                let pending = self.request(id, integration, http, None, false);
                self.session.pending = Some(pending);
                After::Pause
            }
            LinkedIntegrationKind::File(http, send) => {
                let Some((upload, file)) = self.session.request.upload.clone() else {
                    self.problem(Problem::NoFileToSend(id));
                    return self.after_file_failure(id);
                };
                let file = CallFile { file, send: send.clone() };
                self.send_file(id, integration, http, upload, file)
            }
            // These belong to interactions of their own; no Integration interaction can name them.
            LinkedIntegrationKind::KnowledgeBase | LinkedIntegrationKind::Routing => {
                After::Goto(bot.interaction(id).next, WentBecause::NextAction)
            }
        }
    }

    fn send_file(
        &mut self,
        id: InteractionId,
        integration: IntegrationId,
        http: &LinkedHttp,
        upload: InteractionId,
        file: CallFile,
    ) -> After {
        let background = self.bot.settings.file_upload == FileUploadMode::Asynchronous;
        let purpose = if background {
            CallPurpose::SendFileInBackground(upload)
        } else {
            CallPurpose::SendFile(upload)
        };
        self.trace(Trace::Called { integration, purpose });
        self.wait_delay(id);
        let mut pending = self.request(id, integration, http, Some(file), background);
        pending.upload = Some(upload);
        if background {
            self.session.background.push(pending);
            return After::Goto(self.bot.interaction(id).next, WentBecause::NextAction);
        }
        self.session.pending = Some(pending);
        After::Pause
    }

    pub(super) fn request(
        &mut self,
        id: InteractionId,
        integration: IntegrationId,
        http: &LinkedHttp,
        file: Option<CallFile>,
        background: bool,
    ) -> PendingCall {
        self.session.last_call += 1;
        let call = CallId(self.session.last_call);
        let mut request = Call {
            id: call,
            integration,
            from: id,
            method: http.method,
            url: self.fill(&http.url, Some(id)),
            params: self.fill_pairs(&http.params, id),
            headers: self.fill_pairs(&http.headers, id),
            body: http.body.as_ref().map(|body| self.fill(body, Some(id))),
            file,
            timeout: http.timeout,
            background,
        };
        if self.bot.integration(integration).key == "email" {
            request.params.iter_mut().for_each(tidy_addresses);
        }
        self.events.push(Event::Call(Box::new(request)));
        PendingCall { id: call, interaction: id, upload: None }
    }

    fn fill_pairs(&mut self, pairs: &[(Arc<str>, Template)], id: InteractionId) -> Vec<(Arc<str>, Arc<str>)> {
        pairs.iter().map(|(key, value)| (key.clone(), self.fill(value, Some(id)))).collect()
    }

    /// A call has ended: the flow that waited for it goes on, or a background upload reports.
    pub(super) fn finish_call(&mut self, call: CallId, outcome: CallOutcome) {
        if let Some(pending) = self.session.pending.take_if(|pending| pending.id == call) {
            self.session.now += outcome.elapsed;
            if self.was_stuck(&pending) {
                // Nobody waits for this answer any more; the session is another.
                self.note_end_of(&pending, &outcome);
            } else {
                self.work_off_answer(&pending, &outcome);
            }
            self.rest();
        } else if let Some(index) = self.session.background.iter().position(|pending| pending.id == call) {
            let pending = self.session.background.remove(index);
            self.session.now += outcome.elapsed;
            let (result, _) = self.store_result(&pending, &outcome);
            self.flush();
            self.report_upload(&pending, result);
        }
    }

    fn work_off_answer(&mut self, pending: &PendingCall, outcome: &CallOutcome) {
        let bot = self.bot;
        let id = pending.interaction;
        match &bot.interaction(id).step {
            Step::Knowledge(step) => {
                let result = self.note_end(step.integration, outcome);
                self.after_search(id, step, outcome, result);
            }
            Step::Routing(step) => {
                let result = self.note_end(step.integration, outcome);
                self.after_routing(id, step, outcome, result);
            }
            _ => {
                let (result, order) = self.store_result(pending, outcome);
                self.go_on(pending, result, order);
            }
        }
    }

    fn note_end_of(&mut self, pending: &PendingCall, outcome: &CallOutcome) {
        let integration = match &self.bot.interaction(pending.interaction).step {
            Step::Call(integration) => *integration,
            Step::Knowledge(step) => step.integration,
            Step::Routing(step) => step.integration,
            _ => return,
        };
        self.note_end(integration, outcome);
    }

    /// Stores an answer, and lets the integration's code look at it.
    fn store_result(&mut self, pending: &PendingCall, outcome: &CallOutcome) -> (ApiResult, Order) {
        let bot = self.bot;
        let Step::Call(id) = bot.interaction(pending.interaction).step else {
            return (ApiResult::Failure, Order::GoOn);
        };
        let integration = bot.integration(id);
        let result = self.note_end(id, outcome);
        let status = outcome.result.as_ref().ok().map(|response| response.status);
        // The answer to a File integration cannot be read (spec 8.4.9).
        let readable = outcome.result.as_ref().ok().filter(|_| !integration.is_file());
        let body = readable.map(|response| parse_body(&response.body));
        let results = &mut self.session.memory.results;
        results.store(integration.result_variable.clone(), StoredResponse { status, body });
        // Data fields are read from what code makes of the answer (scripting spec 3.5).
        let order = match integration.transform.filter(|_| outcome.result.is_ok()) {
            Some(script) => {
                let hook = Some(CodeHook::TransformResult);
                self.run_script(CodePlace { interaction: Some(pending.interaction), hook }, script)
            }
            None => Order::GoOn,
        };
        let results = &mut self.session.memory.results;
        for field in &integration.fields {
            results.read_field(field.name.clone(), field.source.as_ref());
        }
        (result, order)
    }

    /// Says how a call ended, and remembers it (spec 11.7.4).
    fn note_end(&mut self, integration: IntegrationId, outcome: &CallOutcome) -> ApiResult {
        let result = if outcome.is_success() { ApiResult::Success } else { ApiResult::Failure };
        let status = outcome.result.as_ref().ok().map(|response| response.status);
        let explanation = match &outcome.result {
            Ok(_) => outcome.explanation.clone(),
            Err(error) => Arc::from(format!("{}: {}", outcome.explanation, error.0)),
        };
        self.session.last_outcome = Some((result, status));
        self.trace(Trace::CallEnded { integration, result, status, explanation });
        result
    }

    fn go_on(&mut self, pending: &PendingCall, result: ApiResult, transform: Order) {
        let id = pending.interaction;
        let post = self.run_code(id, CodeHook::PostProcess);
        self.flush();
        // The last trigger counts, be it that of the integration's own code.
        let (order, hook) = match post {
            Order::GoOn => (transform, CodeHook::TransformResult),
            order => (order, CodeHook::PostProcess),
        };
        if let Some(upload) = pending.upload {
            let success = result == ApiResult::Success;
            // Where the upload failed, the file is still at hand for a retry by the Integration's own rules.
            if success {
                self.session.request.upload = None;
            }
            self.tell_upload_result(upload, id, success);
        }
        if order != Order::GoOn {
            self.note_result(result, true);
            if let After::Goto(target, because) = self.obey(order, id, hook) {
                self.go(id, target, because);
            }
            return;
        }
        let after = match (self.first_rule_for_result(id, result), result, pending.upload) {
            (Some(rule), ..) => {
                self.apply(rule, id);
                After::Goto(rule.next, WentBecause::Rule(rule.position))
            }
            // The consumer has been told of a failed upload; the flow takes the next action.
            (None, ApiResult::Success, _) | (None, _, Some(_)) => {
                After::Goto(self.bot.interaction(id).next, WentBecause::NextAction)
            }
            (None, ApiResult::Failure, None) => self.after_unhandled_failure(id),
        };
        if let After::Goto(target, because) = after {
            self.go(id, target, because);
        }
    }

    /// A failure that no rule handles: the fallback message or the platform's text, then the dialog is
    /// complete unless the bot says otherwise (spec 8.1.2, U-12).
    fn after_unhandled_failure(&mut self, id: InteractionId) -> After {
        let bot = self.bot;
        match &bot.interaction(id).fallback {
            Some(fallback) => self.send_template(fallback, id, Part::Fallback),
            None => self.send_built_in(literals::INTEGRATION_FAILED, Some(id)),
        }
        match bot.settings.unhandled_failure {
            UnhandledFailure::Continue => After::Goto(bot.interaction(id).next, WentBecause::NextAction),
            UnhandledFailure::Stop => After::Goto(Target::End, WentBecause::UnhandledFailure),
        }
    }

    /// A File integration without a file: the consumer is told, failure rules and next action follow.
    fn after_file_failure(&mut self, id: InteractionId) -> After {
        let bot = self.bot;
        match &bot.interaction(id).fallback {
            Some(fallback) => self.send_template(fallback, id, Part::Fallback),
            None => self.send_built_in(literals::UPLOAD_FAILED, Some(id)),
        }
        self.after_result(id, ApiResult::Failure)
    }

    /// The result of an upload in the background: its message as a turn of its own, then the event for
    /// the starters (rulings, section 1; spec 8.4.5).
    fn report_upload(&mut self, pending: &PendingCall, result: ApiResult) {
        let Some(upload) = pending.upload else { return };
        if self.session.is_closed() {
            // Nobody is there to be told.
            return;
        }
        let success = result == ApiResult::Success;
        let text = self.tell_upload_result(upload, pending.interaction, success);
        let event = if success { literals::UPLOAD_SUCCESS_EVENT } else { literals::UPLOAD_FAILED_EVENT };
        let event: Arc<str> = Arc::from(format!("{event}{text}"));
        if self.session.is_with_agent() {
            self.trace(Trace::SystemText(event));
            self.trace(Trace::WithAgent);
        } else if !self.session.is_busy() {
            // The event brings no file: a dialog that it triggers cannot send this one once more, and then
            // be triggered by that, without end.
            self.session.request.upload = None;
            self.session.chain = super::session::Chain::default();
            self.session.open_message();
            self.route_event(event);
        }
    }
}

/// The addresses of a mail, with one comma and one space between any two of them (spec 11.3).
fn tidy_addresses((name, addresses): &mut (Arc<str>, Arc<str>)) {
    if matches!(&**name, "to" | "reply_to") {
        let all: Vec<&str> = addresses.split(',').map(str::trim).filter(|one| !one.is_empty()).collect();
        *addresses = Arc::from(all.join(", "));
    }
}

/// A body as JSON where it is JSON, else as a text.
pub(super) fn parse_body(body: &[u8]) -> Json {
    serde_json::from_slice(body).unwrap_or_else(|_| Json::String(String::from_utf8_lossy(body).into_owned()))
}
