//! The only room with SQL: rows, blobs, search.
