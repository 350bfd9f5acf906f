//! What a browser loads besides pages: one style sheet, the script modules, the font, the icons. Named by content,
//! so that they may be kept for ever. Pages and uploaded files are elsewhere.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// Our own style sheets, modules and icons.
#[derive(RustEmbed)]
#[folder = "assets/"]
struct Own;

#[derive(RustEmbed)]
#[folder = "../../node_modules/@hotwired/turbo/dist/"]
#[include = "turbo.es2017-esm.js"]
struct Turbo;

#[derive(RustEmbed)]
#[folder = "../../node_modules/@hotwired/stimulus/dist/"]
#[include = "stimulus.js"]
struct Stimulus;

#[derive(RustEmbed)]
#[folder = "../../node_modules/squire-rte/dist/"]
#[include = "squire.mjs"]
struct Squire;

#[derive(RustEmbed)]
#[folder = "../../node_modules/@fontsource-variable/golos-text/files/"]
#[include = "*-wght-normal.woff2"]
struct Font;

/// One thing to load, ready to be sent.
struct Asset {
    media_type: &'static str,
    bytes: Vec<u8>,
    gzip: Option<Vec<u8>>,
}

/// Everything a page may load, by its address, and the two hashes its security policy needs.
pub(crate) struct Catalogue {
    by_address: BTreeMap<String, Asset>,
    address_of: BTreeMap<String, String>,
    /// The import map, as it stands in each page.
    pub(crate) import_map: String,
    /// `'sha256-…'` of the import map.
    pub(crate) import_map_hash: String,
    /// `'sha256-…'` of the one style element that Turbo adds (its progress bar).
    pub(crate) progress_bar_hash: String,
}

/// The catalogue, built once at the first request.
pub(crate) static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::build);

/// The address of an asset by its plain name, such as `desk.css` or `js/app.js`.
pub(crate) fn address(name: &str) -> &'static str {
    CATALOGUE.address_of.get(name).map_or("", String::as_str)
}

impl Catalogue {
    fn build() -> Self {
        let mut catalogue = Self {
            by_address: BTreeMap::new(),
            address_of: BTreeMap::new(),
            import_map: String::new(),
            import_map_hash: String::new(),
            progress_bar_hash: String::new(),
        };
        for name in Font::iter() {
            if let Some(file) = Font::get(&name) {
                catalogue.add(&format!("fonts/{name}"), "font/woff2", file.data.into_owned());
            }
        }
        if let Some(file) = Own::get("icons/icons.svg") {
            catalogue.add("icons.svg", "image/svg+xml", file.data.into_owned());
        }
        if let Some(file) = Own::get("icons/tact.svg") {
            catalogue.add("tact.svg", "image/svg+xml", file.data.into_owned());
        }
        let style = catalogue.style_sheet();
        catalogue.add("desk.css", "text/css; charset=utf-8", style.into_bytes());
        catalogue.add_modules();
        catalogue
    }

    fn add(&mut self, name: &str, media_type: &'static str, bytes: Vec<u8>) {
        let hash: String = hex::encode(Sha256::digest(&bytes)).chars().take(12).collect();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let address = format!("/assets/{stem}-{hash}.{ending}");
        let gzip = (!media_type.starts_with("font/")).then(|| gzip(&bytes)).flatten();
        self.address_of.insert(name.to_owned(), address.clone());
        self.by_address.insert(address, Asset { media_type, bytes, gzip });
    }

    /// All component sheets as one, the layers' order first; `url("@name")` becomes the address of that asset.
    fn style_sheet(&self) -> String {
        let mut names: Vec<_> = Own::iter().filter(|name| name.starts_with("css/")).collect();
        // `layers.css` declares the order of the layers, so it goes first; after it order does not matter.
        names.sort_by_key(|name| (name != "css/layers.css", name.to_string()));
        let mut sheet = String::new();
        for name in names {
            if let Some(file) = Own::get(&name) {
                sheet.push_str(&String::from_utf8_lossy(&file.data));
            }
        }
        for (name, address) in &self.address_of {
            sheet = sheet.replace(&format!("url(\"@{name}\")"), &format!("url(\"{address}\")"));
        }
        sheet
    }

