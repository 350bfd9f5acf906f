//! Says plainly what is missing when the front-end packages were not fetched.

use std::path::Path;

const PACKAGES: [&str; 4] = [
    "@hotwired/turbo/dist/turbo.es2017-esm.js",
    "@hotwired/stimulus/dist/stimulus.js",
    "squire-rte/dist/squire.mjs",
    "@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2",
];

fn main() {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules");
    for package in PACKAGES {
        let file = modules.join(package);
        println!("cargo:rerun-if-changed={}", file.display());
        if !file.exists() {
            println!(
                "cargo:error=The pages need the package file {package}, which is not there. Run `bin/desk`, or `npm ci` in the top folder, and build again."
            );
        }
    }
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=templates");
}
