#!/usr/bin/env bash
# Tests everything, skips nothing: installs the Debian and npm packages that the tests need, checks the format, builds with
# warnings as errors, runs every test. The last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

step() { echo "== $*"; }

# Debian packages (eng/packages.txt), without starting the services that come with them.
./eng/install-packages.sh eng/packages.txt

step "npm packages"
for folder in tests/oracles/*/; do
  (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
done

step "restore, format, build"
dotnet tool restore --verbosity quiet
dotnet restore Coral.slnx --locked-mode --verbosity quiet
dotnet csharpier check .
dotnet build Coral.slnx --no-restore --verbosity quiet -p:NuGetAudit=false

step "tests"
results=artifacts/test-results
rm -rf "$results"
status=0
dotnet test --solution Coral.slnx --no-build --max-parallel-test-modules 2 --no-ansi --output Normal \
  --report-ctrf --results-directory "$results" || status=$?

passed=0 failed=0 skipped=0
for report in "$results"/*.ctrf; do
  [ -e "$report" ] || continue
  read -r p f s < <(jq -r '.results.summary | "\(.passed) \(.failed + .other) \(.skipped + .pending)"' "$report")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

# A module that dies writes no report; a run without tests proves nothing; nothing is ever skipped.
if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ] || [ "$skipped" -ne 0 ]; }; then
  echo "test.sh: the runner ended with $status, $skipped tests were skipped: counted as one failure" >&2
  failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
