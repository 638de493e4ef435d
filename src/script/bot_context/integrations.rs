//! How the call that ended last went (scripting spec 5.5).

use std::sync::Arc;

use crate::script::{Arguments, Function, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "isApiExecutionSuccessful",
        parameters: "",
        summary: "whether the integration that ended last succeeded; `false` before any",
        standing: Standing::Simulated,
        call: is_api_execution_successful,
    },
    Function {
        name: "getApiStatusCode",
        parameters: "",
        summary: "its HTTP status as a text; `null` where there was no answer, and before any",
        standing: Standing::Simulated,
        call: get_api_status_code,
    },
];

fn is_api_execution_successful(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    warn_of_none(world, "isApiExecutionSuccessful");
    Ok(world.heard.last_call.is_some_and(|(succeeded, _)| succeeded).into())
}

fn get_api_status_code(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    warn_of_none(world, "getApiStatusCode");
    let status = world.heard.last_call.and_then(|(_, status)| status);
    Ok(status.map(|status| Arc::<str>::from(status.to_string())).into())
}

fn warn_of_none(world: &mut World, function: &'static str) {
    if world.heard.last_call.is_none() {
        world.warn(format!(
            "`{function}` is asked before any integration was called: ask in `post_process` of the integration, \
             or later"
        ));
    }
}
