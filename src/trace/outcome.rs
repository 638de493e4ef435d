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
        /// The message means another intent, none, or this one not surely enough.
        OtherIntent,
        /// The message is another.
        NotExact,
        /// Another option, or none, was chosen.
        OtherOption,
        /// The integration's, or the search's, result was another.
        OtherResult,
        /// It judges an answer, and this is a result, or the other way round.
        NotApplicable,
        /// Its condition is met, a variable condition is not.
        VariableDiffers,
        /// Its regular expression gave up.
        GaveUp,
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
        /// A system string in its text.
        SystemString,
        /// Bot code.
        Code,
    }
    /// What a tap on structured content does beside saying something.
    RichTapKind {
        /// A checkbox or a card is ticked.
        Ticked,
        /// It is no longer ticked.
        Unticked,
        /// The host puts products into its cart.
        Cart,
        /// The host does something of its own.
        Custom,
    }
    /// What comes of a trigger that bot code sets.
    TriggerOutcome {
        /// The flow goes to the interaction.
        Goes,
        /// The consumer's message is matched with the starters.
        Rematch,
        /// Nothing: there is no interaction of this name.
        Unknown,
    }
    /// What is said when nothing understood the message.
    FallbackKind {
        /// The question's own fallback message.
        Question,
        /// The fallback dialog.
        Dialog,
        /// The platform's text.
        BuiltIn,
        /// No fallback any more: the auto escalation dialog.
        AutoEscalation,
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
        /// An Apple rich link; the text is its title.
        RichLink,
        /// Text with something to tap, or with a list of which one is typed.
        Choices,
        /// Structured content; the text is what its texts say.
        Rich,
        /// Answers of a knowledge base as cards; the text is their titles.
        Cards,
    }
    /// How choices are laid out.
    ChoiceLayout {
        /// Buttons below the text.
        Buttons,
        /// Chips below the text.
        QuickReplies,
        /// Tiles below the text, which is the title.
        Tiles,
        /// An Apple list picker.
        ListPicker,
        /// An Apple time picker.
        TimePicker,
        /// As structured content lays them out.
        Rich,
        /// A list in the text itself, of which the consumer types a number or a letter.
        Typed,
    }
    /// What this version does not play.
    UnplayedKind {
        /// A kind of interaction.
        Interaction,
        /// A kind of dialog.
        Dialog,
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
        /// Structured content is not as it must be, and is not sent.
        NotRendered,
        /// Structured content goes over a limit of the channel.
        RichLimits,
        /// Code adds quick replies to content that cannot have any.
        NoPlaceForReplies,
        /// A tap on a quick reply that has vanished since.
        ReplyIsGone,
        /// A tap on something that cannot be tapped now.
        TapRefused,
        /// A tap that asks for a date or a slot.
        PickFirst,
        /// Bot code did not run to its end.
        CodeFailed,
        /// Bot code does something that the platform refuses, ignores or will drop.
        CodeWarns,
        /// Bot code leads to an interaction that there is not.
        UnknownTrigger,
        /// A regular expression gave up.
        RegexFailed,
        /// A jump leads into a disabled dialog.
        DialogDisabled,
        /// The answer of a search or of the policy engine has not the list that belongs in it.
        NoListInAnswer,
        /// The policy engine asks for something that it cannot ask for.
        UnknownRoutingAction,
        /// The flow goes in a circle without saying anything.
        EndlessLoop,
        /// A text that is to set the consumer's profile does not.
        ProfileNotSet,
        /// A stuck conversation is to go to a skill that is none, or no number.
        StuckWithoutSkill,
        /// The regular expression of an entity gave up, so the entity is not found.
        EntityFailed,
        /// A Disambiguation interaction is reached while no intents are in question.
        NothingToDisambiguate,
        /// The channel does not show something.
        NotOnChannel,
        /// A structured question has more tiles than the platform shows.
        TooManyTiles,
        /// There are more choices in one place than the channel shows.
        TooManyChoices,
        /// A label is longer than the channel takes.
        LabelTooLong,
        /// A slot of a time picker is no moment in GMT.
        NotATime,
        /// A tap on a choice that was not offered.
        NothingToTap,
        /// Several taps at once where one choice is asked for.
        OneTapOnly,
        /// A reference in the group's transfer message names something that is not set.
        UnresolvedInTransferMessage,
        /// The bot that is to take over is not in this run.
        BotNotInRun,
        /// Bots hand the conversation on and on.
        HandOversWithoutEnd,
    }
    /// What follows from a message for the dialogs.
    StarterDecision {
        /// A pattern starts a dialog.
        Pattern,
        /// An intent starts a dialog.
        Intent,
        /// A disambiguation dialog asks which intent was meant.
        Ask,
        /// Of the intents in question only one has a starter, so its dialog starts unasked.
        OnlyStarter,
        /// No dialog.
        Nothing,
    }
    /// Why the consumer is not asked which intent was meant.
    NotAskedBecause {
        /// No intent was asked for, or none came near.
        NoIntent,
        /// The bot has no disambiguation dialog, or it is disabled.
        NoDialog,
        /// The engine gives one intent only.
        ThirdParty,
        /// An intent is `GOOD` or better, so there is no doubt.
        IsClear,
        /// Fewer than two intents are `FAIR PLUS`.
        FewerThanTwo,
        /// None of them has a starter, and only such count by the bot's environment.
        NoneHasStarter,
        /// It is an event of the platform, which is nobody's doubt.
        Event,
    }
    /// What the consumer picked when asked which intent was meant.
    PickedKind {
        /// An intent.
        Intent,
        /// The additional option.
        NoneOfThese,
        /// Nothing that was offered.
        Nothing,
    }
    /// What happens because of when something is said, or is not.
    TimingKind {
        /// A message comes while the bot is busy, and is lost.
        Blocked,
        /// The bot is not busy any more: it is a message as any other.
        NotBusy,
        /// The bot is busy for longer than it may block, so it hears the message.
        TimedOut,
        /// The bot is busy, and blocks no messages, so it hears the message.
        BlockingOff,
        /// Several texts in quick succession are one message.
        Merged,
        /// A message comes too late after the one before; a deployed bot ignores it.
        TooLate,
        /// The consumer says nothing, so the connector says something to the bot.
        Greeting,
        /// The bot says nothing for too long, so it gets the consumer's message again.
        Resent,
        /// The bot still says nothing: the session begins afresh.
        StartOver,
        /// The bot still says nothing: the consumer is handed to an agent.
        Escalate,
        /// The bot still says nothing, and the connector does nothing about it.
        LeftStuck,
    }
    /// What a bot of the group makes of a message.
    SiblingVerdictKind {
        /// A starter's pattern matches.
        Pattern,
        /// It means the intent of a starter.
        Intent,
        /// It may mean the intent of a starter, but not surely enough.
        BelowGood,
        /// An exclude keyword forbids the dialog that would have matched.
        Excluded,
        /// No starter takes it.
        Nothing,
        /// A survey bot takes no part.
        Survey,
        /// Its own file says that the group does not collaborate.
        CollaborationOff,
    }
    /// What an intent that was passed on means to the bot that gets it.
    PassedIntentKind {
        /// Its starter is triggered.
        Starts,
        /// Its dialog is disabled, or an exclude keyword forbids it.
        Barred,
        /// No starter names it.
        NoStarter,
        /// The bot has no such intent.
        Unknown,
    }
    /// What becomes of a transfer to a skill.
    SkillAnswerKind {
        /// Agents take the conversation.
        Agents,
        /// It fails at once.
        Unavailable,
        /// Nobody answers, so it fails later.
        NoAnswer,
        /// A bot takes the conversation.
        Bot,
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
        /// Another bot has the conversation.
        HandedOver,
        /// Something that is not played yet stopped the flow.
        NotSimulated,
        /// The platform's chain limit stopped the flow.
        ChainLimit,
    }
}
