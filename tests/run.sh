#!/usr/bin/env bash
# Installs what the tests need where it is missing, runs all of them, and closes with the totals.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

have() { command -v "$1" >/dev/null 2>&1; }
need=()
have chromium || have chromium-browser || have google-chrome || have google-chrome-stable || [ -n "${CHROMIUM:-}" ] || need+=(chromium)
fc-list 2>/dev/null | grep -qi 'noto sans cjk' || need+=(fonts-noto-cjk)
have npm || need+=(npm)
have psql && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)

if [ ${#need[@]} -gt 0 ]; then
  if ! have apt-get; then
    echo "The tests need: ${need[*]} (Debian's names). Install them with this system's package manager and run again." >&2
    echo "0 passed, 1 failed"
    exit 1
  fi
  as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  echo "Installing ${need[*]}"
  if ! { "${as_root[@]}" apt-get update -q && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -q --no-install-recommends "${need[@]}"; } >/dev/null; then
    echo "apt-get could not install ${need[*]}." >&2
    echo "0 passed, 1 failed"
    exit 1
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet test Dashboard.sln "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

# VSTest closes each assembly with "Passed!  - Failed: 0, Passed: 3, Skipped: 0, …".
read -r passed failed < <(awk '/(Passed|Failed)! +- Failed:/ {
  match($0, /Failed: +[0-9]+/); f = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", f)
  match($0, /Passed: +[0-9]+/); p = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", p)
  failed += f; passed += p } END { print passed + 0, failed + 0 }' "$log")
# A build error or a crashed test host leaves no line of its own: it is a failure too.
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
