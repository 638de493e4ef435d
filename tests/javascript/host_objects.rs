//! `botContext` and the objects that its functions give (scripting spec 2.5, 3.5).

use std::sync::Arc;

use dialogsim::bot::{FixtureEntity, Fixtures};
use dialogsim::memory::ContextScope;
use dialogsim::script::{Effect, FUNCTIONS, World};
use serde_json::json;

use crate::run::{check, check_in, hook, values, world};

#[test]
fn every_function_of_the_table_is_there() {
    for function in FUNCTIONS.iter().copied().flatten() {
        let name = function.name;
        assert_eq!(
            values(&[&format!("typeof botContext.{name} + botContext.{name}.name")]),
            [format!("function{name}")]
        );
    }
    check(&[
        ("botContext.chatBotId", "bot-1"),
        ("typeof botContext.noSuchFunction", "undefined"),
        ("typeof botContext + Object.keys(botContext).indexOf('getBotVariable')", "object0"),
    ]);
}

#[test]
fn functions_do_not_need_their_object() {
    let code = "var log = botContext.printDebugMessage; log('a'); log.call(null, 'b'); log.apply({}, ['c']);
        ['d'].forEach(botContext.printDebugMessage);";
    assert_eq!(hook(code).run().log(), ["a", "b", "c", "d"]);
}

