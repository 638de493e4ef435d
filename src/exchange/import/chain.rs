//! The order of a dialog's interactions, which the export holds as links (export spec 5.1).

use std::collections::{HashMap, HashSet};

use super::super::fields::{Fields, Object};

/// A dialog's interactions in the author's order, and what is wrong with their links.
pub(super) struct Chain<'e> {
    pub(super) members: Vec<&'e Object>,
    pub(super) fault: Option<&'static str>,
}

/// Follows the links from the member that has none before it. What that does not reach comes after it, in the order
/// of the ids.
pub(super) fn chain(members: Vec<&Object>) -> Chain<'_> {
    let by_id: HashMap<&str, &Object> =
        members.iter().filter_map(|member| Some((member.text("id")?, *member))).collect();
    let mut heads = members.iter().filter(|member| member.text("prevMessageId").is_none());
    let head = heads.next().copied();
    let has_several = heads.next().is_some();
    let mut seen = HashSet::new();
    let mut ordered = Vec::with_capacity(members.len());
    let mut next = head;
    let mut fault = None;
    while let Some(member) = next {
        if !seen.insert(member.text("id").unwrap_or("")) {
            fault = Some("the links between its interactions run in a circle");
            break;
        }
        ordered.push(member);
        next = match member.text("nextMessageId") {
            Some(id) => match by_id.get(id) {
                Some(follower) => Some(*follower),
                None => {
                    fault = Some("a link between its interactions leads nowhere");
                    None
                }
            },
            None => None,
        };
    }
    let mut rest: Vec<&Object> =
        members.iter().copied().filter(|member| !seen.contains(member.text("id").unwrap_or(""))).collect();
    if !rest.is_empty() {
        rest.sort_by_key(|member| member.text("id").unwrap_or("").to_owned());
        ordered.extend(rest);
        fault = fault.or(Some("not all of its interactions are linked"));
    }
    if head.is_none() && !members.is_empty() || has_several {
        fault = fault.or(Some("it does not have one first interaction"));
    }
    Chain { members: ordered, fault }
}

#[cfg(test)]
mod tests {
    use super::chain;
    use crate::exchange::fields::{Fields, Object};
    use serde_json::{Value, json};

    fn order(members: Value) -> (Vec<String>, Option<&'static str>) {
        let members: Vec<Object> =
            members.as_array().into_iter().flatten().filter_map(|item| item.as_object().cloned()).collect();
        let found = chain(members.iter().collect());
        (found.members.iter().map(|member| member.text("id").unwrap_or("").to_owned()).collect(), found.fault)
    }

    #[test]
    fn links_give_the_order() {
        let members = json!([
            { "id": "a", "prevMessageId": "c" },
            { "id": "b", "nextMessageId": "c" },
            { "id": "c", "prevMessageId": "b", "nextMessageId": "a" },
        ]);
        assert_eq!(order(members), (vec!["b".to_owned(), "c".to_owned(), "a".to_owned()], None));
    }

    #[test]
    fn whatever_the_links_are_no_member_is_lost() {
        for members in [
            json!([{ "id": "a", "nextMessageId": "b" }, { "id": "b", "prevMessageId": "a", "nextMessageId": "a" }]),
            json!([{ "id": "a" }, { "id": "b" }]),
            json!([{ "id": "a", "prevMessageId": "b" }, { "id": "b", "prevMessageId": "a" }]),
            json!([{ "id": "a", "nextMessageId": "nowhere" }, { "id": "b", "prevMessageId": "a" }]),
        ] {
            let (ids, fault) = order(members.clone());
            assert_eq!(ids.len(), 2, "{members}");
            assert!(fault.is_some(), "{members}");
        }
    }
}
