//! Live calls against servers on this machine: what arrives, what comes back, and what goes wrong.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

#[path = "live/server.rs"]
mod server;

use std::fs;
use std::future::{poll_fn, ready};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::task::Poll;
use std::time::Duration;

use dialogsim::integration::curl::render_curl;
use dialogsim::integration::live::{MAX_REDIRECTS, MAX_RESPONSE_BYTES};
use dialogsim::integration::{
    AllowList, CallFailure, CallObserver, FileBody, HttpRequest, HttpResponse, LiveClient, OutgoingFile,
    Secrets,
};
use server::{Answer, Server};
use wiremock::matchers::{body_string, header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Writes down what it is told; `on_sent` may meddle.
#[derive(Default)]
struct Notes<'a> {
    connecting: Vec<(String, bool)>,
    sent: Vec<(u64, u64)>,
    redirected: Vec<(String, String)>,
    waiting: usize,
    on_sent: Option<Box<dyn FnMut(u64) + 'a>>,
}

impl CallObserver for Notes<'_> {
    fn connecting(&mut self, host: &str, first: bool) {
        self.connecting.push((host.to_owned(), first));
    }
    fn sent(&mut self, bytes: u64, total: u64) {
        self.sent.push((bytes, total));
        if let Some(on_sent) = &mut self.on_sent {
            on_sent(bytes);
        }
    }
    fn redirected(&mut self, from: &str, to: &str) {
        self.redirected.push((from.to_owned(), to.to_owned()));
    }
    fn waiting(&mut self) {
        self.waiting += 1;
    }
}

fn client(hosts: &[&str]) -> LiveClient {
    LiveClient::new(AllowList::parse(hosts).unwrap(), Secrets::new(["s3cret-value"]))
}

fn local() -> LiveClient {
    client(&["127.0.0.1"])
}

fn request(method: &str, url: &str) -> HttpRequest {
    HttpRequest {
        integration: "Test".to_owned(),
        method: method.to_owned(),
        url: url.to_owned(),
        params: vec![],
        headers: vec![],
        body: None,
        file: None,
        timeout: Duration::from_secs(20),
    }
}

fn upload(url: &str, path: &Path, send: FileBody) -> HttpRequest {
    let file = OutgoingFile {
        path: path.to_owned(),
        name: "id.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: fs::metadata(path).unwrap().len(),
        send,
        caption: Some("not sent".to_owned()),
    };
    HttpRequest { file: Some(file), ..request("PUT", url) }
}

/// A file whose bytes differ from place to place.
fn file_of(folder: &tempfile::TempDir, size: usize) -> std::path::PathBuf {
    let path = folder.path().join("id.pdf");
    fs::write(&path, (0..size).map(|at| (at * 31 % 251) as u8).collect::<Vec<_>>()).unwrap();
    path
}

fn send(client: &LiveClient, request: &HttpRequest) -> Result<HttpResponse, CallFailure> {
    client.send(request, &mut ())
}

fn mock_server(mocks: Vec<Mock>) -> MockServer {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = MockServer::start().await;
        for mock in mocks {
            server.register(mock).await;
        }
        server
    })
}

#[test]
fn all_parts_of_a_request_arrive() {
    let mock = Mock::given(method("POST"))
        .and(path("/a"))
        .and(query_param("x", "1"))
        .and(query_param("name", "Ada & Co/ü"))
        .and(header("x-one", "two"))
        .and(header("user-agent", concat!("dialogsim/", env!("CARGO_PKG_VERSION"))))
        .and(body_string("{\"a\":1}"))
        .respond_with(ResponseTemplate::new(201).insert_header("X-Id", "7").set_body_string("made"));
    let server = mock_server(vec![mock]);
    let mut request = request("post", &format!("{}/a?x=1", server.uri()));
    request.params = vec![("name".to_owned(), "Ada & Co/ü".to_owned())];
    request.headers = vec![("X-One".to_owned(), "two".to_owned())];
    request.body = Some("{\"a\":1}".to_owned());
    let mut notes = Notes::default();
    let response = local().send(&request, &mut notes).unwrap();
    assert_eq!(
        (response.status, response.body.as_slice(), matches!(response.status, 200 | 201)),
        (201, &b"made"[..], true)
    );
    assert!(response.headers.contains(&("x-id".to_owned(), "7".to_owned())));
    assert_eq!(notes.waiting, 1);
}

