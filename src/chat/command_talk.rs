//! Commands that speak for the consumer or move the conversation.

use std::sync::Arc;

use super::chat::{Chat, Outcome, Then};
use super::names;
use super::words::{first_word, unquoted};
use crate::bot::Scope;
use crate::engine::Input;
use crate::text::parse_duration;

pub(super) fn upload(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        return Err("name the file: /upload PATH [CAPTION]".to_owned());
    }
    // A path with spaces that nobody quoted.
    if let Some(path) = chat.options.folders.file_of_line(arguments) {
        return chat.upload(&path, None).map(|()| Then::GoOn);
    }
    let (path, caption) = first_word(arguments).map_err(|error| error.to_string())?;
    let path = chat.options.folders.resolve(&path);
    let caption = unquoted(caption);
    let caption = (!caption.is_empty()).then_some(caption.as_str());
    chat.upload(&path, caption).map(|()| Then::GoOn)
}

pub(super) fn say(chat: &mut Chat<'_>, text: &str) -> Outcome {
    if text.is_empty() {
        return Err("say what? /say TEXT".to_owned());
    }
    chat.say(text);
    Ok(Then::GoOn)
}

pub(super) fn goto(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if arguments.is_empty() {
        return Err("where to? /goto NAME of an interaction or a dialog".to_owned());
    }
    let id = names::find_place(chat.bot(), arguments)
        .or_else(|reason| names::find_place(chat.bot(), &unquoted(arguments)).map_err(|_| reason))
        .map_err(|reason| {
            chat.run().why_unknown(arguments, reason, |bot| names::find_place(bot, arguments).is_ok())
        })?;
    chat.play(Input::Goto(id));
    Ok(Then::GoOn)
}

pub(super) fn set(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let Some((name, value)) = arguments.split_once('=').filter(|(name, _)| !name.trim().is_empty()) else {
        return Err("set what? /set NAME=VALUE".to_owned());
    };
    let (name, value) = (Arc::from(name.trim()), Arc::from(unquoted(value.trim())));
    chat.conversation.session.set_variable(name, value, Scope::Session);
    Ok(Then::GoOn)
}

pub(super) fn reset(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    chat.remark(match chat.prelude {
        None => "the conversation begins anew",
        Some(_) => "the conversation begins anew with what the transcript presets, without its turns",
    });
    chat.restart();
    Ok(Then::GoOn)
}

pub(super) fn reload(chat: &mut Chat<'_>, _arguments: &str) -> Outcome {
    chat.reload()?;
    let live = chat.is_anything_live();
    chat.remark(match chat.prelude {
        None => "the bot is read again, and the conversation begins anew",
        Some(_) if live => {
            "the bot and the transcript are read again, and the conversation begins anew without the \
             transcript's turns, as these may make live calls again (/live lists what is live)"
        }
        Some(_) => "the bot and the transcript are read again, and the transcript is played anew",
    });
    chat.begin();
    if !live {
        chat.replay();
    }
    Ok(Then::GoOn)
}

pub(super) fn channel(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    if !arguments.is_empty() {
        let channel = names::find_channel(&unquoted(arguments))?;
        chat.go_on_with(channel);
    }
    let channel = chat.conversation.session.channel(chat.bot()).name();
    chat.remark(&format!("the conversation runs on the channel `{channel}`"));
    Ok(Then::GoOn)
}

pub(super) fn clock(chat: &mut Chat<'_>, arguments: &str) -> Outcome {
    let wanted = arguments.strip_prefix('+').unwrap_or(arguments).trim();
    if !wanted.is_empty() {
        let time = parse_duration(wanted).map_err(|problem| match &problem.suggestion {
            Some(meant) => format!("{problem}; write `/clock +{meant}`"),
            None => problem.to_string(),
        })?;
        chat.pass_time(time);
    }
    let now = chat.options.clock.after(chat.conversation.session.now()).date_time();
    chat.remark(&format!("it is {now} in the conversation"));
    Ok(Then::GoOn)
}