#[test]
fn what_is_printed_is_what_the_language_makes_of_it() {
    check(&[
        ("undefined", "undefined"),
        ("null", "null"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("-0", "0"),
        ("[1, [2, null, undefined], 'a']", "1,2,,,a"),
        ("{}", "[object Object]"),
        ("{ toString: function () { return 'own'; } }", "own"),
        ("[{ toString: function () { return 'own'; } }]", "own"),
        ("new Date(0)", "Thu Jan 01 1970 00:00:00 GMT+0000"),
        ("/a/g", "/a/g"),
        ("new TypeError('x')", "TypeError: x"),
        ("function f(a) { return a; }", "function f(a) { return a; }"),
        ("Object.create(null)", "[object Object]"),
        ("Symbol('s')", "Symbol(s)"),
        ("'\\ud83d' + 'ä' + '\\udc00\\ud83d\\ude00'", "\u{fffd}ä\u{fffd}😀"),
        ("(function () { var a = [1]; a.push(a); return a; })()", "1,"),
        ("(function () { var o = { a: {} }; o.a.o = o; return o; })()", "[object Object]"),
    ]);
}

#[test]
fn a_map_answers_like_one_of_java() {
    let mapped = || {
        let mut world = world();
        for (key, value) in [("k", json!("v")), ("size", json!(3)), ("n", json!(1.5)), ("get", json!([1]))] {
            world.memory.context.set(ContextScope::User, "shop", key, value, world.now);
        }
        world
    };
    let m = "botContext.getContextDataForUser('shop')";
    let cases = [
        ("m.k + m['n']", "v1.5"),
        ("m.get('k') + m.get('size') + m.get('get') + m.get('x') + m.get('toString')", "v31nullnull"),
        ("m.containsKey('k') + ' ' + m.containsKey('size') + ' ' + m.containsKey('x')", "true true false"),
        ("m.size() + ' ' + m.isEmpty()", "4 false"),
        ("typeof m.size + typeof m['get']", "functionfunction"),
        ("m", "{k=v, n=1.5, get=1, size=3}"),
        ("String(m)", "{k=v, n=1.5, get=1, size=3}"),
        ("Object.keys(m).join()", "k,n"),
        ("m.keySet().join()", "k,n,get,size"),
        (
            "m.keySet() + ' ' + m.keySet().size() + m.keySet().contains('get') + m.keySet().isEmpty()",
            "[k, n, get, size] 4truefalse",
        ),
        ("m.keySet().toArray().length", "4"),
        ("m.values().length", "4"),
        ("JSON.stringify(m)", r#"{"k":"v","n":1.5}"#),
        ("m.x", "undefined"),
        (
            "(function () { var all = ''; m.keySet().forEach(function (k) { all += k; }); return all; })()",
            "kngetsize",
        ),
        (
            "(function () { var all = ''; for each (var k in m.keySet()) all += k + m.get(k); return all; })()",
            "kvn1.5get1size3",
        ),
        ("(function () { var all = ''; for (var k in m) all += k; return all; })()", "kn"),
        (
            "(function () { m.added = 1; return m.containsKey('added') + m.keySet().join(''); })()",
            "trueknaddedgetsize",
        ),
    ];
    let cases: Vec<(String, &str)> = cases
        .iter()
        .map(|(code, value)| (format!("(function (m) {{ return {code}; }})({m})"), *value))
        .collect();
    let cases: Vec<(&str, &str)> = cases.iter().map(|(code, value)| (code.as_str(), *value)).collect();
    // Keys come in the order of the service.
    let cases: Vec<(&str, &str)> = cases.into_iter().collect();
    check_in(mapped, &cases);
    check(&[("botContext.getContextDataForUser('none')", "null")]);
}

#[test]
fn the_answer_of_an_integration_is_an_object_that_is_its_json() {
    let answered = || {
        let mut world = world();
        let response = dialogsim::memory::StoredResponse {
            status: Some(200),
            body: Some(json!({ "items": [{ "t": 1 }] })),
        };
        world.memory.results.store(Arc::from("api_X"), response);
        world
    };
    check_in(
        answered,
        &[
            ("botContext.getBotVariable('api_X').jsonData", r#"{"api_X":{"items":[{"t":1}]}}"#),
            ("JSON.parse(botContext.getBotVariable('api_X')).api_X.items[0].t", "1"),
            ("JSON.parse(botContext.getBotVariable('api_X').jsonData).api_X.items.length", "1"),
            ("Object.keys(botContext.getBotVariable('api_X'))", "jsonData"),
            ("botContext.getBotVariable('api_XStatus') === 200", "true"),
        ],
    );
    let code = "
        var result = botContext.getBotVariable('api_X');
        var data = JSON.parse(result.jsonData);
        data.api_X.items.push({ t: 2 });
        result.jsonData = JSON.stringify(data);
        botContext.setBotVariable('api_X', result, true, false);
        botContext.printDebugMessage(JSON.parse(botContext.getBotVariable('api_X')).api_X.items.length);";
    let done = hook(code).run_in(answered());
    assert_eq!(done.log(), ["2"]);
    assert_eq!(
        done.world.memory.results.json_data("api_X").unwrap(),
        r#"{"api_X":{"items":[{"t":1},{"t":2}]}}"#
    );
}

#[test]
fn objects_with_methods_and_lists_of_them() {
    let entity = |phrase: &str, value: &str| FixtureEntity {
        phrase: phrase.into(),
        entity: "COLOR".into(),
        value: value.into(),
    };
    let fixtures = Fixtures {
        location: Some(json!({ "city": "Berlin", "latitude": 52.5 })),
        entities: vec![entity("red", "R"), entity("blue", "B")],
        metadata: Some(json!([{ "type": "x", "id": 7 }, { "type": "x", "id": 8 }])),
        ..Fixtures::default()
    };
    let told = || {
        let heard = dialogsim::script::Heard { message: "red and blue".into(), ..Default::default() };
        World { fixtures: Arc::new(fixtures.clone()), heard, ..world() }
    };
    check_in(
        told,
        &[
            (
                "botContext.getUserLocation().getCityName() + botContext.getUserLocation().getLatitude()",
                "Berlin52.5",
            ),
            ("botContext.getNamedEntities('COLOR').length", "2"),
            ("botContext.getNamedEntities('COLOR')[1].getPhrase()", "blue"),
            (
                "botContext.getNamedEntities('COLOR').map(function (e) { return e.getDataValue(); }).join()",
                "R,B",
            ),
            (
                "botContext.getMetadata('x').length + ' ' + botContext.getMetadata('x')[1].id + ' ' + botContext.getMetadata('x').id",
                "2 8 7",
            ),
            ("JSON.stringify(botContext.getMetadata('x'))", r#"[{"type":"x","id":7},{"type":"x","id":8}]"#),
        ],
    );
}

#[test]
fn texts_that_are_given_are_plain_and_what_is_missing_is_null() {
    check(&[
        ("typeof botContext.getCurrentUserMessage()", "string"),
        ("botContext.getBotVariable('none') === null", "true"),
        ("typeof botContext.setBotVariable('a', 1)", "undefined"),
    ]);
}

#[test]
fn what_a_function_refuses_is_an_exception_of_the_code() {
    let code = "try { botContext.printDebugMessage(Object.create({ toString: function () { throw new RangeError('mine'); } })); }
        catch (e) { botContext.printDebugMessage(e.name + e.message); }";
    assert_eq!(hook(code).run().log(), ["RangeErrormine"]);
}

#[test]
fn arguments_that_call_functions_themselves_are_no_danger() {
    let code = "
        var inner = { toString: function () { botContext.printDebugMessage('inner'); return 'x'; } };
        botContext.printDebugMessage({ get a() { botContext.setBotVariable('b', [inner]); return 1; } });
        botContext.printDebugMessage(botContext.getBotVariable('b'));";
    let done = hook(code).run();
    assert_eq!(done.log(), ["inner", "[object Object]", "inner", "x"]);
    let sets = done.world.effects.iter().filter(|effect| matches!(effect, Effect::VariableSet { .. }));
    assert_eq!(sets.count(), 1);
}
