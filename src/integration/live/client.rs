//! The runtime and the HTTP client: started at the first call, kept for all that follow.

use std::sync::Arc;

use reqwest::redirect::Policy;
use tokio::runtime::{Builder, Runtime};

use super::super::allow_list::AllowList;
use super::super::response::CallFailure;
use super::resolver::AllowedNames;
use super::{CONNECT_TIMEOUT, USER_AGENT};

/// What a live call runs on.
#[derive(Debug)]
pub(super) struct Machinery {
    pub(super) runtime: Background,
    pub(super) client: reqwest::Client,
}

/// A runtime that does not wait for a name look-up that hangs when the program wants to end.
#[derive(Debug)]
pub(super) struct Background(Option<Runtime>);

impl Machinery {
    pub(super) fn start(allow: &AllowList) -> Result<Self, CallFailure> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| CallFailure::Other { reason: error.to_string() })?;
        // Fails only where somebody in this process chose a provider before; theirs is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = builder(allow).build().or_else(|_| without_certificates(allow));
        let client = client.map_err(|error| CallFailure::Other { reason: error.to_string() })?;
        Ok(Self { runtime: Background(Some(runtime)), client })
    }
}

fn builder(allow: &AllowList) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        // Redirects are followed by our own loop, which asks the allow list before each hop.
        .redirect(Policy::none())
        // A proxy of the environment would be a host that nobody allowed.
        .no_proxy()
        .dns_resolver(Arc::new(AllowedNames::new(allow.clone())))
}

/// On a machine without certificates plain http still works; https then fails with a TLS error.
fn without_certificates(allow: &AllowList) -> reqwest::Result<reqwest::Client> {
    builder(allow).tls_certs_only([]).build()
}

impl Background {
    /// Runs a call to its end.
    pub(super) fn block_on<T>(
        &self,
        call: impl Future<Output = Result<T, CallFailure>>,
    ) -> Result<T, CallFailure> {
        match &self.0 {
            Some(runtime) => runtime.block_on(call),
            // Only while being dropped, when nobody can call any more.
            None => Err(CallFailure::Cancelled),
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Lets the tasks of the connections run for a moment.
///
/// Nothing runs between two calls, so before a call the pool has not yet seen which connections the
/// other side closed meanwhile, and after one a connection that was given up has to be closed.
pub(super) async fn let_connections_settle() {
    for _ in 0..4 {
        tokio::task::yield_now().await;
    }
}
