//! A call that is written as a mock answers the same call in the same way when it is read again.

use std::sync::Arc;
use std::time::Duration;

use dialogsim::bot::Fault;
use dialogsim::integration::mock::{EntryWriter, MockCounts, MockedCall};
use dialogsim::integration::{
    Answer, AnswerSource, Answered, FileBody, HttpRequest, NoAnswer, OutgoingFile, Secrets,
};
use dialogsim::linked::IntegrationId;
use dialogsim::load::{MemoryFiles, load_cassette};
use dialogsim::source::Sources;
use dialogsim::yaml::to_yaml;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::cases;

/// Texts with everything that YAML, templates and HTTP give a meaning to.
fn text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "{$botContext.x}",
        "{request.body}",
        "{file.name}",
        "{$userMessage}",
        "{botContext.x}",
        "{",
        "}",
        "***",
        "~",
        "null",
        "true",
        "007",
        "1e5",
        "\n",
        "\r\n",
        "\t",
        " ",
        "- a: b",
        "#",
        "*a",
        "<<",
        "\u{0}",
        "\u{85}",
        "é",
        "😀",
    ]);
    let piece = prop_oneof![3 => odd.prop_map(str::to_owned), 1 => any::<String>(), 2 => "[a-z ]{1,9}"];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        json_value().prop_map(|json| serde_json::to_vec_pretty(&json).unwrap()),
        // Deeper than a YAML file may be.
        (1..120_usize).prop_map(|depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth)).into_bytes()),
        text().prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..200),
    ]
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec((prop_oneof!["[a-z]{1,2}", "[a-z-]{1,9}", text()], text()), 0..5)
}

fn request() -> impl Strategy<Value = HttpRequest> {
    let url = prop_oneof![
        "https://[a-z]{1,5}\\.example\\.com/[a-z/]{0,9}",
        ("https://example.com/x\\?[a-z]=", text())
            .prop_map(|(url, value)| format!("{url}{}", value.replace(['\n', '\r'], ""))),
    ];
    let file =
        (text(), any::<u32>(), prop::option::of(text())).prop_map(|(name, size, caption)| OutgoingFile {
            path: "x".into(),
            name,
            media_type: "application/pdf".to_owned(),
            size: u64::from(size),
            send: FileBody::Stream,
            caption,
        });
    let method = prop::sample::select(vec!["GET", "POST", "PUT"]);
    (url, method, pairs(), pairs(), prop::option::of(text()), prop::option::of(file)).prop_map(
        |(url, method, params, headers, body, file)| HttpRequest {
            integration: "Test".to_owned(),
            method: method.to_owned(),
            url,
            params,
            headers,
            body,
            file,
            timeout: Duration::from_secs(5),
        },
    )
}

fn answer() -> impl Strategy<Value = Result<Answered, Fault>> {
    let answered = (100..=999_u16, pairs(), body())
        .prop_map(|(status, headers, body)| Ok(Answered { status, headers, body: Arc::from(body) }));
    let faults = Fault::ALL.map(|(_, fault)| Err(fault));
    prop_oneof![9 => answered, 1 => prop::sample::select(faults.to_vec())]
}

/// A call as a cassette, read again and asked the same.
fn replayed(request: &HttpRequest, answer: &Answer, secrets: &Secrets) -> (String, Result<Answered, Fault>) {
    let writer = EntryWriter { secrets, most_body: usize::MAX };
    let entry = writer.entry(request, Some("PDF"), answer);
    let text = to_yaml(&json!({"mocks": {"Test": [entry.entry]}}));
    let mut sources = Sources::default();
    let files = MemoryFiles::default().with("c.yaml", text.as_str());
    let loaded = load_cassette("c.yaml", &files, &mut sources);
    assert!(loaded.diagnostics.is_empty(), "{:?}\n{text}", loaded.diagnostics);
    let call = MockedCall { request, file_type: Some("PDF") };
    let mocks = &loaded.cassette.recorded[0].mocks;
    let fills = |_: &_| Some(Arc::from("filled"));
    let mut counts = MockCounts::default();
    let id = IntegrationId::new(0);
    counts.begin_call(id);
    let reply = counts.answer_overriding(id, mocks, call, &fills);
    let reply = reply.unwrap_or_else(|| panic!("not the same call\n{request:?}\n{text}"));
    (text, reply.result)
}

fn live(result: &Result<Answered, Fault>) -> Answer {
    let fault = result.as_ref().err().copied();
    let result = result.clone().map_err(|_| NoAnswer::Failed("the reason".to_owned()));
    Answer { result, elapsed: Duration::ZERO, source: AnswerSource::Live, fault, nearest: None, curl: None }
}

/// The values of each header in their order; those of different names may change places.
fn by_name(headers: &[(String, String)]) -> Vec<(String, String)> {
    let mut sorted = headers.to_vec();
    sorted.sort_by(|one, other| one.0.cmp(&other.0));
    sorted
}

/// JSON is the same if its values are; the bot sees nothing else of it.
fn is_same_body(one: &[u8], other: &[u8]) -> bool {
    let json = |body| serde_json::from_slice::<Value>(body).ok();
    one == other || json(one).is_some_and(|value| Some(value) == json(other))
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_call_written_as_a_mock_answers_the_same_call_in_the_same_way(
        request in request(),
        answered in answer(),
    ) {
        // What is a credential by its name is masked whatever it is.
        let answered = answered.map(|mut answered| {
            answered.headers.retain(|(name, _)| !dialogsim::integration::secrets::is_credential_header(name));
            answered
        });
        let (text, replayed) = replayed(&request, &live(&answered), &Secrets::default());
        match (answered, replayed) {
            (Ok(live), Ok(replayed)) => {
                prop_assert_eq!(live.status, replayed.status);
                prop_assert_eq!(by_name(&live.headers), by_name(&replayed.headers), "{}", text);
                prop_assert!(is_same_body(&live.body, &replayed.body), "{:?}\n{}", replayed.body, text);
            }
            (live, replayed) => prop_assert_eq!(live.err(), replayed.err(), "{}", text),
        }
    }

    #[test]
    fn a_secret_is_in_no_entry_and_the_entry_answers_its_call(
        mut request in request(),
        mut answered in answer(),
        secret in prop_oneof!["[A-Z0-9]{8,20}", "[A-Z0-9\"\n\\\\/ é]{8,20}"],
        place in 0..10_usize,
    ) {
        let secret = format!("Q{secret}Q");
        let holding = format!("before {secret} after");
        match (place, &mut answered) {
            (0, _) => request.url = format!("https://example.com/{}", secret.replace(['\n', '"', ' ', '\\', 'é'], "")),
            (1, _) => request.params.push(("p".to_owned(), holding)),
            (2, _) => request.headers.push(("h".to_owned(), holding)),
            (3, _) => request.body = Some(json!({"a": holding}).to_string()),
            (4, _) => request.body = Some(holding),
            (5, Ok(answered)) => answered.headers.push(("h".to_owned(), holding)),
            (6, Ok(answered)) => answered.body = Arc::from(json!({&holding: [&holding]}).to_string().into_bytes()),
            (7, Ok(answered)) => answered.body = Arc::from([b"\xff\xfe", holding.as_bytes(), b"\xff"].concat()),
            (8, Ok(answered)) => answered.body = Arc::from(holding.into_bytes()),
            _ => request.headers.push(("Authorization".to_owned(), format!("Bearer {secret}"))),
        }
        let secrets = Secrets::new([&secret]);
        let (text, _) = replayed(&request, &live(&answered), &secrets);
        prop_assert!(!secrets.contained_in(&text), "{}\n{}", secret, text);
    }
}
