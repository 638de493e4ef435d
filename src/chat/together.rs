//! What is wrong with bots only because they are in one run.

use std::collections::HashMap;
use std::sync::Arc;

use crate::linked::{LinkedBot, LinkedGroup};
use crate::source::Sources;

/// The most bots that the platform recommends for a group that collaborates (spec 14.2, 17.2).
const MOST_IN_GROUP: usize = 15;

/// The places of two bots that cannot be in one run, as they have the same name: a conversation is handed
/// over by name.
pub fn clash(bots: &[Arc<LinkedBot>]) -> Option<(usize, usize)> {
    let mut seen = HashMap::new();
    bots.iter().enumerate().find_map(|(place, bot)| Some((seen.insert(&bot.name, place)?, place)))
}

/// What bots say differently of the one group that they belong to, and groups that are too large.
pub fn group_notes(bots: &[Arc<LinkedBot>], sources: &Sources) -> Vec<String> {
    let mut groups: Vec<Vec<(&LinkedBot, &LinkedGroup)>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for bot in bots {
        let Some(group) = &bot.group else { continue };
        let index = *known.entry(&group.name).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[index].push((bot, group));
    }
    groups.iter().flat_map(|group| notes_on(group, sources)).collect()
}

fn notes_on(members: &[(&LinkedBot, &LinkedGroup)], sources: &Sources) -> Vec<String> {
    let Some(((first, of_first), others)) = members.split_first() else { return Vec::new() };
    let mut notes = Vec::new();
    let place = |group: &LinkedGroup| sources.place(group.span);
    let mut differs = |key: &str, is_same: &dyn Fn(&LinkedGroup) -> bool, follows: &str| {
        let other = others.iter().find(|(_, group)| !is_same(group));
        notes.extend(other.map(|(other, group)| {
            format!(
                "`{}` ({}) and `{}` ({}) give the group `{}` a different `{key}`: on the platform a group has \
                 one; {follows}",
                first.name,
                place(of_first),
                other.name,
                place(group),
                group.name
            )
        }));
    };
    differs(
        "collaboration",
        &|group| group.collaboration == of_first.collaboration,
        "here only bots that say `true` ask and are asked",
    );
    differs(
        "transfer_message",
        &|group| group.transfer_message == of_first.transfer_message,
        "here the bot that hands over says its own",
    );
    if members.len() > MOST_IN_GROUP && of_first.collaboration {
        notes.push(format!(
            "the group `{}` has {} bots in this run: the platform recommends at most {MOST_IN_GROUP}",
            of_first.name,
            members.len()
        ));
    }
    notes
}
