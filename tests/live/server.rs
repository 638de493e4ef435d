//! A server on this machine with full control over the bytes that go back and when it hangs up.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// One request as it came in.
#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What to write, and what to do then.
pub(crate) struct Answer {
    bytes: Vec<u8>,
    then: Then,
}

enum Then {
    GoOn,
    Close,
    Wait,
}

impl Answer {
    pub(crate) fn raw(text: &str) -> Self {
        Self { bytes: text.as_bytes().to_vec(), then: Then::GoOn }
    }
    pub(crate) fn ok(body: &str) -> Self {
        Self::raw(&format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
    }
    pub(crate) fn status(status: u16) -> Self {
        Self::raw(&format!("HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n"))
    }
    pub(crate) fn redirect(status: u16, to: &str) -> Self {
        Self::raw(&format!("HTTP/1.1 {status} X\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n"))
    }
    pub(crate) fn silence() -> Self {
        Self { bytes: vec![], then: Then::Wait }
    }
    pub(crate) fn hang_up() -> Self {
        Self { bytes: vec![], then: Then::Close }
    }
    pub(crate) fn then_close(self) -> Self {
        Self { then: Then::Close, ..self }
    }
}

#[derive(Default)]
struct Seen {
    connections: usize,
    requests: Vec<Received>,
    /// Connections that the client closed in the middle of a request or while it was waiting.
    broken: usize,
    /// Connections that the server closed as its answer said.
    closed: usize,
}

pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Received) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen: Arc<(Mutex<Seen>, Condvar)> = Arc::default();
        let (shared, answer) = (seen.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                shared.0.lock().unwrap().connections += 1;
                let (shared, answer) = (shared.clone(), answer.clone());
                thread::spawn(move || serve(&stream, &shared, &*answer));
            }
        });
        Self { address, seen }
    }
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }
    pub(crate) fn connections(&self) -> usize {
        self.seen.0.lock().unwrap().connections
    }
    pub(crate) fn requests(&self) -> Vec<Received> {
        self.seen.0.lock().unwrap().requests.clone()
    }
    /// Returns once the client has closed a connection that was not through.
    pub(crate) fn wait_until_broken(&self) {
        self.wait_while(|seen| seen.broken == 0);
    }
    /// Returns once this many connections were closed by an answer.
    pub(crate) fn wait_until_closed(&self, count: usize) {
        self.wait_while(|seen| seen.closed < count);
    }
    fn wait_while(&self, condition: impl Fn(&Seen) -> bool) {
        let seen = self.seen.0.lock().unwrap();
        let limit = Duration::from_secs(10);
        let (_seen, waited) = self.seen.1.wait_timeout_while(seen, limit, |seen| condition(seen)).unwrap();
        assert!(!waited.timed_out(), "the connection was left open");
    }
}

fn serve(stream: &TcpStream, seen: &(Mutex<Seen>, Condvar), answer: &dyn Fn(&Received) -> Answer) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let Some(request) = read_request(line.trim_end(), &mut reader) else {
            return broken(seen);
        };
        let answer = answer(&request);
        seen.0.lock().unwrap().requests.push(request);
        if (&mut &*stream).write_all(&answer.bytes).is_err() {
            return broken(seen);
        }
        match answer.then {
            Then::GoOn => {}
            Then::Close => {
                stream.shutdown(Shutdown::Both).unwrap_or_default();
                seen.0.lock().unwrap().closed += 1;
                return seen.1.notify_all();
            }
            Then::Wait => {
                let _ = reader.read(&mut [0]);
                return broken(seen);
            }
        }
    }
}

fn broken(seen: &(Mutex<Seen>, Condvar)) {
    seen.0.lock().unwrap().broken += 1;
    seen.1.notify_all();
}

fn read_request(line: &str, reader: &mut impl BufRead) -> Option<Received> {
    let mut headers = Vec::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Received { line: line.to_owned(), headers, body: Vec::new() };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    request.body = vec![0; length];
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