#[test]
fn every_status_is_an_answer() {
    let statuses = [200, 204, 304, 404, 429, 500, 503];
    let mocks = statuses
        .map(|status| Mock::given(path(format!("/{status}"))).respond_with(ResponseTemplate::new(status)));
    let server = mock_server(mocks.into());
    let client = local();
    for status in statuses {
        let response = send(&client, &request("GET", &format!("{}/{status}", server.uri()))).unwrap();
        assert_eq!(response.status, status);
    }
}

#[test]
fn two_calls_use_one_connection_and_announce_the_host_once() {
    let server = Server::start(|_| Answer::ok("hello"));
    let (client, mut notes) = (local(), Notes::default());
    for _ in 0..3 {
        assert_eq!(client.send(&request("GET", &server.url("/")), &mut notes).unwrap().body, b"hello");
    }
    assert_eq!(server.connections(), 1);
    let host = server.host();
    assert_eq!(notes.connecting, [(host.clone(), true), (host.clone(), false), (host, false)]);
}

#[test]
fn a_connection_that_was_closed_meanwhile_is_replaced() {
    let server = Server::start(|_| Answer::ok("hello").then_close());
    let client = local();
    for count in 1..=5 {
        assert_eq!(send(&client, &request("POST", &server.url("/"))).unwrap().status, 200);
        server.wait_until_closed(count);
    }
    assert_eq!(server.connections(), 5);
}

#[test]
fn a_file_is_streamed_byte_by_byte_with_its_length() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 3 * 1024 * 1024 + 17);
    let server = Server::start(|_| Answer::status(201));
    let mut notes = Notes::default();
    local().send(&upload(&server.url("/doc"), &path, FileBody::Stream), &mut notes).unwrap();
    let received = server.requests().remove(0);
    assert!(received.body == fs::read(&path).unwrap());
    assert_eq!(received.header("content-length"), Some("3145745"));
    assert_eq!(received.header("content-type"), Some("application/pdf"));
    assert_eq!((received.line.as_str(), received.header("transfer-encoding")), ("PUT /doc HTTP/1.1", None));
    assert!(notes.sent.is_sorted());
    assert_eq!((notes.sent.last(), notes.waiting), (Some(&(3_145_745, 3_145_745)), 1));
}

#[test]
fn an_empty_file_is_a_body_of_no_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 0);
    let server = Server::start(|_| Answer::status(200));
    for send_as in [FileBody::Stream, FileBody::Multipart { field: "f".to_owned() }] {
        send(&local(), &upload(&server.url("/"), &path, send_as)).unwrap();
    }
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));
}

#[test]
fn a_form_holds_the_file_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 100_000);
    let server = Server::start(|_| Answer::status(200));
    let mut request = upload(&server.url("/"), &path, FileBody::Multipart { field: "my\"file".to_owned() });
    request.headers = vec![("Content-Type".to_owned(), "multipart/form-data".to_owned())];
    request.file.as_mut().unwrap().name = "a\"\r\nX-Evil: 1\\ü.pdf".to_owned();
    let mut notes = Notes::default();
    local().send(&request, &mut notes).unwrap();
    let received = server.requests().remove(0);
    let boundary =
        received.header("content-type").unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
    let start = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"my%22file\"; \
         filename=\"a%22%0D%0AX-Evil: 1_ü.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
    );
    let end = format!("\r\n--{boundary}--\r\n");
    let expected = [start.as_bytes(), &fs::read(&path).unwrap(), end.as_bytes()].concat();
    assert!(received.body == expected, "{}", String::from_utf8_lossy(&received.body[..300]));
    assert_eq!(received.header("content-length"), Some(expected.len().to_string().as_str()));
    assert_eq!(notes.sent.last(), Some(&(100_000, 100_000)));
}

/// What happens to an upload during which `meddle` is called at the first progress.
fn meddled(send_as: FileBody, meddle: impl Fn(&Path)) -> (CallFailure, Server, LiveClient) {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 1024 * 1024);
    let server = Server::start(|_| Answer::status(201));
    let client = local();
    let request = upload(&server.url("/"), &path, send_as);
    let mut first = true;
    let on_sent = |_| {
        if std::mem::take(&mut first) {
            meddle(&path);
        }
    };
    let mut notes = Notes { on_sent: Some(Box::new(on_sent)), ..Notes::default() };
    let failure = client.send(&request, &mut notes).unwrap_err();
    drop(notes);
    (failure, server, client)
}

