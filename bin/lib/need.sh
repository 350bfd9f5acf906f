# What the scripts in bin/ need from the machine: looked for, installed where that is safe, else named with the command to run.
# Sourced from the project's root; not a script of its own.

say() { printf '%s\n' "$*" >&2; }

# give_up WHAT COMMAND: this is missing, and that is how to get it.
give_up() {
    say "Missing: $1"
    say "Install it with:  $2"
    say "and run this again."
    exit 3
}

# as_root COMMAND…: runs it as root, or says that it cannot.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        return 127
    fi
}

# need_packages WHAT PACKAGE…: installs Debian packages.
need_packages() {
    what=$1
    shift
    command -v apt-get >/dev/null 2>&1 || give_up "$what" "your system's package manager (on Debian: $*)"
    say "Installing $* for $what …"
    if [ -z "${packages_updated:-}" ]; then
        as_root apt-get update -qq >&2 || give_up "$what" "apt-get update && apt-get install $*   (as root)"
        packages_updated=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 ||
        give_up "$what" "apt-get install $*   (as root)"
}

# need_command COMMAND WHAT PACKAGE…
need_command() {
    wanted=$1
    shift
    command -v "$wanted" >/dev/null 2>&1 || need_packages "$@"
}

need_rust() {
    if ! command -v cargo >/dev/null 2>&1 && [ -x "$HOME/.cargo/bin/cargo" ]; then
        PATH="$HOME/.cargo/bin:$PATH"
        export PATH
    fi
    command -v cargo >/dev/null 2>&1 ||
        give_up "Rust (cargo)" "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
    wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
    have=$(rustc --version | cut -d' ' -f2)
    oldest=$(printf '%s\n%s\n' "$wanted" "$have" | sort -V | head -n1)
    [ "$oldest" = "$wanted" ] || give_up "Rust $wanted or newer (here is $have)" "rustup update stable"
    need_command cc "a C compiler" build-essential
}

# The scripts, styles and fonts that the program carries.
need_front_end() {
    need_command node "Node.js" nodejs npm
    need_command npm "npm" npm
    if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
        say "Fetching the front end's packages …"
        npm ci --no-audit --no-fund --loglevel=error >&2 || give_up "the front end's packages" "npm ci   (in $(pwd))"
    fi
}

# The browser journeys are written for a Node.js that Debian 12 does not have.
need_new_node() {
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 11) ? 0 : 1)' ||
        give_up "Node.js 20.11 or newer for the browser journeys (here is $(node --version))" "see https://nodejs.org/en/download"
}

target_folder() { printf '%s' "${CARGO_TARGET_DIR:-target}"; }

build_release() {
    program=$(target_folder)/release/tact
    [ -x "$program" ] || say "Building Tact. The first time takes a good while (20 minutes on two cores); later starts take a second."
    cargo build --release --locked --quiet -p tact >&2
}
