//! Name look-up that refuses names which are not on the allow list.
//!
//! The second lock on the door: the redirect loop checks each URL before it is called, and should it
//! ever miss one, its name has no address here. URLs with an IP address need no look-up and never
//! come here; for them the loop's check is the only one.

use std::net::{SocketAddr, ToSocketAddrs};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::super::allow_list::AllowList;
use super::super::response::CallFailure;
use super::prepare::not_allowed;

/// Looks up names of the allow list with the system's resolver.
#[derive(Debug)]
pub(super) struct AllowedNames {
    allow: AllowList,
}

impl AllowedNames {
    pub(super) fn new(allow: AllowList) -> Self {
        Self { allow }
    }
}

impl Resolve for AllowedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let allowed = self.allow.allows_name(&host);
        Box::pin(async move {
            if !allowed {
                return Err(not_allowed(&host).into());
            }
            let looked_up = tokio::task::spawn_blocking({
                let host = host.clone();
                move || (host.as_str(), 0).to_socket_addrs().map(Iterator::collect::<Vec<SocketAddr>>)
            });
            match looked_up.await {
                Ok(Ok(addresses)) if !addresses.is_empty() => Ok(Box::new(addresses.into_iter()) as Addrs),
                _ => Err(CallFailure::DnsFailure { host }.into()),
            }
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn resolve(allow: &str, name: &str) -> Result<Vec<SocketAddr>, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let names = AllowedNames::new(AllowList::parse([allow]).unwrap());
        let resolved = runtime.block_on(names.resolve(name.parse().unwrap()));
        resolved.map(Iterator::collect).map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_that_is_not_on_the_list_is_not_looked_up() {
        let error = resolve("example.test", "localhost").unwrap_err();
        assert!(
            error.contains("not on the allow list") && error.contains("--allow-host localhost"),
            "{error}"
        );
    }

    #[test]
    fn a_name_on_the_list_is_looked_up() {
        let addresses = resolve("localhost:1", "localhost").unwrap();
        assert!(addresses.iter().all(|address| address.ip().is_loopback()) && !addresses.is_empty());
    }
}
