//! How much of a mail is read: the bounds that keep any bytes within linear time and memory.
//! What lies beyond a bound is cut from the letter, never from the raw mail.

/// Bytes of a mail; a larger one is held and only its head is read.
pub(crate) const MAIL: usize = 50 << 20;
/// Bytes of a mail over [`MAIL`] that are read all the same, so that a person can see what it is.
pub(crate) const HEAD_OF_LARGE: usize = 256 << 10;
/// Bytes that are still read where the structure is too much.
pub(crate) const REST: usize = 64 << 10;
/// Parts inside parts.
pub(crate) const NESTING: usize = 100;
/// Parts in all.
pub(crate) const PARTS: usize = 1_000;
/// Header fields of one block.
pub(crate) const FIELDS: usize = 2_000;
/// Bytes of one header block.
pub(crate) const HEADER_BLOCK: usize = 4 << 20;
/// Bytes of one header field that are looked at.
pub(crate) const FIELD: usize = 128 << 10;
/// Addresses kept of one field.
pub(crate) const ADDRESSES: usize = 1_000;
/// Parameters of one Content-Type or Content-Disposition.
pub(crate) const PARAMETERS: usize = 256;
/// Ids kept of References.
pub(crate) const REFERENCES: usize = 200;
/// Bytes of a Message-ID; a longer one is replaced by its hash.
pub(crate) const MESSAGE_ID: usize = 500;
/// Characters of a subject or a name.
pub(crate) const LINE: usize = 1_000;
/// Attachments that are taken out of uuencoded text or a winmail.dat.
pub(crate) const UNPACKED: usize = 200;
