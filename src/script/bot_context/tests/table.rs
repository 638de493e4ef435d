use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::script::{FUNCTIONS, Function, Standing};

fn functions() -> impl Iterator<Item = &'static Function> {
    FUNCTIONS.iter().flat_map(|family| family.iter())
}

#[test]
fn every_function_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = functions().map(|function| function.name).collect();
    assert_eq!(names.len(), functions().count());
    assert!(names.len() > 60, "{names:?}");
}

#[test]
fn every_function_that_stands_in_for_the_platform_says_so_each_time() {
    for function in functions().filter(|function| function.standing == Standing::Fixture) {
        let mut world = world();
        for _ in 0..2 {
            call(&mut world, function.name, json!(["x", "y"]));
            assert_eq!(from_fixtures(&mut world), [function.name]);
        }
    }
}

#[test]
fn a_deprecated_function_names_one_that_is_there() {
    for function in functions() {
        if let Standing::Deprecated(instead) = function.standing {
            assert!(find_function(instead).is_some_and(|other| other.standing == Standing::Simulated));
        }
    }
}

#[test]
fn every_function_takes_whatever_it_is_given() {
    let odd = [
        Value::Undefined,
        Value::Null,
        Value::Number(f64::NAN),
        Value::Number(-1e300),
        Value::List(Arc::from([Value::Undefined, Value::List(Arc::default())])),
        Value::Object(Arc::default(), None),
        Value::Opaque("function () {}".into()),
        Value::Date(0.0, "1970".into()),
        Value::text(""),
    ];
    for function in functions() {
        for hook in [None, Some(CodeHook::PreProcess), Some(CodeHook::TransformResult)] {
            let mut world = World { hook, ..world() };
            call_with(&mut world, function.name, &[]);
            for value in &odd {
                call_with(
                    &mut world,
                    function.name,
                    &[value.clone(), value.clone(), value.clone(), value.clone()],
                );
            }
            warnings(&mut world);
        }
    }
}
