//! Takes out of an export what belongs in no file of a project: personal data, ids of accounts, credentials
//! (export spec 18, trap 22).
//!
//! What a call needs is read from the bot's environment instead, so that the bot still works where the
//! variable is set; everything else becomes `***`.

use serde_json::Value;

use super::fields::{Fields, Object};
use super::names::camel_case;
use super::note::{Notes, Topic};
use crate::integration::{MASK, is_credential_header, is_credential_parameter};
use crate::text::credentials_in;

/// Keys whose value names a person, or an account or organisation.
const PERSONAL: &[(&str, &str)] = &[
    ("lastCommenterName", "the name of who commented"),
    ("lastCommenterId", "the id of who commented"),
    ("modifiedBy", "the id of who changed it"),
    ("chatBotPlatformUserId", "the id of a user"),
    ("organizationId", "the id of the organisation"),
    ("leAccountId", "the id of the account"),
    ("apiCredentialsId", "the id of a credential"),
];

/// Masks an export in place. What calls need is read from environment variables of the bot then.
pub(super) fn mask(export: &mut Value, notes: &mut Notes) {
    let mut masking = Masking { notes };
    if let Some(responders) = export.get_mut("responder").and_then(Value::as_array_mut) {
        responders.iter_mut().filter_map(Value::as_object_mut).for_each(|item| masking.integration(item));
    }
    masking.walk(export, "");
}

struct Masking<'n> {
    notes: &'n mut Notes,
}

