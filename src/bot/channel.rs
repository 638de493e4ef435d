//! Channels: what each one shows (spec 17.1) and how much of it (spec 17.2). The one table of that.

/// The channel that a conversation runs on (spec 17.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Web messaging.
    Web,
    /// A brand's own app.
    MobileApp,
    /// A window of the brand's own making.
    MessagingWindowApi,
    /// A connector of the brand's own making.
    ConnectorApi,
    /// SMS.
    Sms,
    /// SMS by way of Twilio.
    TwilioSms,
    /// WhatsApp.
    WhatsApp,
    /// Apple Messages for Business.
    Apple,
    /// Facebook Messenger.
    Facebook,
    /// Instagram.
    Instagram,
    /// Google RCS.
    Rcs,
    /// Viber.
    Viber,
    /// LINE.
    Line,
    /// Twitter direct messages.
    Twitter,
}

/// Content that not every channel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// An Image statement.
    Image,
    /// The choices of a Multiple Choice question.
    MultipleChoice,
    /// The tiles of a Structured question.
    Tiles,
    /// The buttons of a Button question.
    Buttons,
    /// The chips of a Quick Reply question.
    QuickReplies,
    /// An Apple Rich Link.
    RichLink,
    /// An Apple List Picker.
    ListPicker,
    /// An Apple Time Picker.
    TimePicker,
    /// A File Upload.
    FileUpload,
    /// Answers of a knowledge base as cards; elsewhere the best one is a text.
    Cards,
}

impl Channel {
    /// Every channel with its word.
    pub const ALL: [(&'static str, Self); 14] = [
        ("web", Self::Web),
        ("mobile_app", Self::MobileApp),
        ("messaging_window_api", Self::MessagingWindowApi),
        ("connector_api", Self::ConnectorApi),
        ("sms", Self::Sms),
        ("twilio_sms", Self::TwilioSms),
        ("whatsapp", Self::WhatsApp),
        ("apple", Self::Apple),
        ("facebook", Self::Facebook),
        ("instagram", Self::Instagram),
        ("rcs", Self::Rcs),
        ("viber", Self::Viber),
        ("line", Self::Line),
        ("twitter", Self::Twitter),
    ];

    /// The word in the bot file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, channel)| *channel == self).map_or("", |(name, _)| name)
    }

    /// Whether the platform supports this content on the channel (spec 17.1).
    pub fn shows(self, content: Content) -> bool {
        use Channel::{
            Apple, ConnectorApi, Facebook, Instagram, MessagingWindowApi, MobileApp, Rcs, Web, WhatsApp,
        };
        match content {
            Content::Image => matches!(self, Web | Rcs | Instagram),
            Content::MultipleChoice => matches!(self, Web | MobileApp | MessagingWindowApi | Facebook | Rcs),
            Content::Tiles | Content::Buttons => {
                matches!(self, Web | MobileApp | MessagingWindowApi | Facebook | Rcs | ConnectorApi)
            }
            Content::QuickReplies => self.shows(Content::Tiles) || self == Instagram,
            Content::RichLink | Content::ListPicker | Content::TimePicker => self == Apple,
            Content::Cards => matches!(self, Web | MobileApp | MessagingWindowApi | Rcs | ConnectorApi),
            Content::FileUpload => matches!(self, Web | Apple | WhatsApp),
        }
    }

    /// Whether a Multiple Choice question becomes a list in its text, of which the consumer types a
    /// number or a letter (spec 17.1; Twitter shows plain text only).
    pub fn lists_choices(self) -> bool {
        matches!(self, Self::Sms | Self::TwilioSms | Self::Apple | Self::WhatsApp | Self::Twitter)
    }

    /// How many buttons or choices it shows at most in one place (spec 17.2).
    pub fn most_buttons(self) -> Option<usize> {
        (self == Self::Facebook).then_some(3)
    }

    /// How many quick replies it shows at most (spec 17.2).
    pub fn most_quick_replies(self) -> Option<usize> {
        (self == Self::Facebook).then_some(13)
    }

    /// How many characters of a button's label it takes at most, where that is less than the platform
    /// takes (spec 17.2).
    pub fn longest_label(self) -> Option<usize> {
        (self == Self::Facebook).then_some(20)
    }
}

impl Content {
    /// What the consumer does not see where the channel does not show it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "images",
            Self::MultipleChoice => "the choices of multiple choice questions",
            Self::Tiles => "tiles",
            Self::Buttons => "buttons",
            Self::QuickReplies => "quick replies",
            Self::RichLink => "rich links",
            Self::ListPicker => "list pickers",
            Self::TimePicker => "time pickers",
            Self::FileUpload => "file uploads",
            Self::Cards => "cards of answers",
        }
    }
}
