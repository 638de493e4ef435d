//! The functions of `botContext`, one file a family (scripting spec 5).

mod variables;

use super::Function;

/// All functions, family by family.
pub static FUNCTIONS: &[&[Function]] = &[variables::FUNCTIONS];
