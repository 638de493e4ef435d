//! What pages that the bot has opened have sent back (scripting spec 5.1).

use std::sync::Arc;

use crate::bot::named;
use crate::memory::Value;
use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "getWebViewVariable",
        parameters: "name",
        summary: "what a web view has sent under a name: `web_view` of the fixtures; `null` where there is nothing",
        standing: Standing::Fixture,
        call: get_web_view_variable,
    },
    Function {
        name: "getWebViewVariables",
        parameters: "",
        summary: "all of it as a map; an empty one where there is nothing",
        standing: Standing::Fixture,
        call: get_web_view_variables,
    },
];

fn get_web_view_variable(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getWebViewVariable");
    Ok(named(&world.fixtures.web_view, &arguments.text(0)).cloned().into())
}

fn get_web_view_variables(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getWebViewVariables");
    let pair = |(name, value): &(Arc<str>, Arc<str>)| (name.clone(), Value::Text(value.clone()));
    Ok(Returned::Map(world.fixtures.web_view.iter().map(pair).collect()))
}