#[test]
fn a_file_that_changes_while_it_is_sent_fails_the_call() {
    let truncate =
        |path: &Path| fs::File::options().write(true).open(path).unwrap().set_len(500_000).unwrap();
    let grow =
        |path: &Path| fs::File::options().write(true).open(path).unwrap().set_len(1024 * 1024 + 1).unwrap();
    let touch = |path: &Path| {
        #[allow(clippy::disallowed_methods, reason = "the file's own clock")]
        let later = std::time::SystemTime::now() + Duration::from_secs(60);
        fs::File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
    };
    let form = || FileBody::Multipart { field: "file".to_owned() };
    let truncated = (&truncate as &dyn Fn(&Path), "it ends after 500000 of 1048576 bytes");
    let grown = (&grow as &dyn Fn(&Path), "1048577 now");
    let touched = (&touch as &dyn Fn(&Path), "it was written to");
    for (meddle, message) in [truncated, grown, touched] {
        for send_as in [FileBody::Stream, form()] {
            let (failure, server, client) = meddled(send_as, meddle);
            assert!(matches!(&failure, CallFailure::FileChanged { .. }), "{failure:?}");
            assert!(failure.to_string().contains(message), "{failure}");
            // The half request never became a whole one, and its connection is not used again.
            server.wait_until_broken();
            assert_eq!(send(&client, &request("GET", &server.url("/"))).unwrap().status, 201);
            assert_eq!((server.connections(), server.requests().len()), (2, 1));
        }
    }
}

#[test]
fn a_file_that_is_not_as_examined_is_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 1000);
    let server = Server::start(|_| Answer::status(201));
    let request = upload(&server.url("/"), &path, FileBody::Stream);
    fs::write(&path, "shorter").unwrap();
    assert!(matches!(send(&local(), &request), Err(CallFailure::FileChanged { .. })));
    fs::remove_file(&path).unwrap();
    assert!(matches!(send(&local(), &request), Err(CallFailure::FileUnreadable { .. })));
    fs::create_dir(&path).unwrap();
    assert!(matches!(send(&local(), &request), Err(CallFailure::FileUnreadable { .. })));
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_server_that_never_answers_is_given_up_and_hung_up_on() {
    let server = Server::start(|_| Answer::silence());
    let client = local();
    let mut request = request("GET", &server.url("/"));
    request.timeout = Duration::from_millis(50);
    let failure = send(&client, &request).unwrap_err();
    assert_eq!(failure, CallFailure::Timeout { host: server.host(), after: request.timeout });
    assert!(failure.to_string().contains("within 0.05 s"));
    server.wait_until_broken();
}

#[test]
fn a_call_can_be_cancelled() {
    let server = Server::start(|_| Answer::silence());
    let request = request("GET", &server.url("/"));
    let at_once = local().send_unless(&request, &mut (), ready(()));
    assert_eq!(at_once, Err(CallFailure::Cancelled));
    let once_it_waits = poll_fn(|context| match server.requests().is_empty() {
        true => {
            context.waker().wake_by_ref();
            Poll::Pending
        }
        false => Poll::Ready(()),
    });
    let client = local();
    assert_eq!(client.send_unless(&request, &mut (), once_it_waits), Err(CallFailure::Cancelled));
    server.wait_until_broken();
}

#[test]
fn refused_and_broken_connections_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let free = listener.local_addr().unwrap();
    drop(listener);
    let failure = send(&local(), &request("GET", &format!("http://{free}/"))).unwrap_err();
    assert_eq!(failure, CallFailure::ConnectionRefused { host: free.to_string() });

    let server = Server::start(|_| Answer::hang_up());
    let failure = send(&local(), &request("GET", &server.url("/"))).unwrap_err();
    assert_eq!(failure, CallFailure::ConnectionReset { host: server.host() });
    let server =
        Server::start(|_| Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc").then_close());
    let failure = send(&local(), &request("GET", &server.url("/"))).unwrap_err();
    assert_eq!(failure, CallFailure::ConnectionReset { host: server.host() });
    let server = Server::start(|_| Answer::raw("what?\r\n\r\n").then_close());
    assert!(matches!(send(&local(), &request("GET", &server.url("/"))), Err(CallFailure::Other { .. })));
    let tls = send(&local(), &request("GET", &server.url("/").replace("http:", "https:"))).unwrap_err();
    assert!(matches!(tls, CallFailure::Tls { .. } | CallFailure::ConnectionReset { .. }), "{tls:?}");
}

