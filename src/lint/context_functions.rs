//! The functions of `botContext` by name (scripting spec 5).

use crate::script::{FUNCTIONS, Standing};

/// A function of `botContext`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ContextFunction {
    pub(super) name: &'static str,
    /// As the documentation writes them: `name, value[, session[, forever]]`.
    pub(super) parameters: &'static str,
    /// What took its place.
    pub(super) successor: Option<&'static str>,
}

/// Every function.
pub(super) fn all() -> impl Iterator<Item = ContextFunction> {
    FUNCTIONS.iter().flat_map(|family| family.iter()).map(|function| ContextFunction {
        name: function.name,
        parameters: function.parameters,
        successor: match function.standing {
            Standing::Deprecated(successor) => Some(successor),
            Standing::Simulated | Standing::Fixture => None,
        },
    })
}

impl ContextFunction {
    /// How many arguments it takes, at least and at most.
    pub(super) fn arity(self) -> (usize, usize) {
        let (mut least, mut most, mut optional) = (0, 0, 0);
        for parameter in self.parameters.split(',').filter(|parameter| !parameter.trim().is_empty()) {
            // `[, key]`: the bracket stands before the comma.
            let is_optional = optional > 0 || parameter.trim_start().starts_with('[');
            most += 1;
            least += usize::from(!is_optional);
            optional += parameter.matches('[').count();
        }
        (least, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_arguments_is_read_from_the_parameters() {
        let arity = |parameters| ContextFunction { name: "f", parameters, successor: None }.arity();
        assert_eq!(arity(""), (0, 0));
        assert_eq!(arity("name"), (1, 1));
        assert_eq!(arity("message, 'LivePerson'"), (2, 2));
        assert_eq!(arity("name, value[, session[, forever]]"), (2, 4));
        assert_eq!(arity("[conversation, consumer, group]"), (0, 3));
    }
}
