#!/usr/bin/env bash
# windows_tests.sh BUILD JOBS: builds the probe for Windows and runs it under Wine, in a Windows of its own that is removed afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/probe_windows.sh "$1" "$2"
# Debian's package "wine64" comes without a launcher on PATH; that one is in "wine", which is not needed.
WINE=$(PATH=$PATH:/usr/lib/wine command -v wine64 || true)
if [ -z "$WINE" ]; then echo "wine64 is missing. Run tools/setup.sh tests." >&2; exit 1; fi
export WINE WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" LC_ALL=C.UTF-8
unset DISPLAY WAYLAND_DISPLAY
KIREISE=$(realpath "$1/kireise"); KIREISE_WINDOWS=$(realpath "$1-windows"); export KIREISE KIREISE_WINDOWS
WINEPREFIX=$(mktemp -d); export WINEPREFIX
end() { WINEPREFIX="$WINEPREFIX" "${WINE%/*}/wineserver" -k 2>/dev/null || true; rm -rf "$WINEPREFIX"; }
trap end EXIT
"$WINE" wineboot --init >/dev/null 2>&1
"$(echo node_modules/node-linux-*/bin/node)" --test --test-timeout=120000 tests/windows/*.test.mjs