impl Masking<'_> {
    /// Credentials of a call: in its headers, its parameters and its address.
    fn integration(&mut self, integration: &mut Object) {
        let name = integration.text("name").unwrap_or("integration").to_owned();
        for (list, is_credential) in
            [("headers", is_credential_of_header as fn(&str) -> bool), ("params", is_credential_parameter)]
        {
            let Some(pairs) = integration.get_mut(list).and_then(Value::as_array_mut) else { continue };
            for pair in pairs.iter_mut().filter_map(Value::as_object_mut) {
                let key = pair.text("key").unwrap_or("").to_owned();
                if is_credential(&key)
                    && let Some(value) = pair.get_mut("value")
                {
                    self.credential(value, &name, &key);
                }
            }
        }
        if let Some(Value::String(url)) = integration.get_mut("webhook") {
            self.address(url, &name);
        }
    }

    fn credential(&mut self, value: &mut Value, integration: &str, key: &str) {
        let Some(text) = value.as_str().filter(|text| !text.is_empty() && !is_reference(text)) else {
            return;
        };
        let variable = stand_in(&format!("{integration} {key}"));
        let scheme = text.split_once(' ').map(|(scheme, _)| scheme);
        let scheme = scheme
            .filter(|scheme| scheme.len() <= 8 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let lead = scheme.map_or_else(String::new, |scheme| format!("{scheme} "));
        *value = Value::from(format!("{lead}{{$env.{variable}}}"));
        self.notes.add(
            Topic::Masked,
            integration,
            format!(
                "the value of `{key}` is a credential: it is read from the environment variable `{variable}`"
            ),
        );
    }

    /// The account and the credentials in an address.
    fn address(&mut self, url: &mut String, integration: &str) {
        if let Some(digits) = account_in(url) {
            let variable = stand_in("account id");
            url.replace_range(digits, &format!("{{$env.{variable}}}"));
            let text = format!("the id of the account in its address is read from `{{$env.{variable}}}`");
            self.notes.add(Topic::Masked, integration, text);
        }
        while let Some((key, range)) = credential_in(url) {
            let variable = stand_in(&format!("{integration} {key}"));
            url.replace_range(range, &format!("{{$env.{variable}}}"));
            let text =
                format!("`{key}` in its address is a credential: it is read from `{{$env.{variable}}}`");
            self.notes.add(Topic::Masked, integration, text);
        }
    }

    /// Everything else: personal data by its key, credentials by their shape.
    fn walk(&mut self, value: &mut Value, place: &str) {
        match value {
            Value::Object(object) => {
                let name = object.text("name").unwrap_or(place).to_owned();
                for (key, value) in object.iter_mut() {
                    let personal = PERSONAL.iter().find(|(known, _)| known == key);
                    match (personal, value.as_str()) {
                        (Some((_, what)), Some(text)) if text != MASK => {
                            *value = Value::from(MASK);
                            self.notes.add(Topic::Masked, name.clone(), *what);
                        }
                        _ => self.walk(value, if name.is_empty() { key } else { &name }),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, place)),
            Value::String(text) => self.shapes(text, place),
            _ => {}
        }
    }

    fn shapes(&mut self, text: &mut String, place: &str) {
        let found = credentials_in(text);
        for range in found.iter().rev() {
            let line = text[..range.start].matches('\n').count() + 1;
            text.replace_range(range.clone(), MASK);
            let told = format!(
                "what looks like a credential in line {line} of a text or code is `{MASK}` now; read it with \
                 `botContext.getEnvVariable`, or `{{$env.NAME}}`, instead"
            );
            self.notes.add(Topic::Masked, place, told);
        }
    }
}

/// The environment variable that stands for something; the same words give the same one.
fn stand_in(words: &str) -> String {
    let name = camel_case(words);
    if name.is_empty() { "credential".to_owned() } else { name }
}

/// Headers are looked at more closely than where answers are masked: `maven-api-key` is no well-known one.
fn is_credential_of_header(name: &str) -> bool {
    let folded = name.to_ascii_lowercase();
    is_credential_header(name)
        || ["apikey", "api-key", "api_key", "token", "secret", "password", "credential"]
            .iter()
            .any(|word| folded.contains(word))
}

/// Whether a value is no literal one: it is made of references, perhaps behind a scheme.
fn is_reference(text: &str) -> bool {
    text.contains("{$")
}

/// The digits behind `/account/` in an address of the vendor.
fn account_in(url: &str) -> Option<std::ops::Range<usize>> {
    let host_end = url.find("://").map(|at| at + 3)?;
    let host = url[host_end..].split('/').next()?;
    if !host.contains("liveperson") && !host.contains("lpsnmedia") {
        return None;
    }
    let start = ["/account/", "/accounts/"].iter().find_map(|word| Some(url.find(word)? + word.len()))?;
    let length = url[start..].bytes().take_while(u8::is_ascii_digit).count();
    (length >= 4).then_some(start..start + length)
}

/// A credential in the query or before the host of an address, with its name.
fn credential_in(url: &str) -> Option<(String, std::ops::Range<usize>)> {
    let scheme = url.find("://").map_or(0, |at| at + 3);
    let host_end = url[scheme..].find(['/', '?', '#']).map_or(url.len(), |at| scheme + at);
    if let Some(at) = url[scheme..host_end].rfind('@')
        && !is_reference(&url[scheme..scheme + at])
    {
        return Some(("login".to_owned(), scheme..scheme + at));
    }
    let query = url.find('?')? + 1;
    let mut start = query;
    for pair in url[query..].split('&') {
        if let Some((key, value)) = pair.split_once('=')
            && is_credential_parameter(key)
            && !value.is_empty()
            && !is_reference(value)
        {
            let value_start = start + key.len() + 1;
            return Some((key.to_owned(), value_start..value_start + value.len()));
        }
        start += pair.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::note::Notes;
    use super::mask;
    use serde_json::{Value, json};

    fn masked(mut export: Value) -> Value {
        mask(&mut export, &mut Notes::default());
        export
    }

    #[test]
    fn what_a_call_needs_is_read_from_the_environment() {
        let export = masked(json!({ "responder": [{
            "name": "getProducts",
            "webhook": "https://z1.liveperson.net/v1/account/12345678/x?api_key=abc&page=2",
            "headers": [
                { "key": "maven-api-key", "value": "theKey" },
                { "key": "Authorization", "value": "Bearer abcdefghijklmnopqrstuvw" },
                { "key": "X-Token", "value": "{$botContext.token}" },
                { "key": "Accept", "value": "application/json" },
            ],
        }] }));
        let item = &export["responder"][0];
        let address =
            "https://z1.liveperson.net/v1/account/{$env.accountId}/x?api_key={$env.getProductsApiKey}&page=2";
        assert_eq!(item["webhook"], address);
        assert_eq!(item["headers"][0]["value"], "{$env.getProductsMavenApiKey}");
        assert_eq!(item["headers"][1]["value"], "Bearer {$env.getProductsAuthorization}");
        assert_eq!(item["headers"][2]["value"], "{$botContext.token}");
        assert_eq!(item["headers"][3]["value"], "application/json");
    }

    #[test]
    fn persons_and_keys_in_code_are_masked() {
        let export = masked(json!({ "conversationMessage": [{
            "name": "ask",
            "comment": { "content": "ok", "lastCommenterName": "Ada", "lastCommenterId": "1" },
            "preProcessMessage": "var apiKey = 'hunter22';\nvar name = 'Ada';",
        }] }));
        let message = &export["conversationMessage"][0];
        assert_eq!(message["comment"]["lastCommenterName"], "***");
        assert_eq!(message["comment"]["content"], "ok");
        assert_eq!(message["preProcessMessage"], "var apiKey = '***';\nvar name = 'Ada';");
    }

    #[test]
    fn masking_twice_is_masking_once() {
        let export = json!({ "responder": [{ "name": "A", "leAccountId": "1", "webhook": "https://a:b@x.example/?token=1",
            "headers": [{ "key": "Authorization", "value": "Basic YWJjZGVmZ2hpamtsbW5vcA==" }] }] });
        let once = masked(export);
        assert_eq!(masked(once.clone()), once);
    }
}
