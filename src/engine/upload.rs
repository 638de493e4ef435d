//! The file-upload sequence (rulings, section 1; spec 8.4).

use std::sync::Arc;

use super::advance::Turn;
use super::{ConsumerFile, Part, Problem, Trace, WentBecause, literals};
use crate::bot::FileUploadMode;
use crate::file_type::{MAX_UPLOAD_BYTES, accepts};
use crate::linked::{InteractionId, Step, UploadStep};
use crate::text::{Template, format_size};

impl Turn<'_> {
    /// A file has come while `id` waits for one: judged, acknowledged, and sent on.
    pub(super) fn take_file(&mut self, id: InteractionId, file: Arc<ConsumerFile>) {
        let bot = self.bot;
        let Step::Upload(upload) = &bot.interaction(id).step else { return };
        let verdict = judge(upload, &file);
        let accepted = verdict.is_ok();
        let reason = match &verdict {
            Ok(reason) | Err(Refused::Type(reason) | Refused::Size(reason)) => Arc::from(reason.as_str()),
        };
        self.trace(Trace::FileJudged { upload: id, accepted, reason });
        if let Err(refused) = verdict {
            self.refuse_file(id, upload, &refused);
            return;
        }
        if upload.pair.is_none() {
            // Without its Integration the file cannot go anywhere; the consumer is told so, and asked
            // for it still.
            self.problem(Problem::UploadGoesNowhere(id));
            self.send_upload_failure(id, upload);
            return;
        }
        self.leave();
        self.session.request.upload = Some((id, file));
        self.send_or(upload.in_progress.as_ref(), literals::UPLOAD_IN_PROGRESS, id, Part::InProgress);
        self.go(id, bot.interaction(id).next, WentBecause::NextAction);
    }

    /// The file is not accepted: the question keeps waiting for another.
    fn refuse_file(&mut self, id: InteractionId, upload: &UploadStep, refused: &Refused) {
        let bot = self.bot;
        let fallback = bot.interaction(id).fallback.as_ref().map(|text| (text, Part::Fallback));
        let validation = upload.validation_failure.as_ref().map(|text| (text, Part::ValidationFailure));
        let written = match bot.settings.file_upload {
            FileUploadMode::Sequential => fallback.or(validation),
            FileUploadMode::Asynchronous => validation.or(fallback),
        };
        match (written, refused) {
            (Some((text, part)), _) => self.send_template(text, id, part),
            (None, Refused::Type(_)) => {
                let labels: Vec<&str> = upload.accept.iter().map(|known| known.label()).collect();
                self.send_built_in(&literals::invalid_file_type(&labels), Some(id));
            }
            (None, Refused::Size(_)) => self.send_built_in(literals::UPLOAD_FAILED, Some(id)),
        }
    }

    /// The external system has taken the file, or has not: what the consumer is told. Returns the text.
    pub(super) fn tell_upload_result(
        &mut self,
        upload_id: InteractionId,
        integration: InteractionId,
        success: bool,
    ) -> Arc<str> {
        let bot = self.bot;
        let Step::Upload(upload) = &bot.interaction(upload_id).step else { return Arc::from("") };
        if success {
            return self.send_or(
                upload.success.as_ref(),
                literals::UPLOAD_SUCCEEDED,
                upload_id,
                Part::Success,
            );
        }
        let sequential = bot.settings.file_upload == FileUploadMode::Sequential;
        let fallback = bot.interaction(integration).fallback.as_ref().filter(|_| sequential);
        match fallback {
            Some(text) => {
                let text = self.fill(text, Some(integration));
                self.send_text(text.clone(), Some(integration), Part::Fallback);
                text
            }
            None => self.send_upload_failure(upload_id, upload),
        }
    }

    /// The File Upload's failure message, else its fallback, else the platform's text.
    fn send_upload_failure(&mut self, id: InteractionId, upload: &UploadStep) -> Arc<str> {
        let bot = self.bot;
        let fallback = bot.interaction(id).fallback.as_ref();
        let part = if upload.failure.is_some() { Part::Failure } else { Part::Fallback };
        self.send_or(upload.failure.as_ref().or(fallback), literals::UPLOAD_FAILED, id, part)
    }

    fn send_or(
        &mut self,
        written: Option<&Template>,
        built_in: &str,
        id: InteractionId,
        part: Part,
    ) -> Arc<str> {
        let (text, part) = match written {
            Some(template) => (self.fill(template, Some(id)), part),
            None => (Arc::from(built_in), Part::BuiltIn),
        };
        self.send_text(text.clone(), Some(id), part);
        text
    }
}

/// Why a file is not accepted, with the evidence.
enum Refused {
    Type(String),
    Size(String),
}

/// The type first, then the size, as the platform does (spec 8.4.4, 13.3).
fn judge(upload: &UploadStep, file: &ConsumerFile) -> Result<String, Refused> {
    let verdict = accepts(&upload.accept, &file.facts);
    if !verdict.accepted {
        return Err(Refused::Type(verdict.reason));
    }
    if file.facts.is_too_large() {
        let most = format_size(MAX_UPLOAD_BYTES);
        let reason = format!("{} bytes are more than {most} ({MAX_UPLOAD_BYTES} bytes)", file.facts.size);
        return Err(Refused::Size(reason));
    }
    Ok(verdict.reason)
}
