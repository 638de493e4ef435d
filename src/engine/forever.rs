//! Variables that outlive the session (spec 10.2.1).

use std::sync::Arc;
use std::time::Duration;

use super::Session;
use crate::memory::Value;

impl Session {
    /// Sets a variable that survives this session and the consumer's next ones, for 180 days of the
    /// conversation's clock. Only bot code can do so (`persistForever` of `setBotVariable`); a variable of
    /// the same name in a nearer scope hides it.
    pub fn set_lasting_variable(&mut self, name: Arc<str>, value: Arc<str>) {
        self.memory.lasting.set(name, Value::Text(value), self.now);
    }

    /// The variables that outlive the session, with the time that is left to each.
    pub fn lasting_variables(&self) -> Vec<(Arc<str>, Arc<str>, Duration)> {
        let alive = self.memory.lasting.alive(self.now);
        alive.map(|(name, value, left)| (name.clone(), value.to_text(), left)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::Scope;
    use crate::engine::Identity;

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    #[test]
    fn it_survives_a_fresh_session_and_ends_after_180_days() {
        let mut session = Session::new(Identity::default());
        session.set_lasting_variable(Arc::from("tier"), Arc::from("gold"));
        session.set_variable(Arc::from("name"), Arc::from("Ada"), Scope::Session);
        session.start_afresh();
        assert_eq!(session.variable("tier").as_deref(), Some("gold"));
        assert_eq!(session.variable("name"), None);
        session.now = 180 * DAY - Duration::from_millis(1);
        assert_eq!(session.variable("tier").as_deref(), Some("gold"));
        session.now = 180 * DAY;
        assert_eq!(session.variable("tier"), None);
        assert_eq!(session.lasting_variables(), Vec::new());
    }

    #[test]
    fn setting_it_again_starts_its_time_anew_and_nearer_scopes_hide_it() {
        let mut session = Session::new(Identity::default());
        session.set_lasting_variable(Arc::from("tier"), Arc::from("gold"));
        session.now = 100 * DAY;
        session.set_lasting_variable(Arc::from("tier"), Arc::from("silver"));
        session.now = 200 * DAY;
        assert_eq!(session.lasting_variables(), [(Arc::from("tier"), Arc::from("silver"), 80 * DAY)]);
        session.set_variable(Arc::from("tier"), Arc::from("now"), Scope::Session);
        assert_eq!(session.variable("tier").as_deref(), Some("now"));
    }
}
