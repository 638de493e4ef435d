//! Live calls: HTTP to hosts on the allow list.
//!
//! Blocking from the outside, and silent: what happens is told to a [`CallObserver`]. One client is
//! meant to serve the whole process, so that connections are used again and "first call to a host"
//! means what it says.

mod body;
mod client;
mod exchange;
mod failure;
mod prepare;
mod redirect;
mod resolver;

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::allow_list::AllowList;
use super::request::HttpRequest;
use super::response::{CallFailure, HttpResponse};
use super::secrets::Secrets;
use client::Machinery;

/// The most of an answer's body that is kept, unpacked, in bytes; a longer one fails the call.
pub const MAX_RESPONSE_BYTES: usize = 10 * 1024 * 1024;
/// The most redirects that one call follows.
pub const MAX_REDIRECTS: usize = 10;
/// How long a connection may take to be made, within the call's own time-out.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How the program names itself.
pub const USER_AGENT: &str = concat!("dialogsim/", env!("CARGO_PKG_VERSION"));

/// Is told what a call does while it runs; every method may be left as it is. URLs come masked.
pub trait CallObserver {
    /// A host is about to be contacted; `first` for the first time by this client.
    fn connecting(&mut self, _host: &str, _first: bool) {}
    /// So many bytes of the file, of so many, were handed to the connection. Begins again from the
    /// start where a redirect asks for the file once more.
    fn sent(&mut self, _bytes: u64, _total: u64) {}
    /// The answer pointed elsewhere, and that is allowed.
    fn redirected(&mut self, _from: &str, _to: &str) {}
    /// All is sent, or nothing was to send: the answer is awaited.
    fn waiting(&mut self) {}
}

/// For who does not want to know.
impl CallObserver for () {}

/// Sends requests to allowed hosts. Nothing is started before the first call.
#[derive(Debug)]
pub struct LiveClient {
    allow: AllowList,
    secrets: Secrets,
    machinery: OnceLock<Result<Machinery, CallFailure>>,
    contacted: Mutex<BTreeSet<String>>,
}

impl LiveClient {
    /// A client for the hosts of `allow`; `secrets` are kept out of messages, and headers that hold
    /// one are not passed on by redirects to other hosts.
    pub fn new(allow: AllowList, secrets: Secrets) -> Self {
        Self { allow, secrets, machinery: OnceLock::new(), contacted: Mutex::default() }
    }

    /// Sends a request and waits for the whole answer, whatever its status. Ctrl-C cancels the call.
    ///
    /// From the first call on, Ctrl-C does not end the process any more by itself: that is how signal
    /// handlers work, and the host of a long run should have its own. Not to be called from within an
    /// asynchronous runtime, which blocking would stop.
    ///
    /// # Errors
    /// Every reason for having no complete answer; see [`CallFailure`].
    pub fn send(
        &self,
        request: &HttpRequest,
        observer: &mut dyn CallObserver,
    ) -> Result<HttpResponse, CallFailure> {
        self.send_unless(request, observer, interrupted())
    }

    /// As [`LiveClient::send`], cancelled when `cancel` is done instead of by Ctrl-C.
    ///
    /// # Errors
    /// Every reason for having no complete answer; see [`CallFailure`].
    pub fn send_unless(
        &self,
        request: &HttpRequest,
        observer: &mut dyn CallObserver,
        cancel: impl Future<Output = ()>,
    ) -> Result<HttpResponse, CallFailure> {
        // Before anything is started: what cannot be sent, or may not be, costs nothing.
        let first = prepare::first_hop(request, &self.secrets)?;
        prepare::check_allowed(&first.url, &self.allow)?;
        let machinery = self.machinery.get_or_init(|| Machinery::start(&self.allow));
        let machinery = machinery.as_ref().map_err(Clone::clone)?;
        let host = prepare::host_and_port(&first.url);
        machinery.runtime.block_on(async {
            client::let_connections_settle().await;
            let call = self.run(machinery, first, observer);
            let result = tokio::select! {
                biased;
                () = cancel => Err(CallFailure::Cancelled),
                result = tokio::time::timeout(request.timeout, call) => {
                    result.unwrap_or(Err(CallFailure::Timeout { host, after: request.timeout }))
                }
            };
            client::let_connections_settle().await;
            result
        })
    }

    /// From hop to hop, until an answer is no redirect.
    async fn run(
        &self,
        machinery: &Machinery,
        first: prepare::Hop,
        observer: &mut dyn CallObserver,
    ) -> Result<HttpResponse, CallFailure> {
        #[allow(clippy::disallowed_methods, reason = "a live call takes real time")]
        let started = Instant::now();
        let mut hop = first;
        for _ in 0..=MAX_REDIRECTS {
            prepare::check_allowed(&hop.url, &self.allow)?;
            self.announce(&hop.url, observer);
            let mut exchange = exchange::begin(&machinery.client, &hop, &self.secrets, observer).await?;
            let Some(next) = redirect::next_hop(&hop, &exchange.response, &self.secrets)? else {
                let body = exchange.read_body(&hop, &self.secrets, observer).await?;
                return Ok(exchange.into_response(body, started.elapsed()));
            };
            prepare::check_allowed(&next.url, &self.allow)?;
            observer.redirected(
                &self.secrets.mask_url(hop.url.as_str()),
                &self.secrets.mask_url(next.url.as_str()),
            );
            hop = next;
        }
        Err(CallFailure::TooManyRedirects { limit: MAX_REDIRECTS })
    }

    fn announce(&self, url: &reqwest::Url, observer: &mut dyn CallObserver) {
        let host = prepare::host_and_port(url);
        let mut contacted = self.contacted.lock().unwrap_or_else(PoisonError::into_inner);
        let first = contacted.insert(url.host_str().unwrap_or_default().to_owned());
        drop(contacted);
        observer.connecting(&self.secrets.mask(&host), first);
    }
}

/// Done when the person presses Ctrl-C; never where the system cannot tell.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
