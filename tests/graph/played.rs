//! What transcripts play, on the picture.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::project::Project;

fn json(project: &Project, arguments: &[&str]) -> Value {
    let all: Vec<&str> = ["graph", "bot.yaml", "--format", "json"].iter().chain(arguments).copied().collect();
    let ran = project.run(&all);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    serde_json::from_str(&ran.out).unwrap()
}

/// Nodes and edges with their marks, a line each.
fn marks(picture: &Value) -> String {
    let head = |node: &Value| node["name"].as_str().or(node["text"].as_str()).unwrap().to_owned();
    let nodes = picture["nodes"].as_array().unwrap();
    let mark = |item: &Value| format!("{}{}", item["times"], item["steps"]).replace("null", "");
    let mut told = String::new();
    for node in nodes {
        told.push_str(&format!("{}: {}\n", head(node), mark(node)));
    }
    for edge in picture["edges"].as_array().unwrap() {
        let place = |key: &str| edge[key].as_u64().map(|place| head(&nodes[usize::try_from(place).unwrap()]));
        let to = place("to").unwrap_or_else(|| edge["end"].as_str().unwrap().to_owned());
        told.push_str(&format!(
            "{} -{}-> {to}: {}\n",
            place("from").unwrap(),
            edge["label"].as_str().unwrap(),
            mark(edge)
        ));
    }
    told
}

#[test]
fn coverage_counts_what_all_transcripts_play() {
    let picture = json(&Project::fixture("graph/small"), &["--coverage"]);
    assert_eq!(picture["played"]["by"], "transcripts");
    insta::assert_snapshot!(marks(&picture));
}

#[test]
fn a_transcript_is_drawn_step_by_step() {
    let project = Project::fixture("graph/small");
    let picture = json(&project, &["--transcript", "transcripts.yaml", "--case", "A cargo bike"]);
    assert_eq!(picture["played"]["name"], "A cargo bike");
    insta::assert_snapshot!(marks(&picture));
    let by_line = json(&project, &["--transcript", "transcripts.yaml:4"]);
    assert_eq!(by_line, picture);
    let ran = project.run(&["graph", "bot.yaml", "--transcript", "transcripts.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("the file holds 2 transcripts"), "{}", ran.err);
    let ran =
        project.run(&["graph", "bot.yaml", "--transcript", "transcripts.yaml", "--case", "A cargo bke"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `A cargo bike`?"), "{}", ran.err);
}

#[test]
fn a_transcript_that_fails_is_drawn_and_told() {
    let project = Project::fixture("graph/small");
    let written = fs::read_to_string(project.path("transcripts.yaml")).unwrap();
    let project = project.file("transcripts.yaml", written.replace("For how many days?", "How long?"));
    for arguments in [&["--coverage"][..], &["--transcript", "transcripts.yaml", "--case", "A cargo bike"]] {
        let ran = project.run(&[&["graph", "bot.yaml"], arguments].concat());
        assert_eq!(ran.code, 1);
        assert!(ran.err.starts_with("warning: ") && ran.err.contains("fail"), "{}", ran.err);
        assert!(ran.out.starts_with("flowchart"));
    }
}

#[test]
fn transcripts_of_another_bot_play_nothing_of_this_one() {
    let other = "bot: Other\ndialogs:\n  - fallback_dialog: All\n    interactions:\n      - text: Yes.\n";
    let project = Project::fixture("graph/small").file("other.yaml", other);
    let ran = project.run(&["graph", "other.yaml", "--transcript", "transcripts.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (4, ""));
    insta::assert_snapshot!(ran.err);
}

/// What the picture counts is what `test --coverage` counts.
#[test]
fn interactions_are_reached_as_often_as_coverage_says() {
    for sample in ["hello", "order-status", "tea-shop", "loan-application"] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/dialogs/").to_owned() + sample;
        let project = Project::new();
        let copied = fs_copy(&folder, &project);
        assert!(copied > 1);
        project.run(&["test", "--coverage=json=coverage.json"]);
        let coverage: Value =
            serde_json::from_str(&fs::read_to_string(project.path("coverage.json")).unwrap()).unwrap();
        let mut counted: BTreeMap<(String, u64), u64> = BTreeMap::new();
        for file in coverage["files"].as_array().unwrap() {
            for item in file["items"].as_array().unwrap().iter().filter(|item| item["kind"] == "interaction")
            {
                let place = (file["name"].as_str().unwrap().to_owned(), item["line"].as_u64().unwrap());
                counted.insert(place, item["hits"].as_u64().unwrap());
            }
        }
        let picture = json(&project, &["--coverage"]);
        let nodes = picture["nodes"].as_array().unwrap().iter();
        let drawn: BTreeMap<(String, u64), u64> = nodes
            .map(|node| {
                let place = (node["file"].as_str().unwrap().to_owned(), node["line"].as_u64().unwrap());
                (place, node["times"].as_u64().unwrap())
            })
            .collect();
        assert_eq!(drawn, counted, "{sample}");
    }
}

/// Copies a folder into a project, and says how many files that were.
fn fs_copy(from: &str, project: &Project) -> usize {
    let mut copied = 0;
    let mut folders = vec![std::path::PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(std::path::Path::new(from).join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else {
                let to = project.path(path.to_str().unwrap());
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(entry.path(), to).unwrap();
                copied += 1;
            }
        }
    }
    copied
}
