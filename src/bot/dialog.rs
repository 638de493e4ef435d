//! Dialogs.

use super::{Interaction, on_by_default};
use crate::source::{Span, Spanned, Text};

/// An ordered list of interactions (spec 1.2).
#[derive(Clone, Debug)]
pub struct Dialog {
    /// What triggers it and how often it may stand in a bot.
    pub kind: DialogKind,
    /// The key that names the kind.
    pub kind_span: Span,
    /// Unique among the bot's dialogs.
    pub name: Text,
    /// Off: the dialog takes no part.
    pub enabled: Option<Spanned<bool>>,
    /// A note without effect.
    pub description: Option<Text>,
    /// The domain that it belongs to; a note too.
    pub domain: Option<Text>,
    /// Its steps in order.
    pub interactions: Vec<Interaction>,
}

/// The kinds of dialog (spec 3.1).
#[derive(Clone, Debug)]
pub enum DialogKind {
    /// Triggered by its starter or by a jump.
    Standard,
    /// Plays when nothing else matched.
    Fallback,
    /// Asks which of several intents was meant.
    Disambiguation {
        /// `match_threshold`; the platform knows "Fair Plus" only (spec 3.2).
        match_threshold: Option<Text>,
        /// `domains`: only these are disambiguated.
        domains: Vec<Text>,
    },
    /// Plays after a number of fallbacks in one question.
    AutoEscalation {
        /// `threshold`: fallbacks before it plays.
        threshold: Option<Spanned<u32>>,
        /// `skill`: where to escalate to.
        skill: Option<Text>,
    },
    /// The main conversation has ended.
    Survey,
    /// The newer way to upload files (spec 8.4.7).
    FileUpload,
}

impl DialogKind {
    /// The key in the bot file.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Standard => "dialog",
            Self::Fallback => "fallback_dialog",
            Self::Disambiguation { .. } => "disambiguation_dialog",
            Self::AutoEscalation { .. } => "auto_escalation_dialog",
            Self::Survey => "survey_dialog",
            Self::FileUpload => "file_upload_dialog",
        }
    }

    /// Whether a bot may hold only one of it (spec 3.1, 17.2).
    pub fn is_single(&self) -> bool {
        matches!(self, Self::Fallback | Self::Disambiguation { .. } | Self::AutoEscalation { .. })
    }
}

impl Dialog {
    /// Whether the dialog takes part.
    pub fn is_enabled(&self) -> bool {
        on_by_default(self.enabled)
    }
}
