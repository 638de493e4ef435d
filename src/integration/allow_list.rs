//! Which hosts a live call may reach.
//!
//! Promise 1 of the product: never a network connection unless asked. The list starts empty, not
//! even this machine is on it; each entry was written by a person, on the command line or in the bot.

use std::str::FromStr;

use reqwest::Url;

/// The hosts that may be called; [`AllowList::default`] allows none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowList {
    entries: Vec<Entry>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    /// In the normal form of the URL standard (lower case, punycode, no trailing dot), without `*.`.
    host: String,
    /// `*.host`: every name below `host`, but not `host` itself.
    below: bool,
    /// Only this port; every port where absent.
    port: Option<u16>,
}

/// Why an entry is not a host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllowListError {
    /// A URL was written where a host is wanted.
    #[error("`{entry}` is a URL, not a host: write `{host}`")]
    Url {
        /// As written, without credentials.
        entry: String,
        /// What to write.
        host: String,
    },
    /// Every host would be allowed.
    #[error("`{entry}` would allow every host: name them, or write `*.example.com` for all below one")]
    Everything {
        /// As written.
        entry: String,
    },
    /// A star somewhere else than at the start.
    #[error("`{entry}` has a star in a place where it means nothing: only `*.example.com` is understood")]
    Star {
        /// As written.
        entry: String,
    },
    /// Not a host name, an IPv4 or a bracketed IPv6 address, with or without a port.
    #[error("`{entry}` is not a host: write `example.com`, `example.com:8443`, `127.0.0.1` or `[::1]`")]
    NotAHost {
        /// As written.
        entry: String,
    },
}

impl AllowList {
    /// A list of the given entries.
    ///
    /// # Errors
    /// The first entry that is not understood.
    pub fn parse<T: AsRef<str>>(entries: impl IntoIterator<Item = T>) -> Result<Self, AllowListError> {
        let entries = entries.into_iter().map(|entry| entry.as_ref().parse()).collect::<Result<_, _>>()?;
        Ok(Self { entries })
    }

    /// Adds the entries of another list.
    pub fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Whether no host is allowed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether this URL may be called: an http or https URL with a listed host and port.
    pub fn allows(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return false };
        matches!(url.scheme(), "http" | "https")
            && self.entries.iter().any(|entry| entry.matches(host, Some(port)))
    }

    /// The host of a URL given as text, with its port unless it is the scheme's own, and whether it may
    /// be called; `None` where the text is no URL with a host.
    pub fn judge(&self, url: &str) -> Option<(String, bool)> {
        let url = Url::parse(url.trim()).ok()?;
        let host = url.host_str().filter(|host| !host.is_empty())?;
        let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Some((host, self.allows(&url)))
    }

    /// Whether this name may be looked up, whatever the port: the net under [`AllowList::allows`].
    pub(super) fn allows_name(&self, host: &str) -> bool {
        self.entries.iter().any(|entry| entry.matches(host, None))
    }
}

impl Entry {
    fn matches(&self, host: &str, port: Option<u16>) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let named = match self.below {
            true => host.strip_suffix(&self.host).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
            false => host == self.host,
        };
        named && (self.port.is_none() || port.is_none() || self.port == port)
    }
}

impl FromStr for Entry {
    type Err = AllowListError;

    fn from_str(written: &str) -> Result<Self, AllowListError> {
        let entry = written.trim();
        if entry == "*" || entry == "*." || entry.starts_with("*:") {
            return Err(AllowListError::Everything { entry: entry.to_owned() });
        }
        let (below, rest) = entry.strip_prefix("*.").map_or((false, entry), |rest| (true, rest));
        if let Some(error) = url_as_entry(entry) {
            return Err(error);
        }
        if rest.contains('*') {
            return Err(AllowListError::Star { entry: entry.to_owned() });
        }
        let not_a_host = || AllowListError::NotAHost { entry: entry.to_owned() };
        let (host, port) = host_and_port(rest).ok_or_else(not_a_host)?;
        let is_address = host.starts_with('[') || host.parse::<std::net::Ipv4Addr>().is_ok();
        if below && is_address {
            return Err(not_a_host());
        }
        Ok(Self { host, below, port })
    }
}

/// The error for an entry with a scheme, path, query or credentials: says what to write instead.
fn url_as_entry(entry: &str) -> Option<AllowListError> {
    if !entry.contains(['/', '?', '#', '@', '\\']) {
        return None;
    }
    let with_scheme = if entry.contains("://") { entry.to_owned() } else { format!("http://{entry}") };
    let url = Url::parse(&with_scheme).ok()?;
    let host = url.host_str().filter(|host| !host.is_empty())?;
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let shown = entry.rsplit_once('@').map_or_else(|| entry.to_owned(), |(_, rest)| format!("***@{rest}"));
    Some(AllowListError::Url { entry: shown, host })
}

/// The host in normal form and its port; the URL standard's own parser, so that an entry and a URL
/// that mean the same host are the same text (`BÜCHER.example`, `0x7f.1`, `[0:0::1]`).
fn host_and_port(text: &str) -> Option<(String, Option<u16>)> {
    let bare_v6 = text.parse::<std::net::Ipv6Addr>().is_ok();
    let text = if bare_v6 { format!("[{text}]") } else { text.to_owned() };
    if text.is_empty() || text.contains(['/', '?', '#', '@', '\\']) || text.contains(char::is_whitespace) {
        return None;
    }
    // A port is read here: the URL parser drops the scheme's own, and `host:80` must stay port 80.
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !text.ends_with(']') => {
            let digits = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
            (host, Some(port.parse::<u16>().ok().filter(|port| digits && *port > 0)?))
        }
        _ => (text.as_str(), None),
    };
    let url = Url::parse(&format!("http://{host}/")).ok()?;
    let host = url.host_str()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    (!host.is_empty() && url.port().is_none()).then(|| (host.to_owned(), port))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
#[path = "allow_list_tests.rs"]
mod tests;
