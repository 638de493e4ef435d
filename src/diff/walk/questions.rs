//! What questions offer.

use super::{Keys, Valued, keys, words};
use crate::bot::{
    AnswerLayout, Button, ButtonAction, ChoiceDisplay, LinkTarget, ListPickerItem, ListPickerSection,
    ListStyle, MinConfidence, QuickReply, SearchMode, Tile, TimeSlot,
};
use crate::diff::value::Value;

keys!(Tile { title, subtitle, image, url, buttons });
keys!(QuickReply { title, payload, image, metadata });
keys!(ListPickerSection { title, items });
keys!(ListPickerItem { title, subtitle, image });
keys!(TimeSlot { start, duration });

words!(ChoiceDisplay, ListStyle, LinkTarget, AnswerLayout, MinConfidence, SearchMode);

impl Valued for Button {
    fn value(&self) -> Option<Value> {
        let Self { label, action, metadata } = self;
        let mut keys = Keys::default();
        keys.add("label", label);
        match action {
            ButtonAction::Postback(postback) => keys.add("postback", postback),
            ButtonAction::WebUrl { url, target } => {
                keys.add("url", url);
                keys.add("target", target);
            }
        }
        keys.add("metadata", metadata);
        keys.value()
    }

    fn place(&self) -> Option<crate::source::Span> {
        self.label.place()
    }
}