#[test]
fn a_host_that_is_not_allowed_is_not_contacted() {
    let forbidden = Server::start(|_| Answer::ok("never"));
    let failure = send(&client(&["example.test"]), &request("GET", &forbidden.url("/"))).unwrap_err();
    assert!(failure.to_string().contains("add `--allow-host 127.0.0.1`"), "{failure}");
    let elsewhere = format!("http://localhost:{}/x", forbidden.port());
    let server = Server::start(move |_| Answer::redirect(302, &elsewhere));
    let mut notes = Notes::default();
    let failure = local().send(&request("GET", &server.url("/")), &mut notes).unwrap_err();
    assert!(
        matches!(&failure, CallFailure::HostNotAllowed { host, .. } if host == "localhost"),
        "{failure:?}"
    );
    assert_eq!((forbidden.connections(), server.connections(), notes.connecting.len()), (0, 1, 1));
    assert!(notes.redirected.is_empty());
}

#[test]
fn a_redirect_to_an_allowed_host_is_followed_without_credentials() {
    let target = Server::start(|_| Answer::ok("there"));
    let to = target.url("/new?token=t");
    let server = Server::start(move |_| Answer::redirect(307, &to));
    let mut request = request("POST", &server.url("/old"));
    request.body = Some("body".to_owned());
    for (name, value) in [("Authorization", "Bearer x"), ("X-Mine", "a s3cret-value"), ("Accept", "a/b")] {
        request.headers.push((name.to_owned(), value.to_owned()));
    }
    let mut notes = Notes::default();
    assert_eq!(local().send(&request, &mut notes).unwrap().body, b"there");
    let (first, second) = (server.requests().remove(0), target.requests().remove(0));
    assert_eq!(first.header("authorization"), Some("Bearer x"));
    assert_eq!(
        ["authorization", "x-mine", "accept"].map(|name| second.header(name)),
        [None, None, Some("a/b")]
    );
    assert_eq!((second.line.as_str(), second.body.as_slice()), ("POST /new?token=t HTTP/1.1", &b"body"[..]));
    assert_eq!(notes.redirected, [(server.url("/old"), target.url("/new?token=***"))]);
}

#[test]
fn a_file_is_sent_again_where_307_asks_for_it_and_not_after_303() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 300_000);
    for (status, line, size) in [(307, "PUT /to HTTP/1.1", 300_000), (303, "GET /to HTTP/1.1", 0)] {
        let server = Server::start(move |request| match request.line.contains("/from") {
            true => Answer::redirect(status, "/to"),
            false => Answer::status(201),
        });
        let response = send(&local(), &upload(&server.url("/from"), &path, FileBody::Stream)).unwrap();
        let last = server.requests().remove(1);
        assert_eq!((response.status, last.line.as_str(), last.body.len()), (201, line, size));
        assert_eq!(last.header("content-type").is_some(), size > 0);
    }
}

#[test]
fn a_circle_of_redirects_is_left() {
    let server = Server::start(|_| Answer::redirect(302, "/again"));
    let failure = send(&local(), &request("GET", &server.url("/"))).unwrap_err();
    assert_eq!(failure, CallFailure::TooManyRedirects { limit: MAX_REDIRECTS });
    assert_eq!(server.requests().len(), MAX_REDIRECTS + 1);
}

#[test]
fn an_answer_may_be_as_large_as_the_limit_and_no_larger() {
    let server = Server::start(|request| {
        let extra = usize::from(request.line.contains("more"));
        Answer::ok(&"x".repeat(MAX_RESPONSE_BYTES + extra))
    });
    assert_eq!(send(&local(), &request("GET", &server.url("/"))).unwrap().body.len(), MAX_RESPONSE_BYTES);
    let failure = send(&local(), &request("GET", &server.url("/more"))).unwrap_err();
    assert!(matches!(failure, CallFailure::ResponseTooLarge { .. }), "{failure:?}");
}

