//! `GET /api/v1/openapi.json`: what programs can ask, in the words of OpenAPI. Written by hand, beside what answers; a test holds
//! both together.

use axum::Json;
use serde_json::Value;

/// The document of what programs can ask of this version.
///
/// ```
/// assert!(web::openapi()["paths"]["/api/v1/check"]["post"].is_object());
/// ```
pub fn document() -> Value {
    let mut document: Value = serde_json::from_str(include_str!("openapi.json")).unwrap_or_default();
    if let Some(version) = document.pointer_mut("/info/version") {
        *version = Value::from(env!("CARGO_PKG_VERSION"));
    }
    document
}

/// For anybody: it says nothing of what a desk holds.
pub(crate) async fn show() -> Json<Value> {
    Json(document())
}
