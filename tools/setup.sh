#!/usr/bin/env bash
# setup.sh [tests]: installs what is missing: Debian packages (tools/packages.txt; those of tests and checks only when asked for) and npm
# packages (package-lock.json).
# Does nothing, quickly, when all is there. Needs root or sudo only when a Debian package is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "setup: $*" >&2; }

what=${1:-build}
missing_packages() {
  local wanted last='$'
  [ "$what" = tests ] || last='/^# -- tests/'
  wanted=$(sed -E "$last q" tools/packages.txt | sed -E '/^#/d; /^$/d; s/ .*//')
  # npm may come from elsewhere (NodeSource, nvm): then Debian's is not wanted.
  if command -v npm >/dev/null 2>&1; then wanted=$(grep -vx npm <<<"$wanted"); fi
  comm -23 <(sort -u <<<"$wanted") <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | sed -n 's/^ii *//p' | sort -u)
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else say "Debian packages are missing and neither root nor sudo is at hand. Install them as root: apt-get install $missing"; exit 1
  fi
}

missing=$(missing_packages | tr '\n' ' ')
if [ -n "${missing// /}" ]; then
  say "installing Debian packages: $missing"
  as_root apt-get update -qq
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

stamp=node_modules/.kireise-setup
if [ ! -e "$stamp" ] || ! cmp -s package-lock.json "$stamp"; then
  say "installing npm packages"
  npm ci --no-audit --no-fund --loglevel=error >&2
  cp package-lock.json "$stamp"
fi
