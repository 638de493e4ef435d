//! What is called when a conversation begins (scripting spec 2.4).

use dialogsim::script::FailureKind;

use crate::run::{functions, hook};

#[test]
fn the_function_with_underscores_is_called() {
    let done = functions("function __initConversation() { botContext.printDebugMessage('begun'); }\nfunction initConversation() { wrong(); }")
        .begin()
        .unwrap();
    assert_eq!(done.log(), ["begun"]);
    assert!(done.warnings().is_empty());
    let done = functions("")
        .functions("let __initConversation = () => botContext.printDebugMessage('lexical');")
        .begin();
    assert_eq!(done.unwrap().log(), ["lexical"]);
}

#[test]
fn the_function_without_them_is_called_with_a_warning() {
    let done =
        functions("function initConversation() { botContext.printDebugMessage('begun'); }").begin().unwrap();
    assert_eq!(done.log(), ["begun"]);
    assert_eq!(done.warnings().len(), 1);
    assert!(done.warnings()[0].contains("the platform calls `__initConversation`"));
}

#[test]
fn nothing_happens_where_there_is_none() {
    for code in
        ["", "function other() {}", "botContext.printDebugMessage('top');", "var initConversation = 5;"]
    {
        let world = functions(code).begin().unwrap_err();
        assert!(world.effects.is_empty(), "{code}");
    }
    assert!(hook("function __initConversation() {}").begin().is_err());
}

#[test]
fn what_is_wrong_with_it_is_told() {
    let done = functions("function __initConversation() {\n  botContext.printDebugMessage(1);\n  none.x;\n}")
        .begin()
        .unwrap();
    assert_eq!(done.log_anyway(), ["1"]);
    assert!(!done.failure().in_functions);
    assert_eq!(done.place(), "functions0.js:3:3 none");
    let done = functions("function __initConversation( {").begin().unwrap();
    assert_eq!((done.failure().kind, done.failure().in_functions), (FailureKind::Syntax, true));
    let done = functions("none.x; function __initConversation() { botContext.printDebugMessage('called'); }")
        .begin()
        .unwrap();
    assert!(done.failure().in_functions);
    assert_eq!(done.log_anyway(), ["called"]);
}