#[test]
fn what_cannot_be_sent_is_refused_before_anything_is() {
    let server = Server::start(|_| Answer::ok(""));
    let client = local();
    for url in ["", "x", "/x", "ftp://127.0.0.1/", "http://", "file:///etc/passwd", "http://u:topsecret@[/"] {
        let failure = send(&client, &request("GET", url)).unwrap_err();
        assert!(matches!(&failure, CallFailure::InvalidUrl { .. }), "{url}: {failure:?}");
        assert!(!failure.to_string().contains("topsecret"));
    }
    for (name, value) in
        [("a b", "c"), ("", "c"), ("a", "b\r\nc: d"), ("Content-Length", "3"), ("transfer-encoding", "x")]
    {
        let headers = vec![(name.to_owned(), value.to_owned())];
        let failure =
            send(&client, &HttpRequest { headers, ..request("GET", &server.url("/")) }).unwrap_err();
        assert!(matches!(&failure, CallFailure::InvalidHeader { .. }), "{name}: {failure:?}");
    }
    for method in ["", "G T", "CONNECT"] {
        let failure = send(&client, &request(method, &server.url("/"))).unwrap_err();
        assert!(matches!(&failure, CallFailure::InvalidMethod { .. }), "{method}: {failure:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[test]
fn a_packed_answer_is_unpacked() {
    let packed: &[u8] =
        &[31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 203, 72, 205, 201, 201, 7, 0, 134, 166, 16, 54, 5, 0, 0, 0];
    let answer = ResponseTemplate::new(200).insert_header("Content-Encoding", "gzip").set_body_bytes(packed);
    let server = mock_server(vec![Mock::given(header("accept-encoding", "gzip")).respond_with(answer)]);
    assert_eq!(send(&local(), &request("GET", &server.uri())).unwrap().body, b"hello");
}

#[test]
fn an_answer_that_comes_before_the_whole_file_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 8 * 1024 * 1024);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut head, mut piece) = (Vec::new(), [0; 1024]);
        while !head.windows(4).any(|window| window == b"\r\n\r\n") {
            let read = stream.read(&mut piece).unwrap();
            head.extend_from_slice(&piece[..read]);
        }
        stream
            .write_all(b"HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")
            .unwrap();
        while stream.read(&mut piece).is_ok_and(|read| read > 0) {}
    });
    let response = send(&local(), &upload(&url, &path, FileBody::Stream)).unwrap();
    assert_eq!((response.status, response.body.as_slice()), (413, &b"big"[..]));
    server.join().unwrap();
}

/// The command that `--dry-run` shows sends what the call sends; where curl is installed.
#[test]
fn the_curl_command_sends_the_same_request() {
    if std::process::Command::new("curl").arg("--version").output().is_err() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = file_of(&folder, 70_000);
    let server = Server::start(|_| Answer::status(200));
    let mut stream = upload(&server.url("/a[1]/?x={y}"), &path, FileBody::Stream);
    stream.params = vec![("a b".to_owned(), "it's+&".to_owned())];
    stream.headers =
        vec![("X-Empty".to_owned(), String::new()), ("X-Quote".to_owned(), "it's \"$HOME\"".to_owned())];
    let form = upload(&server.url("/"), &path, FileBody::Multipart { field: "f".to_owned() });
    let text = HttpRequest { body: Some("@x\r\n'\"\n".to_owned()), ..request("PATCH", &server.url("/t")) };
    for request in [stream, form, text, request("GET", &server.url("/"))] {
        let command = render_curl(&request, &Secrets::default());
        assert!(
            std::process::Command::new("sh").args(["-c", &command]).status().unwrap().success(),
            "{command}"
        );
        send(&local(), &request).unwrap();
        let [theirs, ours] =
            server.requests().split_off(server.requests().len() - 2).try_into().ok().unwrap();
        assert_eq!(theirs.line, ours.line);
        for name in [
            "content-type",
            "content-length",
            "user-agent",
            "accept",
            "x-empty",
            "x-quote",
            "transfer-encoding",
        ] {
            let is_form = ours.header("content-type").is_some_and(|value| value.starts_with("multipart"));
            if !(is_form && name.starts_with("content")) {
                assert_eq!(theirs.header(name), ours.header(name), "{name} of {command}");
            }
        }
        // Of a form the boundaries differ, and with them the body.
        let is_form = request.file.is_some_and(|file| file.send != FileBody::Stream);
        assert!(is_form || theirs.body == ours.body, "{command}");
    }
}

#[test]
fn one_client_serves_many_threads() {
    let server = Server::start(|request| Answer::ok(&request.line));
    let client = local();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (client, server) = (&client, &server);
            scope.spawn(move || {
                for call in 0..10 {
                    let path = format!("/{thread}/{call}");
                    let response = send(client, &request("GET", &server.url(&path))).unwrap();
                    assert_eq!(response.body, format!("GET {path} HTTP/1.1").as_bytes());
                }
            });
        }
    });
}
