#!/usr/bin/env bash
# bundle.sh DIR: app.css, app.js and the fonts into DIR. Called by the build.
set -euo pipefail
out=$1
cd "$(dirname "$0")/.."
esbuild=$(echo node_modules/@esbuild/*/bin/esbuild)
if [ ! -x "$esbuild" ]; then
  echo "The npm packages are missing. Run tools/setup.sh (or 'make setup') first." >&2
  exit 1
fi
mkdir -p "$out"
"$esbuild" ui/css/app.css --bundle --minify --external:*.woff2 --log-level=warning --outfile="$out/app.css"
"$esbuild" ui/ts/app.ts --bundle --minify --format=iife --target=es2020 --log-level=warning --outfile="$out/app.js"
fonts=node_modules/@kern-ux/native/dist/fonts/fira-sans
cp "$fonts"/FiraSans-Regular.woff2 "$out/fira-sans-400.woff2"
cp "$fonts"/FiraSans-SemiBold.woff2 "$out/fira-sans-600.woff2"
cp ui/icon.svg "$out/icon.svg"
touch "$out"/*
