//! Keys of an export without an effect that anybody could miss, and what is told of all others that have no place in
//! a definition.

use std::collections::BTreeMap;

use serde_json::Value;

use super::kept::Kept;
use super::note::{Notes, Topic};

/// Key paths that are kept without a word: ids, dates, switches of the vendor's own, and settings that change
/// nothing in a conversation (export spec 2 to 15).
const PASSIVE: &[&str] = &[
    "hash",
    "platforms",
    "associatedDomains",
    "associatedIntents",
    "dialogTemplates",
    "bot/name",
    "bot/channel",
    "bot/chatBotType",
    "bot/creationTime",
    "bot/modificationTime",
    "bot/getStartedButtonPayload",
    "bot/status",
    "bot/version",
    "bot/sessionLength",
    "bot/transferGroupId",
    "bot/entityDataSourceId",
    "bot/smallTalkEnabled",
    "bot/publicBot",
    "bot/botAttributes/ENABLE_AGENT_ANNOTATIONS",
    "bot/botAttributes/PCS_FALLBACK_LIMIT",
    "bot/botAttributes/SMALL_TALK_ENABLED",
    "globalFunctions",
    "groups/chatBotId",
    "groups/creationTime",
    "groups/modificationTime",
    "groups/dialogTemplateIds",
    "groups/domainId",
    "groups/disambiguteOnlySelectedDomains",
    "conversationMessage/chatBotId",
    "conversationMessage/required",
    "conversationMessage/changeResponse",
    "conversationMessage/cancelResponse",
    "conversationMessage/comment/lastCommenterName",
    "conversationMessage/comment/lastCommenterId",
    "conversationMessage/comment/lastModifiedDate",
    "conversationMessage/responseMatches/*/name",
    "conversationMessage/responseMatches/*/contextMatchConditionType",
    // Whoever reads rules tells what of them has no place.
    "conversationMessage/responseMatches/*/contextConditions",
    "conversationMessage/responseMatches/*/contextDataVariables",
    "conversationMessage/responseMatches/*/conditions",
    "conversationMessage/content/results/tile/sampleUserInput",
    // A starter sends nothing, whatever its template says.
    "conversationMessage/content/results/tile/tileData/*/text",
    "conversationMessage/content/results/tile/tileData/*/quickReplyWidget",
    "conversationMessage/content/results/tile/tileData/*/buttons/*/webviewHeightRatio",
    "conversationMessage/content/results/tile/tileData/*/orchestratorWidget",
    "conversationMessage/content/results/tile/tileData/*/faqTileWidget/mode",
    "conversationMessage/content/results/tile/tileData/*/faqTileWidget/feedbackQuestionEnabled",
    "responder/chatbotId",
    "responder/fileUrl",
    "responder/defaultValues",
    "responder/results",
    "responder/group",
    "responder/tangoContextEnabled",
    "responder/standardHeadersEnabled",
    "responder/apiCredentialsId",
    "responder/securityProtocol",
    "responder/faasLambdaUuid",
    "responder/leAccountId",
    "responder/kbMethod",
];

/// Kept keys by their path, with how often each stands there.
#[derive(Default)]
pub(super) struct LeftOut(BTreeMap<String, usize>);

impl LeftOut {
    /// Notes a key that the definition has no place for: nothing is made of it, or a switch that is off and a list
    /// without items. What is written in another way is another matter: its reader has told of it.
    pub(super) fn note(&mut self, part: &str, kept: &Kept) {
        let is_unset = match &kept.made {
            None => true,
            Some(Value::Bool(is_on)) => !is_on,
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        };
        if !is_unset || kept.original.is_none() {
            return;
        }
        let steps = kept
            .at
            .split('/')
            .skip(1)
            .map(|step| if step.bytes().all(|byte| byte.is_ascii_digit()) { "*" } else { step });
        let path =
            std::iter::once(part).filter(|part| !part.is_empty()).chain(steps).collect::<Vec<_>>().join("/");
        let is_passive = PASSIVE.iter().any(|known| {
            path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        if !is_passive {
            *self.0.entry(path).or_insert(0) += 1;
        }
    }

    pub(super) fn tell(self, notes: &mut Notes) {
        for (path, count) in self.0 {
            let times = if count == 1 { String::new() } else { format!(" ({count} times)") };
            let text =
                format!("a definition has no place for this key{times}; it is kept for `dialogsim export`");
            notes.add(Topic::LeftOut, path, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LeftOut;
    use crate::exchange::kept::differences;
    use crate::exchange::note::Notes;
    use serde_json::{Value, json};

    fn told(part: &str, made: Value, original: Value) -> Vec<String> {
        let (mut left_out, mut notes) = (LeftOut::default(), Notes::default());
        differences(&made, &original).iter().for_each(|difference| left_out.note(part, difference));
        left_out.tell(&mut notes);
        notes.0.into_iter().map(|note| note.place).collect()
    }

    #[test]
    fn what_nobody_expected_is_told() {
        let made = json!({ "skipNLP": false, "demo": false, "botAttributes": {} });
        let original = json!({ "skipNLP": true, "demo": false, "channel": "CHAT", "botAttributes": { "NEW": "1", "PCS_FALLBACK_LIMIT": "3" } });
        assert_eq!(told("bot", made, original), ["bot/botAttributes/NEW", "bot/skipNLP"]);
        assert_eq!(told("", json!({ "menus": [] }), json!({ "menus": [{}], "hash": "1" })), ["menus"]);
        let chips = |chips: Value| json!({ "content": { "results": { "tile": { "tileData": [{ "quickReplyList": chips }] } } } });
        let place = "conversationMessage/content/results/tile/tileData/*/quickReplyList";
        assert_eq!(told("conversationMessage", chips(json!([])), chips(json!(["x"]))), [place]);
    }
}
