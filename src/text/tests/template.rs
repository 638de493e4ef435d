use std::sync::Arc;

use proptest::prelude::*;

use crate::text::{FileField, JsonPath, Reference, Template, TemplateProblemKind};

fn references(text: &str) -> Vec<Reference> {
    Template::parse(text).references().map(|(reference, _)| reference.clone()).collect()
}

fn quoted(text: &str) -> Vec<Reference> {
    Template::parse_mock(text).references().map(|(reference, _)| reference.clone()).collect()
}

fn problems(text: &str) -> Vec<(&str, TemplateProblemKind, Option<String>)> {
    let problems = Template::parse(text).problems().to_vec();
    problems.into_iter().map(|problem| (&text[problem.range], problem.kind, problem.suggestion)).collect()
}

fn fill(text: &str) -> (String, usize) {
    let mut unresolved = Vec::new();
    let mut lookup = |reference: &Reference| match reference {
        Reference::BotVariable(name) if &**name == "name" => Some(Arc::from("Ada")),
        Reference::UserMessage => Some(Arc::from("hi")),
        _ => None,
    };
    let filled = Template::parse(text).fill(&mut lookup, &mut unresolved);
    (filled.to_string(), unresolved.len())
}

#[test]
fn every_reference_of_the_platform_is_read() {
    use Reference::{
        BotVariable, ChatBotId, ChatBotUserId, ChatBotUserPlatformId, ConversationId, Environment, Field,
        FirstName, QuickReplyPayload, Slot, UserMessage,
    };
    let field =
        |integration: &str, field: &str| Field { integration: integration.into(), field: field.into() };
    for (text, expected) in [
        ("{$botContext.first name}", BotVariable("first name".into())),
        ("{$botContext.Balance.balance}", BotVariable("Balance.balance".into())),
        ("{$botContext.slot.size}", Slot("size".into())),
        ("{$botContext.slotname}", BotVariable("slotname".into())),
        ("{$env.documentHost}", Environment("documentHost".into())),
        ("{$userMessage}", UserMessage),
        ("{$query}", UserMessage),
        ("{$quickReplyPayload}", QuickReplyPayload),
        ("{$conversationId}", ConversationId),
        ("{$chatBotId}", ChatBotId),
        ("{$chatBotUserId}", ChatBotUserId),
        ("{$chatBotUserPlatformId}", ChatBotUserPlatformId),
        ("{$firstname}", FirstName),
        ("{Credit score.value}", field("Credit score", "value")),
        ("{$Credit score.value.count}", field("Credit score", "value.count")),
    ] {
        assert_eq!(references(text), [expected], "{text}");
        assert_eq!(problems(text), [], "{text}");
    }
    let path = JsonPath::parse("$.items[i]['a.b']").unwrap();
    let expected = Reference::JsonPath { variable: "score".into(), path };
    assert_eq!(references("{$.api_score.items[i]['a.b']}"), [expected]);
}

#[test]
fn references_are_found_in_json_and_addresses() {
    let body = r#"{"a": {"b": "{$botContext.name}"}, "c": [1, {"d": 2.5}], "e": {}}"#;
    assert_eq!(references(body), [Reference::BotVariable("name".into())]);
    assert_eq!(problems(body), []);
    let (reference, range) = (Reference::ConversationId, 23..40);
    let template = Template::parse("{$env.host}/documents/x{$conversationId}/é");
    assert_eq!(template.references().nth(1), Some((&reference, range)));
}

#[test]
fn braces_that_are_no_reference_are_text() {
    for text in [
        "",
        "{}",
        "{",
        "}",
        "{a}",
        "{ a.b }",
        "{1.5}",
        "{a: b.c}",
        "if (x) { return y.z; }",
        "{$}",
        "{$5}",
        "a {",
    ] {
        assert_eq!(Template::parse(text).as_literal().map(|text| &**text), Some(text), "{text}");
        assert_eq!(problems(text), [], "{text}");
    }
}

#[test]
fn a_reference_without_a_value_is_said_as_it_is_written() {
    assert_eq!(
        fill("Hi {$botContext.name}, {$botContext.x}: {$userMessage}!"),
        ("Hi Ada, {$botContext.x}: hi!".into(), 1)
    );
    assert_eq!(fill("{$botContext.name}"), ("Ada".into(), 0));
    assert_eq!(fill("plain"), ("plain".into(), 0));
}

