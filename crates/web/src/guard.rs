//! What stands between a request and a page: who may ask at all, what a browser may do with the answer.
//! Who may see which object is the desk's business.

pub(crate) mod headers;
pub(crate) mod host;
pub(crate) mod next;
pub(crate) mod visitor;
