//! The `dialogsim` program.

fn main() {}
