#!/usr/bin/env bash
# Fetches llama.cpp (llama-server, llama-bench) without a compiler, without root, without touching the system.
#
# Debian 12 has no llama.cpp; Debian's suite "forky" has one that needs a newer C library. Both are unpacked into a private folder and started
# through that library's own loader. Nothing is installed and the system's package state is only read.
#
#   KIREISE_ENGINE_DIR   where it goes (default: ${XDG_CACHE_HOME:-$HOME/.cache}/kireise/engine)
#   KIREISE_ENGINE_SUITE Debian suite to take it from (default: forky)
#
# Does nothing, quickly, when llama-server and llama-bench are on PATH or there already. Exit code 7: not available, the last line says why.
set -euo pipefail

dir=${KIREISE_ENGINE_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/kireise/engine}
suite=${KIREISE_ENGINE_SUITE:-forky}
marker=.kireise-engine
work=

say() { printf 'engine: %s\n' "$*" >&2; }

give_up() {
  say "$*"
  say "The engine is missing. Either put llama-server and llama-bench on PATH (a llama.cpp package or a vendor build), or set" \
      "KIREISE_ENGINE_DIR to the folder that holds them, or run 'make engine' again where a Debian mirror with the suite '$suite' answers."
  exit 7
}

clean_up() { if [ -n "$work" ]; then rm -rf -- "$work"; fi; }

need() { command -v "$1" >/dev/null 2>&1 || give_up "the program '$1' (Debian package $2) is missing."; }

starts() { "$1/bin/llama-server" --version >/dev/null 2>&1 && "$1/bin/llama-bench" --version >/dev/null 2>&1; }

version_of() { "$1" --version 2>&1 | sed -n 's/^version: *//p' | head -n 1; }

# Package repositories of this machine as apt itself reads them (*.sources and *.list), those of this release first, security last.
repositories() {
  # shellcheck disable=SC1091,SC2016  # os-release is the system's; the place-holders are apt's
  apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
    awk -v here="$(. /etc/os-release 2>/dev/null && printf '%s' "${VERSION_CODENAME:-}")" '
      { rank = ($2 == here) ? 1 : 2; if ($1 ~ /security/) rank = 9; print rank, $1 }' | sort -s -k1,1n | awk '!seen[$2]++ { print $2 }'
}

keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp; do
    if [ -r "$file" ]; then printf 'Signed-By: %s\n' "$file"; return; fi
  done
}

# An apt of its own: own sources, own lists, own cache, own (almost empty) package state, no hooks, no preferences.
write_apt_config() {
  mkdir -p "$work/apt/sources" "$work/apt/state/lists/partial" "$work/apt/dpkg" "$work/apt/cache/archives/partial"
  cat >"$work/apt/apt.conf" <<CONF
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Post-Invoke;
#clear APT::Default-Release;
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$work/apt/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$work/apt/state";
Dir::State::lists "$work/apt/state/lists";
Dir::State::status "$work/apt/dpkg/status";
Dir::Cache "$work/apt/cache";
APT::Sandbox::User "";
APT::Install-Recommends "false";
APT::Get::List-Cleanup "false";
Debug::NoLocking "true";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
CONF
  # Two dependencies of the packages' installation scripts, of no use to the programs, count as installed; so their own trees stay away.
  local package
  for package in debconf wget; do
    printf 'Package: %s\nStatus: install ok installed\nVersion: 999\nArchitecture: %s\nMaintainer: nobody\nDescription: assumed\n\n' \
      "$package" "$(dpkg --print-architecture)"
  done >"$work/apt/dpkg/status"
}

apt_private() { apt-get -c "$work/apt/apt.conf" -qq "$@" </dev/null 2>>"$work/log"; }

