# A private PostgreSQL for the tests: in a temporary folder, on a free port, gone at the end. Needs need.sh.

postgres_tools() {
    newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n1)
    if [ -z "$newest" ] && command -v initdb >/dev/null 2>&1; then
        newest=$(dirname "$(command -v initdb)")
    fi
    printf '%s' "$newest"
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        su postgres -s /bin/sh -c "cd / && $*"
    else
        sh -c "$*"
    fi
}

start_postgres() {
    if [ -n "${TACT_TEST_POSTGRES:-}" ]; then
        say "Using the PostgreSQL that TACT_TEST_POSTGRES names."
        return
    fi
    [ -n "$(postgres_tools)" ] || need_packages "the tests on PostgreSQL" postgresql
    postgres_bin=$(postgres_tools)
    postgres_folder=$(mktemp -d "${TMPDIR:-/tmp}/tact-postgres.XXXXXX")
    [ "$(id -u)" != 0 ] || chown postgres "$postgres_folder"
    trap stop_postgres EXIT
    trap 'exit 130' INT TERM
    port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
    as_postgres "'$postgres_bin/initdb' -D '$postgres_folder/data' -U tact -A trust -E UTF8 --locale=C.UTF-8 --no-sync >'$postgres_folder/log' 2>&1" &&
        as_postgres "'$postgres_bin/pg_ctl' -D '$postgres_folder/data' -w -s -l '$postgres_folder/log' \
            -o '-p $port -k $postgres_folder -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200' start" || {
        cat "$postgres_folder/log" >&2
        give_up "a PostgreSQL that starts (its log stands above)" "apt-get install --reinstall postgresql"
    }
    TACT_TEST_POSTGRES="postgres://tact@127.0.0.1:$port/postgres"
    export TACT_TEST_POSTGRES
    say "PostgreSQL for the tests: $TACT_TEST_POSTGRES"
}

stop_postgres() {
    as_postgres "'$postgres_bin/pg_ctl' -D '$postgres_folder/data' -m immediate -s stop" || true
    rm -rf "$postgres_folder"
}
