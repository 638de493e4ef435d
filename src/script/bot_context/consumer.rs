//! Who the consumer is, as far as the platform knows (scripting spec 5.3).

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::bot::named;
use crate::memory::Value;
use crate::script::{Arguments, Effect, Function, Profile, Returned, Standing, Thrown, World};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "getLPCustomerInfo",
        parameters: "",
        summary: "`customer_info` of the fixtures, else `{ customerId: \"customer-1\" }`",
        standing: Standing::Fixture,
        call: get_customer_info,
    },
    Function {
        name: "getLPUserPersonalInfo",
        parameters: "",
        summary: "`personal_info` of the fixtures, else the names of `SET_USER_PROFILE`; `null` where neither names nor company are known",
        standing: Standing::Fixture,
        call: get_personal_info,
    },
    Function {
        name: "getLPEngagementAttribute",
        parameters: "key",
        summary: "an attribute of `engagement` of the fixtures; `null` where there is none",
        standing: Standing::Fixture,
        call: get_engagement_attribute,
    },
    Function {
        name: "getUserLocation",
        parameters: "",
        summary: "`location` of the fixtures as an object with `getCityName()`, `getState()`, `getZipCode()`, `getCountry()`, `getLatitude()`, `getLongitude()`; `null` without",
        standing: Standing::Fixture,
        call: get_user_location,
    },
    Function {
        name: "getUserName",
        parameters: "",
        summary: "what `setUserName` has set, else `user_name` of the fixtures; `null` without",
        standing: Standing::Fixture,
        call: get_user_name,
    },
    Function {
        name: "setUserName",
        parameters: "name",
        summary: "keeps the consumer's name, also beyond the session",
        standing: Standing::Simulated,
        call: set_user_name,
    },
    Function {
        name: "getEmail",
        parameters: "",
        summary: "what `setEmail` has set, else `email` of the fixtures; `null` without",
        standing: Standing::Fixture,
        call: get_email,
    },
    Function {
        name: "setEmail",
        parameters: "address",
        summary: "keeps the consumer's address, also beyond the session",
        standing: Standing::Simulated,
        call: set_email,
    },
    Function {
        name: "getUserPlatformType",
        parameters: "",
        summary: "`user_platform_type` of the fixtures; `null` without",
        standing: Standing::Fixture,
        call: get_user_platform_type,
    },
];

/// The attributes that the platform has.
const ATTRIBUTES: [&str; 16] = [
    "sharkVisitorId",
    "sharkSessionId",
    "sharkContextId",
    "campaignId",
    "engagementId",
    "startTs",
    "os",
    "appId",
    "brandId",
    "BearerToken",
    "currentSkillId",
    "previousSkillId",
    "rtSessionId",
    "chatSessionKey",
    "agentSessionId",
    "richContent",
];

/// As the platform's documentation misspells one of them.
const MISSPELT: &str = "rtSesssionId";

/// The methods of a location, and what they give.
const LOCATION: [(&str, &str); 6] = [
    ("getCityName", "city"),
    ("getState", "state"),
    ("getZipCode", "zip"),
    ("getCountry", "country"),
    ("getLatitude", "latitude"),
    ("getLongitude", "longitude"),
];

fn get_customer_info(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getLPCustomerInfo");
    if world.fixtures.customer_info == Some(Json::Null) {
        world.warn(
            "`getLPCustomerInfo` gives `null`, as the fixtures say: check the result before its fields are read",
        );
    }
    let default = || json!({ "customerId": "customer-1" });
    let info = world.fixtures.customer_info.clone().unwrap_or_else(default);
    Ok(Value::from(&info).into())
}

/// The platform gives nothing at all where it knows neither names nor company.
fn get_personal_info(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getLPUserPersonalInfo");
    let Some(info) = world.fixtures.personal_info.clone() else {
        let known = world.profile.as_deref().and_then(personal_info);
        return Ok(known.map(|info| Value::from(&info)).into());
    };
    let is_known = |key: &&str| info.get(key).is_some_and(|value| !value.is_null() && value != "");
    if !["firstname", "lastname", "company"].iter().any(is_known) {
        if !info.is_null() {
            world.warn(
                "`getLPUserPersonalInfo` gives `null`, as on the platform where neither `firstname` nor `lastname` \
                 nor `company` is known: write one of them in the fixtures, or leave `personal_info` out",
            );
        }
        return Ok(Returned::NULL);
    }
    Ok(Value::from(&info).into())
}

fn personal_info(profile: &Profile) -> Option<Json> {
    let names = [("firstname", &profile.first_name), ("lastname", &profile.last_name)];
    let known = names.into_iter().filter_map(|(key, name)| Some((key.to_owned(), json!(name.as_ref()?))));
    let info: serde_json::Map<String, Json> = known.collect();
    (!info.is_empty()).then_some(Json::Object(info))
}

fn get_engagement_attribute(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getLPEngagementAttribute");
    let key = arguments.text(0);
    let key = if &*key == MISSPELT { Arc::from("rtSessionId") } else { key };
    let attributes = &world.fixtures.engagement;
    let misspelt = || if &*key == "rtSessionId" { named(attributes, MISSPELT) } else { None };
    let found = named(attributes, &key).or_else(misspelt).cloned();
    if found.is_none() && !ATTRIBUTES.contains(&&*key) {
        let meant = ATTRIBUTES.iter().find(|known| known.eq_ignore_ascii_case(&key));
        let cure = match meant {
            Some(meant) => format!("write `{meant}`"),
            None => "it is `null` there, too, unless an account has it of its own".to_owned(),
        };
        world.warn(format!("the platform documents no engagement attribute `{key}`: {cure}"));
    }
    Ok(found.into())
}

fn get_user_location(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getUserLocation");
    let Some(location) = world.fixtures.location.as_ref().filter(|location| location.is_object()) else {
        return Ok(Returned::NULL);
    };
    let value = |(method, key)| (method, location.get(key).map_or(Value::Null, Value::from));
    Ok(Returned::Getters(LOCATION.into_iter().map(value).collect()))
}

fn get_user_name(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getUserName");
    let set = world.memory.user_name.clone();
    Ok(set.or_else(|| world.fixtures.user_name.clone()).into())
}

fn set_user_name(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let name = arguments.text(0);
    world.memory.user_name = Some(name.clone());
    world.effect(Effect::UserName(name));
    Ok(Returned::NOTHING)
}

fn get_email(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getEmail");
    let set = world.memory.email.clone();
    Ok(set.or_else(|| world.fixtures.email.clone()).into())
}

fn set_email(world: &mut World, arguments: &Arguments<'_>) -> Result<Returned, Thrown> {
    let address = arguments.text(0);
    world.memory.email = Some(address.clone());
    world.effect(Effect::Email(address));
    Ok(Returned::NOTHING)
}

fn get_user_platform_type(world: &mut World, _: &Arguments<'_>) -> Result<Returned, Thrown> {
    world.answers_from_fixtures("getUserPlatformType");
    Ok(world.fixtures.user_platform_type.clone().into())
}
