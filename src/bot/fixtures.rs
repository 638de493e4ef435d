//! What the platform would know and this machine does not: the answers of script functions (scripting
//! spec 6). Where a fixture is missing, the function answers as the platform does when it knows nothing.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value as Json;

/// Fixtures, with those of a transcript laid over those of its bot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fixtures {
    /// `getLPAccountId()`
    pub account_id: Option<Arc<str>>,
    /// `getChatBotId()`
    pub bot_id: Option<Arc<str>>,
    /// `getUserPlatformId()`
    pub user_id: Option<Arc<str>>,
    /// `getConversationId()`
    pub conversation_id: Option<Arc<str>>,
    /// `getUserName()`, until bot code sets it.
    pub user_name: Option<Arc<str>>,
    /// `getEmail()`, until bot code sets it.
    pub email: Option<Arc<str>>,
    /// `getUserPlatformType()`
    pub user_platform_type: Option<Arc<str>>,
    /// `getLPCustomerInfo()`: an object, or `null` where the platform is to know nothing.
    pub customer_info: Option<Json>,
    /// `getLPUserPersonalInfo()`
    pub personal_info: Option<Json>,
    /// `getUserLocation()`: `city`, `state`, `zip`, `latitude`, `longitude`, `country`.
    pub location: Option<Json>,
    /// `getMetadata(type)`: a list of objects with a `type`, of messages that bring none of their own.
    pub metadata: Option<Json>,
    /// `askMaven()`: the routing decision.
    pub maven: Option<Json>,
    /// `getSentiment()`
    pub sentiment: Option<Arc<str>>,
    /// The IANA zone in which `Date` computes; UTC where there is none.
    pub time_zone: Option<Arc<str>>,
    /// What `Math.random` begins with.
    pub random_seed: Option<u64>,
    /// `getLPEngagementAttribute(key)`
    pub engagement: Vec<(Arc<str>, Arc<str>)>,
    /// Environment variables, over those of the bot.
    pub environment: Vec<(Arc<str>, Arc<str>)>,
    /// What web views have sent.
    pub web_view: Vec<(Arc<str>, Arc<str>)>,
    /// Variables that outlive the session and were set by an earlier one.
    pub permanent_variables: Vec<(Arc<str>, Arc<str>)>,
    /// Entities that stand in messages, beside those of the bot.
    pub entities: Vec<FixtureEntity>,
    /// The context service at the beginning.
    pub context: ContextFixtures,
}

/// A word that is an entity, whatever the bot's entities say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixtureEntity {
    /// The word or phrase in the message.
    pub phrase: Arc<str>,
    /// The entity's name, without the `@`.
    pub entity: Arc<str>,
    /// What it stands for; the phrase where nothing is written.
    pub value: Arc<str>,
}

/// Properties of the context service: namespace, key, value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContextFixtures {
    /// Of all conversations.
    pub global: Vec<(Arc<str>, Arc<str>, Json)>,
    /// Of the consumer.
    pub user: Vec<(Arc<str>, Arc<str>, Json)>,
    /// Of the conversation.
    pub conversation: Vec<(Arc<str>, Arc<str>, Json)>,
}

