//! JSON, by which the results of shards are merged. `docs/coverage.md` describes it.

use super::ReportError;
use crate::test_run::coverage::Coverage;

/// The coverage as JSON, which [`Coverage::parse`] reads.
///
/// # Errors
/// A mistake of this program.
pub fn json(coverage: &Coverage) -> Result<String, ReportError> {
    coverage.to_json().map_err(|error| ReportError::new("JSON", &error))
}
