#!/usr/bin/env bash
# server_tests.sh BUILD [FILE...]: black-box tests of the served program over SQLite and PostgreSQL. Needs a PostgreSQL server in the
# environment (PGHOST ...): pg_virtualenv starts one. The demonstration is walked once over each database; tests work on copies.
set -euo pipefail
cd "$(dirname "$0")/.."
KIREISE=$(realpath "${KIREISE:-$1/kireise}"); export KIREISE; shift
if [ -z "${PGHOST:-}" ]; then echo "No PostgreSQL server: run 'pg_virtualenv tools/server_tests.sh BUILD'." >&2; exit 1; fi
for needed in nginx envsubst openssl; do
  if ! PATH=$PATH:/usr/sbin command -v "$needed" >/dev/null; then echo "$needed is missing. Run tools/setup.sh tests." >&2; exit 1; fi
done
node=$(echo node_modules/node-linux-*/bin/node)
files=("$@"); [ ${#files[@]} -gt 0 ] || files=(tests/server/*.test.mjs)
KIREISE_SERVER_DATA=$(mktemp -d); export KIREISE_SERVER_DATA
trap 'rm -rf "$KIREISE_SERVER_DATA"' EXIT
# No engine here: what the assistant answers comes from the tests.
export KIREISE_ENGINE_DIR="" PATH=/usr/sbin:/usr/bin:/sbin:/bin XDG_CACHE_HOME="$KIREISE_SERVER_DATA/cache"
createdb kireise_walked
HOME=$KIREISE_SERVER_DATA "$KIREISE" demo --data "$KIREISE_SERVER_DATA/sqlite" --no-serve --json >"$KIREISE_SERVER_DATA/walked.json" 2>/dev/null
HOME=$KIREISE_SERVER_DATA "$KIREISE" demo --data "$KIREISE_SERVER_DATA/postgresql" --database postgresql:///kireise_walked --no-serve --json >/dev/null 2>&1
"$node" --test --test-concurrency=1 --test-timeout=900000 "${files[@]}"
