//! What a conversation remembers: variables by scope, the stored answers of integrations, the context
//! service, who talks. Plain values, which the engine and bot code share; no behaviour of the dialog.

mod context;
mod identity;
mod lasting;
mod results;
mod value;
mod variables;

pub use context::{BadNamespace, ContextScope, ContextService, RESERVED_NAMESPACES, check_namespace};
pub use identity::Identity;
pub use lasting::{FOREVER, LastingVariables};
pub use results::{Elements, Results, StoredResponse};
pub use value::{Fields, Value, number_text};
pub use variables::{Memory, Variables};
