//! Keys as they stand in JSON pointers (RFC 6901).

/// A key as a step of a JSON pointer, without the slash before it.
pub fn pointer_step(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The key that a step of a JSON pointer means.
pub fn key_of_step(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::{key_of_step, pointer_step};

    #[test]
    fn a_key_comes_back_from_its_step() {
        for key in ["", "a", "a/b", "~", "~1", "~01/~0"] {
            assert_eq!(key_of_step(&pointer_step(key)), key);
            assert!(!pointer_step(key).contains('/'));
        }
        assert_eq!(pointer_step("a/~"), "a~1~0");
    }
}
