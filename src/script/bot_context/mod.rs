//! The functions of `botContext`, one file a family (scripting spec 5).

mod consumer;
mod context;
mod conversation;
mod events;
mod hours;
mod integrations;
mod message;
mod options;
mod sending;
mod transfer;
mod understanding;
mod variables;
mod web_view;

use super::Function;

/// All functions, family by family.
pub static FUNCTIONS: &[&[Function]] = &[
    variables::FUNCTIONS,
    options::FUNCTIONS,
    web_view::FUNCTIONS,
    message::FUNCTIONS,
    sending::FUNCTIONS,
    conversation::FUNCTIONS,
    consumer::FUNCTIONS,
    understanding::FUNCTIONS,
    integrations::FUNCTIONS,
    hours::FUNCTIONS,
    transfer::FUNCTIONS,
    events::FUNCTIONS,
    context::FUNCTIONS,
];

#[cfg(test)]
mod tests;
