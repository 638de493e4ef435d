//! Questions with something to tap: what the channel shows of them, and what goes over its limits
//! (spec 7.2, 11.7.3, 17).

use std::sync::Arc;

use super::advance::Turn;
use super::send::Offers;
use super::{MessageBody, Part, Problem, Session, Trace, literals};
use crate::bot::{Channel, Content, ListStyle};
use crate::linked::{
    ChoiceKind, Fill, InteractionId, Layout, LinkedBot, MOST_TILES, MadeOffer, Offer, OfferedChoice,
    OfferedGroup, Offering, OfferingKind, RichLinkStep,
};
use crate::memory::Elements;
use crate::text::{GmtTime, Reference, Template};

impl Turn<'_> {
    /// Puts a question with something to tap on the message stack, as the channel shows it.
    pub(super) fn prepare_offer(
        &mut self,
        offering: &Offering,
        text: Arc<str>,
        id: InteractionId,
        part: Part,
    ) {
        let channel = self.session.channel(self.bot);
        let content = offering.content();
        if channel.shows(content) {
            // Real bots leave the title of a structured question to its tiles.
            let text = if &*text == literals::BLANK_MESSAGE { Arc::from("") } else { text };
            let made = self.make(offering, id);
            let offer = self.within_limits(made, channel, id);
            self.prepare_tappable(text, offer, Some(id), part);
        } else if let OfferingKind::MultipleChoice { list_style, indentation, .. } = &offering.kind
            && channel.lists_choices()
        {
            let choices = self.make(offering, id).offer.choices.clone();
            self.prepare_list(choices, (*list_style, *indentation), &text, id, part);
        } else {
            self.not_shown(content, id);
            self.prepare_text(text, Some(id), part);
            self.offers(Offers::Nothing);
        }
    }

    /// Choices as a list in the text, for channels that show nothing to tap.
    fn prepare_list(
        &mut self,
        choices: Box<[OfferedChoice]>,
        (style, indentation): (ListStyle, bool),
        text: &str,
        id: InteractionId,
        part: Part,
    ) {
        self.trace(Trace::ChoicesListed(self.session.channel(self.bot)));
        let text = with_list(text, &choices, style, indentation);
        let offer = Arc::new(Offer { layout: Layout::Typed(style), choices });
        self.prepare_text(text, Some(id), part);
        self.offers(Offers::now(Some(id), offer));
    }

    /// Puts a question whose choices are made now on the message stack: buttons, or a list in the text.
    pub(super) fn prepare_choices(
        &mut self,
        choices: Box<[OfferedChoice]>,
        text: Arc<str>,
        id: InteractionId,
        part: Part,
    ) {
        let channel = self.session.channel(self.bot);
        if !channel.shows(Content::MultipleChoice) && channel.lists_choices() {
            self.prepare_list(choices, (ListStyle::Numbers, false), &text, id, part);
            return;
        }
        let offer = Arc::new(Offer { layout: Layout::Buttons, choices });
        self.prepare_tappable(text, offer, Some(id), part);
    }

    /// Puts a text with something to tap on the message stack; what is tapped answers the interaction, where one is
    /// named.
    pub(super) fn prepare_tappable(
        &mut self,
        text: Arc<str>,
        offer: Arc<Offer>,
        question: Option<InteractionId>,
        part: Part,
    ) {
        self.prepare(text, MessageBody::Choices(offer.clone()), question, part);
        self.offers(Offers::now(question, offer));
    }

    fn make(&mut self, offering: &Offering, id: InteractionId) -> MadeOffer {
        match &offering.fixed {
            Some(made) => made.clone(),
            None => offering.make(&mut Filling { turn: self, id, lists: Vec::new() }),
        }
    }

    /// Reports content that the conversation's channel does not show.
    pub(super) fn not_shown(&mut self, content: Content, from: InteractionId) {
        let channel = self.session.channel(self.bot);
        self.problem(Problem::NotOnChannel { content, channel, from });
    }

    pub(super) fn prepare_rich_link(&mut self, link: &RichLinkStep, id: InteractionId) {
        let title = self.fill(&link.title, Some(id));
        if !self.session.channel(self.bot).shows(Content::RichLink) {
            self.not_shown(Content::RichLink, id);
            self.prepare_text(title, Some(id), Part::Content);
            return;
        }
        let url = self.fill(&link.url, Some(id));
        let image = self.fill(&link.image, Some(id));
        self.prepare(title, MessageBody::RichLink { url, image }, Some(id), Part::Content);
    }

    /// The offer without what does not fit, which is reported.
    fn within_limits(&mut self, made: MadeOffer, channel: Channel, from: InteractionId) -> Arc<Offer> {
        let MadeOffer { offer, tiles } = made;
        match &offer.layout {
            Layout::Tiles { .. } if tiles > MOST_TILES => self.problem(Problem::TooManyTiles { tiles, from }),
            Layout::TimePicker { .. } => return self.real_times(offer, from),
            _ => {}
        }
        self.check_labels(&offer, channel, from);
        match &offer.layout {
            Layout::QuickReplies { .. } => self.first_choices(offer, channel.most_quick_replies(), from),
            Layout::Buttons | Layout::Tiles { .. } => self.first_choices(offer, channel.most_buttons(), from),
            _ => offer,
        }
    }

    fn check_labels(&mut self, offer: &Offer, channel: Channel, from: InteractionId) {
        let Some(most) = channel.longest_label() else { return };
        for choice in offer.choices.iter().filter(|choice| choice.kind != ChoiceKind::Tile) {
            if choice.label.chars().count() > most {
                self.problem(Problem::LabelTooLong { label: choice.label.clone(), most, channel, from });
            }
        }
    }

    /// The first choices of the offer, or of each of its tiles.
    fn first_choices(&mut self, offer: Arc<Offer>, most: Option<usize>, from: InteractionId) -> Arc<Offer> {
        let Some(most) = most else { return offer };
        let whole = OfferedGroup { choices: 0..offer.choices.len(), ..OfferedGroup::default() };
        let groups = match offer.groups() {
            [] => std::slice::from_ref(&whole),
            groups => groups,
        };
        let mut keeps = vec![true; offer.choices.len()];
        for group in groups {
            let own = group.choices.clone().filter(|place| offer.choices[*place].kind != ChoiceKind::Tile);
            own.skip(most).for_each(|place| keeps[place] = false);
        }
        let left_out = keeps.iter().filter(|kept| !**kept).count();
        if left_out == 0 {
            return offer;
        }
        let channel = self.session.channel(self.bot);
        self.problem(Problem::TooManyChoices { most, left_out, channel, from });
        Arc::new(offer.only(&keeps))
    }

    /// A time picker shows moments only; what else its slots became is reported and left out.
    fn real_times(&mut self, offer: Arc<Offer>, from: InteractionId) -> Arc<Offer> {
        let keeps: Vec<bool> =
            offer.choices.iter().map(|choice| GmtTime::parse(choice.label.trim()).is_some()).collect();
        if keeps.iter().all(|kept| *kept) {
            return offer;
        }
        for (choice, _) in offer.choices.iter().zip(&keeps).filter(|(_, kept)| !**kept) {
            self.problem(Problem::NotATime { text: choice.label.clone(), from });
        }
        Arc::new(offer.only(&keeps))
    }
}

