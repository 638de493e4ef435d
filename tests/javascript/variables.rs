//! Variables as code sets and gets them (scripting spec 3.3).

use std::sync::Arc;

use dialogsim::bot::Scope;
use dialogsim::memory::Value;
use dialogsim::script::{Effect, World};

use crate::run::{hook, world};

/// The values that variables were set to, with their scope.
fn sets(world: &World) -> Vec<(&str, &str, Option<Scope>)> {
    let sets = world.effects.iter().filter_map(|effect| match effect {
        Effect::VariableSet { name, value, scope } => Some((&**name, &**value, *scope)),
        _ => None,
    });
    sets.collect()
}

#[test]
fn values_keep_their_type_within_a_message() {
    let set = hook(
        "botContext.setBotVariable('n', 10);
         botContext.setBotVariable('b', true, true);
         botContext.setBotVariable('l', [1, { a: 'x' }], true);
         botContext.setBotVariable('d', new Date(5), true);
         botContext.setBotVariable('z', null, true);
         botContext.setBotVariable('f', function () {}, false, true);",
    )
    .run();
    assert_eq!(set.failures, []);
    let get = hook(
        "function show(name) { var v = botContext.getBotVariable(name); botContext.printDebugMessage(typeof v + ' ' + JSON.stringify(v)); }
         show('n'); show('b'); show('l'); show('d'); show('z'); show('f');
         botContext.printDebugMessage(botContext.getBotVariable('d') instanceof Date);",
    );
    let mut world = *set.world;
    world.effects.clear();
    let done = get.run_in(world);
    let expected = [
        "number 10",
        "boolean true",
        r#"object [1,{"a":"x"}]"#,
        r#"object "1970-01-01T00:00:00.005Z""#,
        "object null",
        r#"string "function () {}""#,
        "true",
    ];
    assert_eq!(done.log(), expected);
    // With the consumer's next message they are texts, and those of the request are gone.
    let mut world = *done.world;
    world.memory.open_message(std::iter::empty());
    world.effects.clear();
    let expected = [
        "object null",
        r#"string "true""#,
        r#"string "1,[object Object]""#,
        r#"string "Thu Jan 01 1970 00:00:00 GMT+0000""#,
        r#"string "null""#,
        r#"string "function () {}""#,
        "false",
    ];
    assert_eq!(get.run_in(world).log(), expected);
}

#[test]
fn they_are_texts_at_once_where_the_bot_says_so() {
    let code = "var o = { a: 1 };
        botContext.setBotVariable('n', 10);
        botContext.setBotVariable('o', o);
        botContext.printDebugMessage(typeof botContext.getBotVariable('n') + botContext.getBotVariable('o'));";
    let done = hook(code).run_in(World { always_text: true, ..world() });
    assert_eq!(done.log(), ["string[object Object]"]);
}

#[test]
fn a_variable_gives_back_the_very_object() {
    let code = "
        var log = botContext.printDebugMessage;
        var o = { list: [1] }, f = function () { return 'called'; }, d = new Date(0), r = /x/, e = new Error('e');
        botContext.setBotVariable('o', o);
        botContext.setBotVariable('f', f, true);
        botContext.setBotVariable('d', d, false, true);
        botContext.setBotVariable('r', r);
        botContext.setBotVariable('e', e);
        log(botContext.getBotVariable('o') === o);
        log(botContext.getBotVariable('f')());
        log(botContext.getBotVariable('d') === d);
        log(botContext.getBotVariable('r') === r);
        log(botContext.getBotVariable('e') === e);
        botContext.getBotVariable('o').list.push(2);
        log(botContext.getBotVariable('o').list.length);
        botContext.setBotVariable('o', { other: 1 });
        log(botContext.getBotVariable('o') === o);
        botContext.setBotVariable('text', 'o');
        log(botContext.getBotVariable('text') === 'o');";
    assert_eq!(hook(code).run().log(), ["true", "called", "true", "true", "true", "2", "false", "true"]);
}

#[test]
fn what_code_goes_on_changing_is_stored_as_it_was_left() {
    let code = "
        var list = [1], object = { a: 1 }, date = new Date(0), same = [1];
        botContext.setBotVariable('list', list, true);
        botContext.setBotVariable('again', list);
        botContext.setBotVariable('object', object, false, true);
        botContext.setBotVariable('date', date);
        botContext.setBotVariable('same', same);
        botContext.setBotVariable('gone', same);
        botContext.setBotVariable('gone', 'text');
        list.push(2);
        object.b = list;
        date.setFullYear(2000);";
    for end in
        ["", "throw new Error('end');", "for (;;) {}", "botContext.getBotVariable('object').c = undefined.x;"]
    {
        let done = hook(&format!("{code}{end}")).soon_stopped().run();
        let numbers =
            |numbers: &[f64]| Value::List(numbers.iter().map(|number| Value::Number(*number)).collect());
        let memory = &done.world.memory;
        assert_eq!(memory.session.get("list"), Some(&numbers(&[1.0, 2.0])), "{end}");
        assert_eq!(memory.request.get("again"), Some(&numbers(&[1.0, 2.0])));
        let fields = [(Arc::from("a"), Value::Number(1.0)), (Arc::from("b"), numbers(&[1.0, 2.0]))];
        let object = memory.lasting.get("object", done.world.now);
        assert_eq!(object, Some(&Value::Object(Arc::from(fields), None)));
        let Some(Value::Date(time, text)) = memory.request.get("date") else { panic!("no date") };
        assert_eq!((*time, &**text), (946_684_800_000.0, "Sat Jan 01 2000 00:00:00 GMT+0000"));
        // Only what became another text is told again.
        let sets = sets(&done.world);
        assert_eq!(sets.len(), 7 + 3, "{sets:?}");
        assert_eq!(
            &sets[7..9],
            [("again", "1,2", Some(Scope::Request)), ("date", &**text, Some(Scope::Request))]
        );
        assert_eq!(sets[9], ("list", "1,2", Some(Scope::Session)));
    }
}

#[test]
fn objects_without_names_are_let_go() {
    // Each object takes the place of the one before it.
    let code = "for (var i = 0; i < 3000; i++) botContext.setBotVariable('o', { i: i });
        botContext.printDebugMessage(botContext.getBotVariable('o').i);";
    assert_eq!(hook(code).run().log(), ["2999"]);
}
