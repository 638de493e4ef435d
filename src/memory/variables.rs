//! Variables by scope (spec 10; scripting spec 3).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{ContextService, LastingVariables, Results, Value};

/// Variables of one scope by name; slots are named `slot.NAME`.
pub type Variables = BTreeMap<Arc<str>, Value>;

/// What one bot remembers of a conversation, but for the variables of its dialogs.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Variables that live while one message is worked off.
    pub request: Variables,
    /// Variables that live as long as the session.
    pub session: Variables,
    /// Variables that outlive it.
    pub lasting: LastingVariables,
    /// The stored answers of integrations.
    pub results: Results,
    /// The context service.
    pub context: ContextService,
    /// The consumer's name, once bot code has set it. It outlives the session.
    pub user_name: Option<Arc<str>>,
    /// Their address, the same way.
    pub email: Option<Arc<str>>,
    /// Whether some value may still have another type than text.
    pub typed: bool,
}

impl Memory {
    /// What is left of it for the consumer's next session. The context of a conversation stays where the
    /// conversation goes on.
    #[must_use]
    pub fn for_next_session(self, same_conversation: bool) -> Self {
        let context = if same_conversation { self.context } else { self.context.for_next_conversation() };
        Self {
            lasting: self.lasting,
            typed: self.typed,
            context,
            user_name: self.user_name,
            email: self.email,
            ..Self::default()
        }
    }

    /// The consumer says something new: variables of the request are gone, what else has a type becomes its
    /// text (scripting spec 3.3). `dialogs` are the variables of the dialogs under way.
    pub fn open_message<'v>(&mut self, dialogs: impl Iterator<Item = &'v mut Variables>) {
        self.request.clear();
        if !std::mem::take(&mut self.typed) {
            return;
        }
        dialogs.flat_map(|variables| variables.values_mut()).for_each(become_text);
        self.session.values_mut().for_each(become_text);
        self.lasting.iter_mut().for_each(|(_, value)| become_text(value));
    }
}

fn become_text(value: &mut Value) {
    if !matches!(value, Value::Text(_)) {
        *value = Value::Text(value.to_text());
    }
}