/// A text with the choices below it, for channels that show nothing but text.
fn with_list(text: &str, choices: &[OfferedChoice], style: ListStyle, indentation: bool) -> Arc<str> {
    let mut listed = text.to_owned();
    for (place, choice) in choices.iter().enumerate() {
        listed.push_str(if indentation { "\n\t" } else { "\n" });
        listed.push_str(&style.marker(place));
        listed.push_str(". ");
        listed.push_str(&choice.label);
    }
    Arc::from(listed)
}

/// Fills an offer from the conversation. Lists that references go through are looked up once.
struct Filling<'f, 't> {
    turn: &'f mut Turn<'t>,
    id: InteractionId,
    lists: Vec<(Reference, Elements)>,
}

impl Filling<'_, '_> {
    fn list(&mut self, reference: &Reference) -> Option<Elements> {
        if let Some((_, list)) = self.lists.iter().find(|(known, _)| known == reference) {
            return Some(list.clone());
        }
        let list = self.turn.session.list(reference)?;
        self.lists.push((reference.clone(), list.clone()));
        Some(list)
    }
}

impl Fill for Filling<'_, '_> {
    fn text(&mut self, template: &Template, element: Option<usize>) -> Arc<str> {
        let Some(element) = element else { return self.turn.fill(template, Some(self.id)) };
        if let Some(text) = template.as_literal() {
            return text.clone();
        }
        for (reference, _) in template.references() {
            self.list(reference);
        }
        let lists = &self.lists;
        let lookup = |bot: &LinkedBot, session: &Session, reference: &Reference| match lists
            .iter()
            .find(|(known, _)| known == reference)
        {
            Some((_, list)) => list.get(element).cloned().flatten(),
            None => session.lookup(bot, reference),
        };
        self.turn.fill_by(template, Some(self.id), &lookup)
    }

    fn elements(&mut self, texts: &[Template]) -> usize {
        let references = texts.iter().flat_map(|text| text.references().map(|(reference, _)| reference));
        references.filter_map(|reference| self.list(reference)).map(|list| list.len()).max().unwrap_or(0)
    }
}
