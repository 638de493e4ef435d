use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::*;

fn request() -> HttpRequest {
    HttpRequest {
        integration: "Store document".to_owned(),
        method: "put".to_owned(),
        url: "https://docs.example.com/documents/".to_owned(),
        params: vec![("name".to_owned(), "Ada & Co".to_owned()), ("token".to_owned(), "t".to_owned())],
        headers: vec![
            ("Authorization".to_owned(), "Bearer abc".to_owned()),
            ("X-Note".to_owned(), "it's s3cret".to_owned()),
        ],
        body: None,
        file: None,
        timeout: Duration::from_secs(15),
    }
}

fn file(send: FileBody) -> OutgoingFile {
    OutgoingFile {
        path: PathBuf::from("files/my \"id\".pdf"),
        name: "my \"id\".pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 3,
        send,
        caption: None,
    }
}

fn secrets() -> Secrets {
    Secrets::new(["s3cret"])
}

#[test]
fn a_streamed_file_is_sent_as_it_is() {
    let request = HttpRequest { file: Some(file(FileBody::Stream)), ..request() };
    insta::assert_snapshot!(render_curl(&request, &secrets()), @r#"
    curl --request PUT \
      --max-time 15 \
      --compressed \
      --globoff \
      --user-agent 'dialogsim/0.1.0' \
      --header 'Authorization: Bearer ***' \
      --header 'X-Note: it'\''s ***' \
      --header 'Content-Type: application/pdf' \
      --data-binary '@files/my "id".pdf' \
      'https://docs.example.com/documents/?name=Ada%20%26%20Co&token=***'
    "#);
}

#[test]
fn a_form_names_its_file() {
    let send = FileBody::Multipart { field: "file".to_owned() };
    let request =
        HttpRequest { method: "POST".to_owned(), file: Some(file(send)), params: vec![], ..request() };
    insta::assert_snapshot!(render_curl(&request, &secrets()), @r#"
    curl --request POST \
      --max-time 15 \
      --compressed \
      --globoff \
      --user-agent 'dialogsim/0.1.0' \
      --header 'Authorization: Bearer ***' \
      --header 'X-Note: it'\''s ***' \
      --form 'file=@"files/my \"id\".pdf";type=application/pdf;filename="my %22id%22.pdf"' \
      'https://docs.example.com/documents/'
    "#);
}

#[test]
fn a_body_that_looks_like_a_file_name_is_text() {
    let request =
        HttpRequest { method: "POST".to_owned(), body: Some("@/etc/passwd".to_owned()), ..request() };
    insta::assert_snapshot!(render_curl(&request, &secrets()), @r#"
    curl --request POST \
      --max-time 15 \
      --compressed \
      --globoff \
      --user-agent 'dialogsim/0.1.0' \
      --header 'Authorization: Bearer ***' \
      --header 'X-Note: it'\''s ***' \
      --header 'Content-Type:' \
      --data-raw '@/etc/passwd' \
      'https://docs.example.com/documents/?name=Ada%20%26%20Co&token=***'
    "#);
}

#[test]
fn a_quoted_argument_comes_through_the_shell_unchanged() {
    let nasty = [
        "",
        "'",
        "''",
        "a'b\"c",
        "$HOME `id` $(id) \\ \\' !! # ; & | < > * ? ~",
        "a\nb\\\nc",
        "é ☃ \u{1b}[31m",
        "-n %s",
    ];
    for text in nasty {
        let output =
            Command::new("sh").arg("-c").arg(format!("printf %s {}", quoted(text))).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), text);
    }
}

proptest::proptest! {
    #[test]
    fn no_request_makes_it_panic(method in "\\PC{0,8}", url in "\\PC{0,20}", value in "\\PC{0,20}") {
        let headers = vec![(value.clone(), value.clone())];
        let request = HttpRequest { method, url, headers, body: Some(value), ..request() };
        proptest::prop_assert!(render_curl(&request, &secrets()).starts_with("curl "));
    }
}