#[test]
fn a_text_without_references_is_not_copied() {
    let template = Template::parse("plain");
    let filled = template.fill(&mut |_| None, &mut Vec::new());
    assert!(Arc::ptr_eq(&filled, template.as_literal().unwrap()));
}

#[test]
fn malformed_references_are_reported_with_what_to_write() {
    use TemplateProblemKind::*;
    for (text, wrong, kind, suggestion) in [
        ("a {botContext.x} b", "{botContext.x}", MissingDollar, Some("{$botContext.x}")),
        ("{userMessage}", "{userMessage}", MissingDollar, Some("{$userMessage}")),
        ("{$botcontext.x}", "{$botcontext.x}", WrongCase, Some("{$botContext.x}")),
        ("{$ENV.x}", "{$ENV.x}", WrongCase, Some("{$env.x}")),
        ("{$usermessage}", "{$usermessage}", WrongCase, Some("{$userMessage}")),
        ("{$usrMessage}", "{$usrMessage}", Unknown, Some("{$userMessage}")),
        ("{$something}", "{$something}", Unknown, None),
        ("{$botContxt.x}", "{$botContxt.x}", Unknown, Some("{$botContext.x}")),
        ("Hi {$botContext.x, you", "{$botContext.x", Unclosed, Some("{$botContext.x}")),
        ("{$userMessage.", "{$userMessage", Unclosed, Some("{$userMessage}")),
        ("{$botContext.}", "{$botContext.}", EmptyName, None),
        ("{$botContext}", "{$botContext}", EmptyName, None),
        ("{$botContext.slot.}", "{$botContext.slot.}", EmptyName, None),
        ("{ $userMessage }", "{ $userMessage }", Spaces, Some("{$userMessage}")),
    ] {
        assert_eq!(problems(text), [(wrong, kind, suggestion.map(str::to_owned))], "{text}");
    }
    assert!(
        matches!(&problems("{$.score.x}")[..], [(_, BadPath(_), Some(right))] if right == "{$.api_score.x}")
    );
    assert!(matches!(problems("{$.api_score[x]}")[..], [(_, BadPath(_), None)]));
}

#[test]
fn an_unclosed_reference_does_not_hide_the_next() {
    let text = "{$botContext.a {$botContext.b}";
    assert_eq!(problems(text).len(), 1);
    assert_eq!(references(text), [Reference::BotVariable("b".into())]);
}

#[test]
fn answers_of_mocks_may_quote_the_request() {
    use crate::text::RequestPart::*;
    for (text, expected) in [
        ("{request.method}", Method),
        ("{request.url}", Url),
        ("{request.params.name}", Param("name".into())),
        ("{request.headers.X-Id}", Header("X-Id".into())),
        ("{request.body}", Body(None)),
        ("{request.body.a[0].b}", Body(JsonPath::parse("$.a[0].b").ok())),
    ] {
        assert_eq!(quoted(text), [Reference::Request(expected)], "{text}");
    }
    assert_eq!(quoted("{file.size}"), [Reference::File(FileField::Size)]);
    let misspelt = Template::parse_mock("{request.parms.name} {file.nam}");
    let suggestions: Vec<_> =
        misspelt.problems().iter().map(|problem| problem.suggestion.as_deref()).collect();
    assert_eq!(suggestions, [Some("{request.params.name}"), Some("{file.name}")]);
    let outside: Vec<Reference> = references("{file.name}");
    assert_eq!(outside, [Reference::Field { integration: "file".into(), field: "name".into() }]);
}

proptest! {
    #[test]
    fn a_template_that_resolves_nothing_says_what_was_written(
        text in "\\PC{0,60}|([{}$.é\n]|botContext|env|api_|userMessage|\\[|\\]|'|a|request|file| ){0,20}"
    ) {
        for template in [Template::parse(&text), Template::parse_mock(&text)] {
            let mut unresolved = Vec::new();
            let filled = template.fill(&mut |_| None, &mut unresolved);
            prop_assert_eq!(&*filled, text.as_str());
            for range in unresolved.into_iter().chain(template.problems().iter().map(|problem| problem.range.clone())) {
                let starts = text[range].starts_with('{');
                prop_assert!(starts);
            }
        }
    }
}
