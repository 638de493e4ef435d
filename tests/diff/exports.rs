//! Exports of Conversation Builder on either side.

use crate::project::Project;

const PARCEL: &str = include_str!("../fixtures/exports/parcel.json");

fn with_parcel() -> Project {
    let later = PARCEL
        .replace("It has four digits.", "It has four digits, as 1001.")
        .replace("\"2 Fallback\"", "\"2 Nothing else\"");
    assert_ne!(later, PARCEL);
    Project::new().file("parcel.json", PARCEL).file("later.json", later)
}

#[test]
fn two_exports_are_compared_as_the_bots_that_they_are() {
    let ran = with_parcel().run(&["diff", "parcel.json", "later.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!("two_exports", ran.out);
}

#[test]
fn an_imported_bot_does_not_differ_from_its_export() {
    let project = with_parcel();
    project.run(&["import", "parcel.json", "--suggest-mocks"]);
    let ran = project.run(&["diff", "parcel-desk", "parcel.json", "--exit-code"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "no differences\n", ""));
    let ran = project.run(&["diff", "parcel.json", "parcel-desk", "--exit-code", "--format", "short"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let ran = project.run(&["diff", "parcel-desk", "later.json", "--exit-code"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("as 1001"), "{}", ran.out);
}

#[test]
fn a_sample_bot_does_not_differ_from_its_own_export() {
    let bot = concat!(env!("CARGO_MANIFEST_DIR"), "/dialogs/order-status");
    let project = Project::new();
    let ran = project.run(&["export", bot, "-o", "export.json"]);
    assert_eq!(ran.code, 0);
    let ran = project.run(&["diff", bot, "export.json"]);
    insta::assert_snapshot!("a_sample_and_its_export", ran.out.replace(env!("CARGO_MANIFEST_DIR"), ""));
}

#[test]
fn json_that_is_no_export_is_refused() {
    let project = with_parcel().file("package.json", "{ \"name\": \"x\" }");
    let ran = project.run(&["diff", "parcel.json", "package.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert_eq!(
        ran.err,
        "error: package.json cannot be compared: this is no export of a bot: it has no `bot`, which holds the bot's settings\n"
    );
}
