//! The vendor's own samples of structured content, held against what their names say of them.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

use dialogsim::bot::Channel;
use dialogsim::rich::{Consequence, Violation, read, read_metadata, read_quick_replies, validate};
use serde_json::{Value as Json, json};

/// What is wrong on Facebook, by the end of a file's name: where, and which limit; a limit that is no number
/// is a word of the message. Files that are not here are right on their channel.
const WRONG: &[(&str, &[(&str, &str)])] = &[
    // A generic card needs a button, unless it is a title with a subtitle; the sample itself has none.
    ("fb_Image_Only.json", &[("/elements/0/elements", "at least 1")]),
    // A subtitle of a card in a carousel needs a picture.
    (
        "carousels__cardsWithoutImages.json",
        &[("/elements/0/elements/0/elements", "at most 1"), ("/elements/1/elements/0/elements", "at most 1")],
    ),
    (
        "carousels__complex.json",
        &[
            ("/elements/0/elements/0/elements/3", "map"),
            ("/elements/0/elements/0/elements/0", "tag"),
            ("/elements/1/elements/0/elements/3", "map"),
            ("/elements/1/elements/0/elements/0", "tag"),
        ],
    ),
    ("carousels__tooManyCards.json", &[("/elements", "at most 10")]),
    ("metadata__socialMessagingConvFbNoUserName.json", &[("/0/userProfile", "userName")]),
    ("quickreplies__fourteenReplies.json", &[("/replies", "at most 13")]),
    ("quickreplies__tooManyChars.json", &[("/replies/0/title", "128"), ("/replies/0/title", "at most 127")]),
    ("richCards__buttonTitleTooLong.json", &[("/elements/0/elements/1/title", "at most 20")]),
    ("richCards__buttonTooLong.json", &[("/elements/0/elements/0/text", "at most 640")]),
    ("richCards__genericButtonTitleTooLong.json", &[("/elements/0/elements/3/title", "at most 20")]),
    ("richCards__genericNoButton.json", &[("/elements/0/elements", "at least 1")]),
    ("richCards__genericNoTitleSubtitle.json", &[("/elements/0/elements", "at least 1")]),
    ("richCards__genericTooManyButtons.json", &[("/elements/0/elements", "at most 3")]),
    ("richCards__map.json", &[("/elements/0/elements/3", "map"), ("/elements/0/elements/0", "tag")]),
    ("richCards__noButtonContent.json", &[("/elements/0/elements", "at least 1")]),
    ("richCards__subtitleTooLong.json", &[("/elements/0/elements/2/text", "at most 80")]),
    ("richCards__titleOnly.json", &[("/elements/0/elements", "at least 1")]),
    ("richCards__titleTooLong.json", &[("/elements/0/elements/1/text", "at most 80")]),
    ("richCards__tooManyButtons.json", &[("/elements/0/elements", "at most 3")]),
];

/// The folder with the vendor's files: beside the checkout, or beside the one that this worktree belongs to.
fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = |root: &Path| Some(root.parent()?.join("shared/data")).filter(|folder| folder.is_dir());
    let main = || {
        let pointer = fs::read_to_string(root.join(".git")).ok()?;
        let git = pointer.trim().strip_prefix("gitdir: ")?.split("/.git/").next()?;
        beside(Path::new(git))
    };
    beside(root).or_else(main)
}

fn files(folder: &Path) -> Vec<(String, Json)> {
    let mut files: Vec<(String, Json)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())
        })
        .collect();
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    files
}

fn violations(name: &str, json: &Json) -> Vec<Violation> {
    let channel = if name.contains("fb") { Channel::Facebook } else { Channel::Web };
    let (mut violations, more) = if name.contains("__quickreplies__") {
        let reading = read_quick_replies(json);
        (reading.violations, validate(None, reading.content.as_ref(), &[], channel))
    } else if name.contains("__metadata__") {
        // Some files are one object of the list.
        let list = if json.is_array() { json.clone() } else { json!([json]) };
        let reading = read_metadata(&list);
        (reading.violations, validate(None, None, &reading.content.unwrap_or_default(), channel))
    } else {
        let reading = read(json);
        (reading.violations, validate(reading.content.as_ref(), None, &[], channel))
    };
    violations.extend(more);
    violations
}

#[test]
fn the_vendors_samples_are_right_where_they_are_meant_to_be() {
    let Some(folder) = shared().map(|data| data.join("richcontent")) else {
        println!("skipped: the folder of shared samples is not beside the checkout");
        return;
    };
    let files = files(&folder);
    assert!(files.len() > 70, "{} files", files.len());
    let mut wrong = Vec::new();
    for (name, json) in &files {
        let expected = WRONG.iter().find(|(end, _)| name.ends_with(end)).map_or(&[][..], |(_, list)| list);
        let found = violations(name, json);
        let fits = |(pointer, words): &(&str, &str), violation: &Violation| {
            violation.pointer == *pointer && violation.message.contains(words)
        };
        let missing = expected.iter().filter(|place| !found.iter().any(|one| fits(place, one)));
        wrong.extend(missing.map(|place| format!("{name}: {place:?} is not reported")));
        let surplus = found.iter().filter(|one| !expected.iter().any(|place| fits(place, one)));
        wrong.extend(surplus.map(|one| format!("{name}: {}: {}", one.pointer, one.message)));
    }
    for (end, _) in WRONG {
        assert!(files.iter().any(|(name, _)| name.ends_with(end)), "{end} is not there");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_wrong_for_facebook_only_would_be_rendered() {
    let Some(folder) = shared().map(|data| data.join("richcontent")) else {
        println!("skipped: the folder of shared samples is not beside the checkout");
        return;
    };
    for (name, json) in files(&folder).iter().filter(|(name, _)| name.contains("__richCards__")) {
        for violation in violations(name, json) {
            assert_eq!(violation.consequence, Consequence::ChannelLimit(Channel::Facebook), "{name}");
        }
    }
}

#[test]
fn every_universal_interaction_of_the_exports_would_be_rendered() {
    let Some(folder) = shared().map(|data| data.join("exports")) else {
        println!("skipped: the folder of shared samples is not beside the checkout");
        return;
    };
    let mut texts = Vec::new();
    for (_, export) in files(&folder) {
        let mut left = vec![&export];
        while let Some(value) = left.pop() {
            if let Some(text) = value.get("leMessageJson").and_then(Json::as_str) {
                texts.push(text.to_owned());
            }
            left.extend(value.as_object().into_iter().flat_map(|pairs| pairs.values()));
            left.extend(value.as_array().into_iter().flatten());
        }
    }
    // A text that is nothing but a reference becomes content when it is played.
    texts.retain(|text| !text.starts_with("{$"));
    assert!(texts.len() > 10, "{} texts", texts.len());
    for text in &texts {
        let reading = dialogsim::rich::read_text(text);
        assert_eq!(reading.violations, [], "{text}");
        assert_eq!(validate(reading.content.as_ref(), None, &[], Channel::Web), [], "{text}");
    }
}
