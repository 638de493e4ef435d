//! Indices into a linked bot.

macro_rules! id {
    ($($(#[doc = $doc:literal])+ $name:ident)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the item at `index`; the loader's limits keep it far below 32 bits.
            pub fn new(index: usize) -> Self {
                Self(index as u32)
            }

            /// The index behind it.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

id! {
    /// An interaction of a linked bot.
    InteractionId
    /// A dialog of a linked bot.
    DialogId
    /// An integration of a linked bot.
    IntegrationId
}
