//! What a bot calls outside itself: live HTTP, and the files that a consumer sends along.
//!
//! Nothing here prints, and nothing connects to a host that is not on the [`AllowList`]. The pure
//! parts ([`allow_list`], [`secrets`], [`curl`]) do no input or
//! output; only [`evidence`] reads files and only [`live`] opens connections. This module knows
//! nothing of conversations: references are filled before a request gets here.

pub mod allow_list;
mod articles;
pub mod curl;
pub mod evidence;
mod gateway;
pub mod live;
pub mod mock;
pub mod request;
pub mod response;
pub mod secrets;

pub use allow_list::{AllowList, AllowListError};
pub use articles::Searched;
pub use evidence::{FileProblem, examine};
pub use gateway::{Answer, AnswerSource, Answered, Gateway, GatewayCall, Interrupt, NoAnswer};
pub use live::{CallObserver, LiveClient};
pub use request::{FileBody, HttpRequest, OutgoingFile};
pub use response::{CallFailure, HttpResponse};
pub use secrets::{MASK, Secrets, is_credential_header, is_credential_parameter};