impl Fixtures {
    /// These laid over others: what is said here counts, lists are laid over each other by their names.
    #[must_use]
    pub fn over(&self, beneath: &Self) -> Self {
        let either = |own: &Option<Arc<str>>, other: &Option<Arc<str>>| own.clone().or_else(|| other.clone());
        let json = |own: &Option<Json>, other: &Option<Json>| own.clone().or_else(|| other.clone());
        let name = |one: &FixtureEntity| (one.phrase.clone(), one.entity.clone());
        Self {
            account_id: either(&self.account_id, &beneath.account_id),
            bot_id: either(&self.bot_id, &beneath.bot_id),
            user_id: either(&self.user_id, &beneath.user_id),
            conversation_id: either(&self.conversation_id, &beneath.conversation_id),
            user_name: either(&self.user_name, &beneath.user_name),
            email: either(&self.email, &beneath.email),
            user_platform_type: either(&self.user_platform_type, &beneath.user_platform_type),
            customer_info: json(&self.customer_info, &beneath.customer_info),
            personal_info: json(&self.personal_info, &beneath.personal_info),
            location: json(&self.location, &beneath.location),
            metadata: json(&self.metadata, &beneath.metadata),
            maven: json(&self.maven, &beneath.maven),
            sentiment: either(&self.sentiment, &beneath.sentiment),
            time_zone: either(&self.time_zone, &beneath.time_zone),
            random_seed: self.random_seed.or(beneath.random_seed),
            engagement: pairs_over(&self.engagement, &beneath.engagement),
            environment: pairs_over(&self.environment, &beneath.environment),
            web_view: pairs_over(&self.web_view, &beneath.web_view),
            permanent_variables: pairs_over(&self.permanent_variables, &beneath.permanent_variables),
            entities: laid_over(&self.entities, &beneath.entities, name),
            context: ContextFixtures {
                global: properties_over(&self.context.global, &beneath.context.global),
                user: properties_over(&self.context.user, &beneath.context.user),
                conversation: properties_over(&self.context.conversation, &beneath.context.conversation),
            },
        }
    }
}

/// The value of a name in a list of pairs.
pub fn named<'p>(pairs: &'p [(Arc<str>, Arc<str>)], name: &str) -> Option<&'p Arc<str>> {
    pairs.iter().find(|(key, _)| **key == *name).map(|(_, value)| value)
}

fn pairs_over(own: &[(Arc<str>, Arc<str>)], other: &[(Arc<str>, Arc<str>)]) -> Vec<(Arc<str>, Arc<str>)> {
    laid_over(own, other, |(name, _)| name.clone())
}

type Property = (Arc<str>, Arc<str>, Json);

fn properties_over(own: &[Property], other: &[Property]) -> Vec<Property> {
    laid_over(own, other, |(space, key, _)| (space.clone(), key.clone()))
}

/// A list with what another one has besides.
fn laid_over<T: Clone, N: Eq + std::hash::Hash>(own: &[T], other: &[T], name: impl Fn(&T) -> N) -> Vec<T> {
    let names: HashSet<N> = own.iter().map(&name).collect();
    let beneath = other.iter().filter(|one| !names.contains(&name(one)));
    own.iter().chain(beneath).cloned().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(Arc<str>, Arc<str>)> {
        pairs.iter().map(|(name, value)| (Arc::from(*name), Arc::from(*value))).collect()
    }

    #[test]
    fn what_is_said_above_counts_and_lists_are_laid_over_each_other_by_name() {
        let entity = |phrase: &str, value: &str| FixtureEntity {
            phrase: phrase.into(),
            entity: "COLOR".into(),
            value: value.into(),
        };
        let property = |key: &str, value| (Arc::from("shop"), Arc::from(key), value);
        let own = Fixtures {
            user_name: Some("Ada".into()),
            customer_info: Some(Json::Null),
            engagement: pairs(&[("os", "own")]),
            entities: vec![entity("red", "own")],
            context: ContextFixtures { user: vec![property("a", json!(1))], ..ContextFixtures::default() },
            ..Fixtures::default()
        };
        let beneath = Fixtures {
            user_name: Some("Bob".into()),
            email: Some("bob@example.com".into()),
            customer_info: Some(json!({ "customerId": "1" })),
            engagement: pairs(&[("os", "other"), ("appId", "other")]),
            entities: vec![entity("red", "other"), entity("blue", "other")],
            context: ContextFixtures {
                user: vec![property("a", json!(2)), property("b", json!(2))],
                ..ContextFixtures::default()
            },
            ..Fixtures::default()
        };
        let both = own.over(&beneath);
        assert_eq!(
            (both.user_name.as_deref(), both.email.as_deref()),
            (Some("Ada"), Some("bob@example.com"))
        );
        assert_eq!(both.customer_info, Some(Json::Null));
        assert_eq!(both.engagement, pairs(&[("os", "own"), ("appId", "other")]));
        assert_eq!(both.entities, [entity("red", "own"), entity("blue", "other")]);
        assert_eq!(both.context.user, [property("a", json!(1)), property("b", json!(2))]);
        assert_eq!(own.over(&Fixtures::default()), own);
        assert_eq!(Fixtures::default().over(&own), own);
    }
}
