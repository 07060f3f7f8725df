#!/usr/bin/env bash
# lint.sh BUILD: clang-tidy over the files that changed since the last clean run (by content), include order, formatting.
set -euo pipefail
build=$1
cd "$(dirname "$0")/.."
tools/check_includes.sh
"$(echo node_modules/node-linux-*/bin/node)" tools/check_errors.mjs
git ls-files 'src/*.cc' 'src/*.h' | xargs clang-format-19 --dry-run --Werror
clean=$build/lint-clean
mkdir -p "$clean"
# A file is linted again when it, a header or the rules changed.
common=$(cat .clang-tidy $(git ls-files 'src/*.h') | sha256sum | cut -c1-16)
todo=()
for file in $(git ls-files 'src/*.cc' | grep -v '_test.cc$'); do
  key=$(sha256sum "$file" | cut -c1-16)
  [ -e "$clean/$common-$key" ] || todo+=("$file")
done
# The compiler that builds judges its own warnings; clang's are not asked for.
lint_one() {
  clang-tidy-19 -p "$2" --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-error "$1" 2>&1 | grep -vE '^[0-9]+ warnings? (generated|treated)' >"$2/lint-$$.txt" || true
  if grep -qE '(warning|error):' "$2/lint-$$.txt"; then cat "$2/lint-$$.txt"; return 1; fi
  touch "$2/lint-clean/$3-$(sha256sum "$1" | cut -c1-16)"
}
export -f lint_one
echo "lint: ${#todo[@]} files"
printf '%s\0' "${todo[@]}" | xargs -0 -r -P "$(nproc)" -I{} bash -c "lint_one '{}' '$build' '$common'"
