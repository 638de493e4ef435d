//! JavaScript that an author attached to something.

use crate::source::{Span, Text};

/// A piece of bot code with its place.
#[derive(Clone, Debug)]
pub struct Code {
    /// The key's value in the bot file.
    pub span: Span,
    /// Where the text is.
    pub body: CodeBody,
}

/// Where a piece of code is written.
#[derive(Clone, Debug)]
pub enum CodeBody {
    /// In the YAML, usually as a block scalar.
    Inline(Text),
    /// In a file of its own, which keeps its own lines.
    File(Text),
}

impl Code {
    /// The code itself, with the place of each part.
    pub fn text(&self) -> &Text {
        match &self.body {
            CodeBody::Inline(text) | CodeBody::File(text) => text,
        }
    }
}

/// The places where an interaction runs code (spec 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CodeHook {
    /// Before the content is prepared.
    PreProcess,
    /// After the content is prepared, before it is sent.
    PostProcess,
    /// After the rules have judged the consumer's answer.
    ProcessUserResponse,
    /// Right after an integration's answer (scripting spec 4.2).
    TransformResult,
}

impl CodeHook {
    /// The key in the bot file.
    pub fn key(self) -> &'static str {
        match self {
            Self::PreProcess => "pre_process",
            Self::PostProcess => "post_process",
            Self::ProcessUserResponse => "process_user_response",
            Self::TransformResult => "transform_result",
        }
    }
}
