use serde_json::{Value as Json, json};

use super::*;
use crate::script::Profile;

#[test]
fn customer_info_is_never_null_unless_the_fixtures_say_so() {
    let mut default = world();
    assert_eq!(json(&mut default, "getLPCustomerInfo", json!([])), json!({ "customerId": "customer-1" }));
    assert!(warnings(&mut default).is_empty());
    let with = |info| world_with(Fixtures { customer_info: Some(info), ..Fixtures::default() });
    let info = json!({ "ctype": "vip", "lastPaymentDate": { "day": 1 } });
    assert_eq!(json(&mut with(info.clone()), "getLPCustomerInfo", json!([])), info);
    let mut null = with(Json::Null);
    assert_eq!(json(&mut null, "getLPCustomerInfo", json!([])), Json::Null);
    assert!(warnings(&mut null)[0].contains("check the result"));
}

#[test]
fn personal_info_needs_a_name_or_a_company() {
    let with = |info| world_with(Fixtures { personal_info: Some(info), ..Fixtures::default() });
    let info = json!({ "firstname": "Ada", "gender": "f" });
    assert_eq!(json(&mut with(info.clone()), "getLPUserPersonalInfo", json!([])), info);
    let mut nameless = with(json!({ "firstname": "", "gender": "f" }));
    assert_eq!(json(&mut nameless, "getLPUserPersonalInfo", json!([])), Json::Null);
    assert!(warnings(&mut nameless)[0].contains("`company`"));
    assert_eq!(json(&mut world(), "getLPUserPersonalInfo", json!([])), Json::Null);
}

#[test]
fn personal_info_has_the_names_that_the_bot_has_set() {
    let profile = Profile { first_name: Some("Ada".into()), last_name: None };
    let mut world = World { profile: Some(Arc::new(profile)), ..world() };
    assert_eq!(json(&mut world, "getLPUserPersonalInfo", json!([])), json!({ "firstname": "Ada" }));
}

#[test]
fn engagement_attributes_are_those_of_the_fixtures() {
    let engagement = [("campaignId", "77"), ("rtSessionId", "s"), ("own", "1")];
    let engagement = engagement.map(|(key, value)| (key.into(), value.into())).into();
    let mut world = world_with(Fixtures { engagement, ..Fixtures::default() });
    for (key, expected) in [
        ("campaignId", json!("77")),
        ("own", json!("1")),
        ("rtSessionId", json!("s")),
        ("rtSesssionId", json!("s")),
        ("os", Json::Null),
    ] {
        assert_eq!(json(&mut world, "getLPEngagementAttribute", json!([key])), expected, "{key}");
    }
    assert!(warnings(&mut world).is_empty());
    assert_eq!(json(&mut world, "getLPEngagementAttribute", json!(["campaignID"])), Json::Null);
    assert!(warnings(&mut world)[0].contains("write `campaignId`"));
}

#[test]
fn the_misspelt_attribute_may_stand_in_the_fixtures_too() {
    let engagement = vec![("rtSesssionId".into(), "s".into())];
    let mut world = world_with(Fixtures { engagement, ..Fixtures::default() });
    assert_eq!(json(&mut world, "getLPEngagementAttribute", json!(["rtSessionId"])), "s");
}

#[test]
fn a_location_is_asked_by_its_methods() {
    assert_eq!(value(&mut world(), "getUserLocation", json!([])), Value::Null);
    let location = json!({ "city": "Oslo", "latitude": 59.9 });
    let mut world = world_with(Fixtures { location: Some(location), ..Fixtures::default() });
    let Returned::Getters(methods) = call(&mut world, "getUserLocation", json!([])) else {
        panic!("a location has methods");
    };
    let gives = |name| methods.iter().find(|(method, _)| *method == name).map(|(_, value)| value.to_json());
    assert_eq!(gives("getCityName"), Some(json!("Oslo")));
    assert_eq!(gives("getLatitude"), Some(json!(59.9)));
    assert_eq!(gives("getZipCode"), Some(Json::Null));
}

#[test]
fn name_and_address_are_what_code_has_set_else_those_of_the_fixtures() {
    let fixtures = Fixtures {
        user_name: Some("Ada".into()),
        email: Some("ada@example.com".into()),
        user_platform_type: Some("Web".into()),
        ..Fixtures::default()
    };
    for (get, set, fixture) in
        [("getUserName", "setUserName", "Ada"), ("getEmail", "setEmail", "ada@example.com")]
    {
        assert_eq!(json(&mut world(), get, json!([])), Json::Null);
        let mut world = world_with(fixtures.clone());
        assert_eq!(json(&mut world, get, json!([])), fixture);
        call(&mut world, set, json!(["Fred"]));
        assert_eq!(json(&mut world, get, json!([])), "Fred");
        world.memory = std::mem::take(&mut world.memory).for_next_session(false);
        assert_eq!(json(&mut world, get, json!([])), "Fred");
        assert_eq!(done(&mut world).len(), 1);
    }
    assert_eq!(json(&mut world_with(fixtures), "getUserPlatformType", json!([])), "Web");
}