    fn add_modules(&mut self) {
        const SCRIPT: &str = "text/javascript; charset=utf-8";
        let mut imports = serde_json::Map::new();
        if let Some(file) = Turbo::get("turbo.es2017-esm.js") {
            let source = String::from_utf8_lossy(&file.data).into_owned();
            self.progress_bar_hash = progress_bar_style(&source).map_or_else(String::new, |style| csp_hash(&style));
            self.add("js/turbo.js", SCRIPT, source.into_bytes());
            imports.insert("@hotwired/turbo".to_owned(), address_value(&self.address_of, "js/turbo.js"));
        }
        if let Some(file) = Stimulus::get("stimulus.js") {
            self.add("js/stimulus.js", SCRIPT, file.data.into_owned());
            imports.insert("@hotwired/stimulus".to_owned(), address_value(&self.address_of, "js/stimulus.js"));
        }
        if let Some(file) = Squire::get("squire.mjs") {
            self.add("js/squire.js", SCRIPT, file.data.into_owned());
            imports.insert("squire-rte".to_owned(), address_value(&self.address_of, "js/squire.js"));
        }
        for name in Own::iter().filter(|name| name.starts_with("js/")) {
            if let Some(file) = Own::get(&name) {
                self.add(&name, SCRIPT, file.data.into_owned());
                let bare = name.trim_start_matches("js/").trim_end_matches(".js");
                imports.insert(format!("tact/{bare}"), address_value(&self.address_of, &name));
            }
        }
        self.import_map = serde_json::json!({ "imports": imports }).to_string();
        self.import_map_hash = csp_hash(&self.import_map);
    }
}

fn address_value(addresses: &BTreeMap<String, String>, name: &str) -> serde_json::Value {
    addresses.get(name).cloned().unwrap_or_default().into()
}

fn csp_hash(text: &str) -> String {
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The text of the style element that Turbo makes for its progress bar, as its own `unindent` leaves it.
fn progress_bar_style(turbo: &str) -> Option<String> {
    let start = turbo.find("static get defaultCSS()")?;
    let (_, rest) = turbo.get(start..)?.split_once('`')?;
    let (text, _) = rest.split_once("`\n")?;
    let text =
        text.replace("${ProgressBar.animationDuration}", "300").replace("${ProgressBar.animationDuration / 2}", "150");
    let text = text.strip_prefix('\n').unwrap_or(&text);
    let indent = text.len() - text.trim_start_matches(' ').len();
    let lines: Vec<_> = text.split('\n').map(|line| line.get(indent.min(line.len())..).unwrap_or("")).collect();
    Some(lines.join("\n"))
}

fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// `GET /assets/{*name}`
pub(crate) async fn show(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = CATALOGUE.by_address.get(&format!("/assets/{name}")) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut answer = HeaderMap::new();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    let accepts_gzip = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    match &asset.gzip {
        Some(gzip) if accepts_gzip => {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            (answer, gzip.as_slice()).into_response()
        }
        _ => (answer, asset.bytes.as_slice()).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_and_the_font_are_there() {
        for name in ["desk.css", "js/turbo.js", "js/stimulus.js", "js/squire.js", "js/app.js", "icons.svg"] {
            assert!(address(name).starts_with("/assets/"), "{name}");
        }
        assert!(!CATALOGUE.style_sheet().contains("url(\"@"), "an asset named in the style sheet is missing");
    }

    #[test]
    fn the_progress_bar_style_is_read_as_turbo_makes_it() {
        let turbo = "x\nstatic get defaultCSS() {\n    return unindent`\n      .bar {\n        top: 0;\n        width ${ProgressBar.animationDuration}ms,\n      }\n    `\n  }";
        assert_eq!(progress_bar_style(turbo).unwrap(), ".bar {\n  top: 0;\n  width 300ms,\n}\n");
    }
}
