//! A file as a request body: in pieces, counted, and never other than it was examined.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use futures_util::stream::{Stream, try_unfold};
use reqwest::Body;
use reqwest::multipart::{Form, Part};
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio::sync::mpsc;

use super::super::request::{FileBody, OutgoingFile, quotable_name};
use super::super::response::CallFailure;

/// How much of a file is in memory at a time, in bytes.
const PIECE_BYTES: usize = 64 * 1024;

/// Why the file could not be sent; set by the stream, as an HTTP client keeps only "body error".
pub(super) type Trouble = Arc<Mutex<Option<CallFailure>>>;

/// The receiving end of a body: its progress and what went wrong with it.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) sent: mpsc::Receiver<u64>,
    pub(super) total: u64,
    pub(super) trouble: Trouble,
}

/// A file that is being read.
struct Reading {
    file: File,
    name: String,
    size: u64,
    modified: Option<SystemTime>,
    done: u64,
    progress: mpsc::Sender<u64>,
    trouble: Trouble,
}

/// Opens the file and checks that it still has the size that was examined.
pub(super) async fn open(
    file: &OutgoingFile,
) -> Result<(impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static, Progress), CallFailure> {
    let unreadable =
        |error: io::Error| CallFailure::FileUnreadable { name: file.name.clone(), reason: error.to_string() };
    // Before it is opened: a pipe in the place of the file would be waited for.
    let before = tokio::fs::metadata(&file.path).await.map_err(unreadable)?;
    if !before.is_file() {
        return Err(unreadable(io::Error::other("it is not a file any more")));
    }
    let handle = File::open(&file.path).await.map_err(unreadable)?;
    let metadata = handle.metadata().await.map_err(unreadable)?;
    if metadata.len() != file.size {
        return Err(changed(&file.name, format!("{} bytes before, {} now", file.size, metadata.len())));
    }
    // One place: a piece is read only when the one before it was reported, so that who watches the
    // progress is never behind the file.
    let (progress, sent) = mpsc::channel(1);
    let trouble = Trouble::default();
    let reading = Reading {
        file: handle,
        name: file.name.clone(),
        size: file.size,
        modified: metadata.modified().ok(),
        done: 0,
        progress,
        trouble: trouble.clone(),
    };
    let stream = try_unfold(reading, |mut reading| async move {
        let piece = reading.next_piece().await?;
        Ok(piece.map(|piece| (piece, reading)))
    });
    Ok((stream, Progress { sent, total: file.size, trouble }))
}

/// The stream as the part of a form that it may be sent in.
pub(super) fn form(
    file: &OutgoingFile,
    field: &str,
    stream: impl Stream<Item = io::Result<Vec<u8>>> + Send + 'static,
) -> Result<Form, CallFailure> {
    let part = Part::stream_with_length(Body::wrap_stream(stream), file.size);
    let part = part.file_name(quotable_name(&file.name)).mime_str(&file.media_type);
    let part = part.map_err(|_| CallFailure::InvalidHeader {
        name: "Content-Type".to_owned(),
        reason: format!("`{}` is not a media type", file.media_type),
    })?;
    // Names as browsers write them: `name*=` of RFC 5987 is forbidden here and understood by few.
    Ok(Form::new().percent_encode_noop().part(quotable_name(field), part))
}

/// The field under which a file is sent, if it is sent in a form.
pub(super) fn field(file: &OutgoingFile) -> Option<&str> {
    match &file.send {
        FileBody::Stream => None,
        FileBody::Multipart { field } => Some(field),
    }
}

impl Reading {
    /// The next piece, or nothing at the end. The last piece is held back until the file has proved
    /// to end there and to be untouched: without it the receiver has no complete request, and cannot
    /// take a mixture of two files for one.
    async fn next_piece(&mut self) -> io::Result<Option<Vec<u8>>> {
        // Fails when the call was given up; the connection is then closed, not used again.
        let gone = |_| io::Error::other("the call was given up");
        let place = self.progress.clone().reserve_owned().await.map_err(gone)?;
        let left = self.size - self.done;
        if left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; usize::try_from(left).unwrap_or(PIECE_BYTES).min(PIECE_BYTES)];
        let read = self.file.read(&mut piece).await;
        let read = read.map_err(|error| self.unreadable(&error))?;
        if read == 0 {
            return Err(self.changed(format!("it ends after {} of {} bytes", self.done, self.size)));
        }
        piece.truncate(read);
        self.done += read as u64;
        if self.done == self.size {
            self.check_unchanged().await?;
        }
        place.send(self.done);
        Ok(Some(piece))
    }

    async fn check_unchanged(&mut self) -> io::Result<()> {
        let metadata = self.file.metadata().await.map_err(|error| self.unreadable(&error))?;
        if metadata.len() != self.size {
            return Err(self.changed(format!("{} bytes before, {} now", self.size, metadata.len())));
        }
        match metadata.modified().ok() == self.modified {
            true => Ok(()),
            false => Err(self.changed("it was written to".to_owned())),
        }
    }

    fn changed(&self, change: String) -> io::Error {
        self.fail(changed(&self.name, change))
    }

    fn unreadable(&self, error: &io::Error) -> io::Error {
        self.fail(CallFailure::FileUnreadable { name: self.name.clone(), reason: error.to_string() })
    }

    fn fail(&self, failure: CallFailure) -> io::Error {
        let error = io::Error::other(failure.to_string());
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
        error
    }
}

fn changed(name: &str, change: String) -> CallFailure {
    CallFailure::FileChanged { name: name.to_owned(), change }
}
