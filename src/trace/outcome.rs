//! The words of a trace that stand for one of several things.

use serde::Serialize;

/// Words of a fixed set, in snake case.
macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
        }
    )+};
}

words! {
    /// What came of a rule that was tried.
    RuleVerdict {
        /// It was taken.
        Matched,
        /// No pattern matches the whole message.
        PatternDiffers,
        /// The regular expression does not match.
        RegexDiffers,
        /// The message means another intent, or none.
        OtherIntent,
        /// The message is another.
        NotExact,
        /// Another option, or none, was chosen.
        OtherOption,
        /// The integration's result was another.
        OtherResult,
        /// It judges an answer, and this is a result, or the other way round.
        NotApplicable,
        /// Its condition is met, a variable condition is not.
        VariableDiffers,
        /// Its regular expression gave up.
        GaveUp,
        /// It judges something that is not simulated.
        NotSimulated,
    }
    /// Where the flow goes.
    Destination {
        /// The following enabled interaction, or the end of the dialog.
        Next,
        /// The same again.
        Current,
        /// End Interaction.
        End,
        /// Close Dialog, with a survey.
        CloseDialog,
        /// Close Conversation, without one.
        CloseConversation,
        /// A jump to an interaction.
        Interaction,
    }
    /// Why the flow goes there.
    WentReason {
        /// The interaction's own next action.
        NextAction,
        /// A rule.
        Rule,
        /// Its dialog was triggered.
        Triggered,
        /// The author sent it there.
        Author,
        /// The integration failed, and no rule handles that.
        UnhandledFailure,
    }
    /// What is said when nothing understood the message.
    FallbackKind {
        /// The question's own fallback message.
        Question,
        /// The fallback dialog.
        Dialog,
        /// The platform's text.
        BuiltIn,
    }
    /// What a call is for.
    CallPurposeName {
        /// The flow waits for its result.
        Wait,
        /// It sends an upload's file; the flow waits.
        SendFile,
        /// It sends an upload's file; the flow goes on.
        SendFileInBackground,
    }
    /// Kinds of message.
    MessageKind {
        /// Text only.
        Text,
        /// An image; the text is its URL.
        Image,
        /// Text with something to tap.
        Choices,
    }
    /// What this version does not play.
    UnplayedKind {
        /// A kind of interaction.
        Interaction,
        /// A kind of integration.
        Integration,
        /// A kind of dialog.
        Dialog,
        /// Bot code.
        Code,
        /// A rule's condition.
        Rule,
        /// A slot that is filled from an entity.
        Entity,
        /// The auto escalation dialog.
        AutoEscalation,
    }
    /// What goes wrong.
    ProblemKind {
        /// A reference names something that is not set.
        UnresolvedReference,
        /// A file has arrived and no Integration of type File follows.
        UploadGoesNowhere,
        /// A File integration is called and there is no file.
        NoFileToSend,
        /// A file is sent while none is awaited.
        FileNotAwaited,
        /// A transfer's skill is not a number.
        SkillIsNotANumber,
        /// A regular expression gave up.
        RegexFailed,
        /// A jump leads into a disabled dialog.
        DialogDisabled,
    }
    /// How a turn ends.
    EndedBecause {
        /// A question, or a File Upload, waits for the consumer.
        Waiting,
        /// Nothing is pending.
        Idle,
        /// The conversation is closed.
        Closed,
        /// The consumer talks with an agent.
        WithAgent,
        /// Something that is not played yet stopped the flow.
        NotSimulated,
        /// The platform's chain limit stopped the flow.
        ChainLimit,
    }
}
