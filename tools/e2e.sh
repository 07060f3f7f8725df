#!/usr/bin/env bash
# e2e.sh [--accessibility] BUILD [FILE...]: browser and command line tests against the real program. The demonstration is walked once; each
# test file works on its own copy of that town. With --accessibility only the walk over all pages, and what it finds becomes the data of the
# accessibility statement (ui/data/accessibility.json), to be built into the next program.
set -euo pipefail
cd "$(dirname "$0")/.."
only=()
if [ "${1:-}" = --accessibility ]; then
  export KIREISE_ACCESSIBILITY=$PWD/ui/data/accessibility.json; only=(tests/e2e/pages.test.mjs); shift
fi
export KIREISE=${KIREISE:-$1/kireise}; shift
node=$(echo node_modules/node-linux-*/bin/node)
if ! command -v chromium >/dev/null 2>&1; then echo "chromium is missing. Run tools/setup.sh tests." >&2; exit 1; fi
files=("$@"); [ ${#only[@]} -eq 0 ] || files=("${only[@]}"); [ ${#files[@]} -gt 0 ] || files=(tests/e2e/*.test.mjs)
KIREISE_E2E_DATA=$(mktemp -d); export KIREISE_E2E_DATA
trap 'rm -rf "$KIREISE_E2E_DATA"' EXIT
"$KIREISE" demo --data "$KIREISE_E2E_DATA/town" --no-serve --json >"$KIREISE_E2E_DATA/walked.json"
"$node" --test --test-concurrency=1 --test-timeout=900000 "${files[@]}"
