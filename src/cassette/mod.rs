//! Cassettes: live calls kept as mocks in a file, and played again.
//!
//! [`Recording`] adds each live call to its file as soon as the call is over; [`Replay`] is what files
//! mean for the bots of a run. A cassette is read by [`load_cassette`](crate::load::load_cassette).

mod edit;
mod layout;
mod record;
mod replay;

pub use record::{Recording, RecordingNames};
pub use replay::{FindIntegration, Replay, ReplayEntry, Stale};
