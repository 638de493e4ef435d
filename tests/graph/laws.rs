//! What is so of every picture.

use std::collections::BTreeSet;

use dialogsim::graph::{End, Format, Picture};
use regex::Regex;

use super::bots::{bots, drawn, generated, text};

/// How often each pair of ends stands in a text, by the numbers of the nodes; an edge that ends has one number.
fn pairs(text: &str, pattern: &str) -> Vec<(usize, Option<usize>)> {
    let regex = Regex::new(pattern).unwrap();
    let number = |found: regex::Match<'_>| found.as_str().parse().unwrap();
    let mut pairs: Vec<(usize, Option<usize>)> = regex
        .captures_iter(text)
        .map(|found| (number(found.name("from").unwrap()), found.name("to").map(number)))
        .collect();
    pairs.sort_unstable();
    pairs
}

fn expected(picture: &Picture) -> Vec<(usize, Option<usize>)> {
    let pair = |edge: &dialogsim::graph::Edge| match edge.to {
        End::Node(to) => (edge.from, Some(to)),
        End::Stop(_) => (edge.from, None),
    };
    let mut pairs: Vec<_> = picture.edges.iter().map(pair).collect();
    pairs.sort_unstable();
    pairs
}

#[test]
fn every_interaction_and_every_step_of_the_flow_is_in_the_picture() {
    for bot in bots() {
        let drawn = drawn(&bot);
        assert_eq!(
            (drawn.picture.nodes.len(), drawn.picture.edges.len()),
            drawn.size,
            "{}",
            drawn.picture.bot
        );
    }
}

#[test]
fn every_node_and_every_edge_is_in_the_texts() {
    let in_mermaid = Regex::new(r#"(?m)^    n\d+\W+""#).unwrap();
    let in_dot = Regex::new(r"(?m)^    n\d+ \[").unwrap();
    for bot in bots() {
        let picture = drawn(&bot).picture;
        let nodes = picture.nodes.len();
        let mermaid = text(&picture, Format::Mermaid);
        let edge = r"(?m)^  n(?<from>\d+) -\.?->?>?(?:\|.*\|)? n(?:(?<to>\d+)|\d+_\w+)$";
        assert_eq!(pairs(&mermaid, edge), expected(&picture), "{mermaid}");
        assert_eq!(in_mermaid.find_iter(&mermaid).count(), nodes, "{mermaid}");

        let dot = text(&picture, Format::Dot);
        let edge = r"(?m)^  n(?<from>\d+) -> n(?:(?<to>\d+)|\d+_\w+) \[";
        assert_eq!(pairs(&dot, edge), expected(&picture), "{dot}");
        assert_eq!(in_dot.find_iter(&dot).count(), nodes, "{dot}");

        let json: serde_json::Value = serde_json::from_str(&text(&picture, Format::Json)).unwrap();
        assert_eq!(json["nodes"].as_array().unwrap().len(), nodes);
        assert_eq!(json["edges"].as_array().unwrap().len(), picture.edges.len());
    }
}

#[test]
fn every_node_and_every_edge_is_drawn() {
    let cards_in = Regex::new(r#"id="n(\d+)""#).unwrap();
    let edges_in = Regex::new(r#"class="(?:wire|exit) [^"]*" data-edges="([^"]+)""#).unwrap();
    for bot in bots() {
        let picture = drawn(&bot).picture;
        for format in [Format::Svg, Format::Html] {
            let drawn = text(&picture, format);
            let cards: Vec<usize> = cards_in.captures_iter(&drawn).map(|id| id[1].parse().unwrap()).collect();
            let unique: BTreeSet<usize> = cards.iter().copied().collect();
            assert_eq!((cards.len(), unique.len()), (picture.nodes.len(), picture.nodes.len()));
            let edges: BTreeSet<usize> = edges_in
                .captures_iter(&drawn)
                .flat_map(|found| found[1].split(' ').map(|edge| edge.parse().unwrap()).collect::<Vec<_>>())
                .collect();
            assert_eq!(edges.len(), picture.edges.len());
        }
    }
}

#[test]
fn the_same_bot_is_drawn_the_same() {
    for bot in bots() {
        for (_, format, _) in Format::ALL {
            assert_eq!(text(&drawn(&bot).picture, format), text(&drawn(&bot).picture, format));
        }
    }
}

#[test]
fn a_bot_of_two_thousand_interactions_is_drawn() {
    let picture = drawn(&generated(7, 2000)).picture;
    assert_eq!(picture.nodes.len(), 2000);
    for (_, format, _) in Format::ALL {
        assert!(!text(&picture, format).is_empty());
    }
}
