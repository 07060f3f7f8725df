#!/usr/bin/env bash
# lint.sh BUILD: clang-tidy over the files that changed since the last clean run (by content), include order, formatting.
set -euo pipefail
build=$1
cd "$(dirname "$0")/.."
tools/check_includes.sh
node=$(echo node_modules/node-linux-*/bin/node)
"$node" tools/check_errors.mjs
"$node" tools/check_try.mjs
git ls-files 'src/*.cc' 'src/*.h' | xargs clang-format-19 --dry-run --Werror
clean=$build/lint-clean batches=$build/lint
mkdir -p "$clean" "$batches"
# A file is linted again when it, a header or the rules changed.
common=$(cat .clang-tidy $(git ls-files 'src/*.h') | sha256sum | cut -c1-16)
todo=()
# Not what only mingw-w64 compiles: clang-tidy knows no Windows here. Its g++ warns with the same options.
for file in $(git ls-files 'src/*.cc' | grep -vE '_test.cc$|_windows.cc$|^src/windows/'); do
  key=$(sha256sum "$file" | cut -c1-16)
  [ -e "$clean/$common-$key" ] || todo+=("$file")
done
# The compiler that builds judges its own warnings; clang's are not asked for.
tidy() { clang-tidy-19 -p "$1" --config-file=.clang-tidy --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-error "$2" 2>&1 || true; }
# lint_batch BUILD CLEAN N.cc FILE...: sources that do not compile together are looked at one by one.
lint_batch() {
  local build=$1 clean=$2 batch=$3 found; shift 3
  found=$(tidy "$build/lint" "$build/lint/$batch")
  if grep -q 'clang-diagnostic-error' <<<"$found"; then
    found=""
    for file in "$@"; do found+=$(tidy "$build" "$file"); done
  fi
  if grep -E '(warning|error):' <<<"$found" >/dev/null; then echo "$found"; return 1; fi
  for file in "$@"; do touch "$clean-$(sha256sum "$file" | cut -c1-16)"; done
}
export -f tidy lint_batch
echo "lint: ${#todo[@]} files"
[ ${#todo[@]} -gt 0 ] || exit 0
"$node" tools/lint_batches.mjs "$build" "$batches" "${todo[@]}" >"$batches/list"
xargs -r -P "$(nproc)" -I{} bash -c "lint_batch '$build' '$clean/$common' {}" <"$batches/list"
