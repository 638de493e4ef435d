//! A hash that is written into files.

/// The 64-bit FNV-1a hash, which is defined for good: a hash of the standard library may change with it, and
/// would make what was written yesterday unreadable. It guards against mistakes, not against forgery.
pub fn stable_hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    bytes.into_iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}