update_from() {
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n%s\n' "$1" "$suite" "$(keyring)" >"$work/apt/sources/engine.sources"
  rm -f "$work"/apt/state/lists/*_*
  apt_private update >/dev/null && apt-cache -c "$work/apt/apt.conf" show llama.cpp-tools >/dev/null 2>>"$work/log"
}

download() {
  if apt_private install --yes --download-only llama.cpp-tools >/dev/null; then return; fi
  # The suite is in the middle of a transition: take every library that the tools depend on, directly or not, as far as each can be had.
  say "apt finds no consistent set of packages in '$suite'; taking the libraries one by one"
  local package
  for package in $(apt-cache -c "$work/apt/apt.conf" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces \
      --no-enhances llama.cpp-tools 2>>"$work/log" | grep -E '^(lib|zlib|llama)[a-z0-9.+-]*$' | sort -u); do
    (cd "$work/apt/cache/archives" && apt_private download "$package") || true
  done
}

# The folder of the C library's loader: the libraries of this architecture lie there.
loader_in() {
  find "$1/usr/lib" -maxdepth 2 \( -name 'ld-linux*.so.*' -o -name 'ld64.so.*' \) | sort | head -n 1
}

write_wrapper() {  # NAME LOADER (relative to the folder)
  local libraries=${2%/*}
  cat >"$work/new/bin/$1" <<WRAPPER
#!/bin/sh
# Starts $1 with the C library that it was built for.
here=\$(dirname "\$(dirname "\$(readlink -f "\$0")")")
exec "\$here/$2" --library-path "\$here/$libraries:\$here/$libraries/llama" "\$here/usr/bin/$1" "\$@"
WRAPPER
  chmod 755 "$work/new/bin/$1"
}

unpack() {
  local package loader backend name
  mkdir -p "$work/new/bin"
  for package in "$work"/apt/cache/archives/*.deb; do
    [ -e "$package" ] || give_up "no package could be downloaded: $(tail -n 1 "$work/log")"
    dpkg-deb -x "$package" "$work/new"
  done
  rm -rf "$work"/new/usr/lib/*/gconv "$work"/new/usr/share/gdb "$work"/new/usr/share/man "$work"/new/usr/share/lintian
  loader=$(loader_in "$work/new")
  [ -n "$loader" ] || give_up "the packages of '$suite' hold no program loader (ld-linux*.so.*)."
  # The CPU variants are looked for beside the running program, which is the loader.
  for backend in "${loader%/*}"/ggml/*/*.so; do
    if [ -e "$backend" ]; then ln -s "${backend#"${loader%/*}"/}" "${loader%/*}/"; fi
  done
  for name in llama-server llama-bench; do
    [ -x "$work/new/usr/bin/$name" ] || give_up "the package llama.cpp-tools of '$suite' holds no $name."
    write_wrapper "$name" "${loader#"$work/new/"}"
  done
  date -u +%Y-%m-%d >"$work/new/$marker"
}

# A folder that is not ours and not empty is left alone.
check_folder() {
  if [ -e "$dir" ] && [ ! -e "$dir/$marker" ] && [ -n "$(ls -A "$dir")" ]; then
    give_up "the folder $dir holds something else and was left as it is; empty it or choose another with KIREISE_ENGINE_DIR."
  fi
}

if [ -z "${KIREISE_ENGINE_DIR:-}" ] && command -v llama-server >/dev/null 2>&1 && command -v llama-bench >/dev/null 2>&1; then
  say "llama.cpp $(version_of llama-server) is on PATH"
  exit 0
fi
for place in "$dir/bin" "$dir"; do
  if [ -x "$place/llama-server" ] && [ -x "$place/llama-bench" ] && "$place/llama-server" --version >/dev/null 2>&1; then
    say "llama.cpp $(version_of "$place/llama-server") is in $dir"
    exit 0
  fi
done

need apt-get apt; need apt-cache apt; need dpkg-deb dpkg; need dpkg dpkg; need flock util-linux
check_folder
mkdir -p "$(dirname "$dir")" 2>/dev/null || give_up "the folder $(dirname "$dir") cannot be made."
exec 9>"$dir.lock" || give_up "the file $dir.lock cannot be written."
flock -w 600 9 || give_up "another run has been fetching the engine for ten minutes ($dir.lock)."
if starts "$dir"; then exit 0; fi

started=$(date +%s)
work=$(mktemp -d "$dir.new.XXXXXX")
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
write_apt_config
found=
for repository in $(repositories); do
  say "looking for llama.cpp in Debian '$suite'"
  if update_from "$repository"; then found=$repository; break; fi
done
[ -n "$found" ] || give_up "no package source of this machine offers llama.cpp-tools in '$suite': $(grep -E '^(E|W):' "$work/log" | head -n 1)"
say "fetching it (about 15 MB)"
download
unpack
starts "$work/new" || give_up "the fetched llama-server does not start: $("$work/new/bin/llama-server" --version 2>&1 | tail -n 1)"
check_folder
rm -rf -- "$dir"
mv -T -- "$work/new" "$dir"
say "llama.cpp $(version_of "$dir/bin/llama-server") is in $dir ($(du -sm "$dir" | cut -f1) MB, $(($(date +%s) - started)) s)"
