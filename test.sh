#!/usr/bin/env bash
# Tests everything, skips nothing: installs the Debian and npm packages that the tests need, checks the format, builds with
# warnings as errors, runs every test. The last line is `N passed, N failed`.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

step() { echo "== $*"; }

# Debian packages (eng/packages.txt), without starting the services that come with them; npm packages of tests/oracles.
install_packages() {
  ./eng/install-packages.sh eng/packages.txt
  local folder
  for folder in tests/oracles/*/; do
    (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error)
  done
}

# One compiler for all projects, which has itself compiled once: a server of this build's own, ended with it.
compiler="coral-test-$$"
end_compiler() {
  local sdk
  sdk=$(dotnet --list-sdks | sed -n "s|^$(dotnet --version) \[\(.*\)\]$|\1/$(dotnet --version)|p")
  dotnet exec "$sdk/Roslyn/bincore/VBCSCompiler.dll" -shutdown "-pipename:$compiler" >/dev/null || true
}

# One project's tests: its report and what it says are in $results.
run_module() {
  local module=$1 results=$2 status=0 started=$SECONDS
  dotnet "artifacts/bin/$module/debug/$module.dll" -noColor -ctrf "$results/$module.ctrf" >"$results/$module.log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    echo "$module: passed ($((SECONDS - started)) s)"
  else
    echo "$module: ended with $status ($((SECONDS - started)) s)"
    cat "$results/$module.log"
  fi
  return "$status"
}
export -f run_module

step "packages, beside restore, format, build"
trap wait EXIT
install_packages >"$results/packages.log" 2>&1 &
packages=$!
dotnet tool restore --verbosity quiet
dotnet restore Coral.slnx --locked-mode --verbosity quiet
dotnet csharpier check .
trap 'end_compiler; wait' EXIT
dotnet build Coral.slnx --no-restore --verbosity quiet -p:NuGetAudit=false \
  -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler"
# The command too, as its users build it: else the first test that starts a process would wait for it, and time out.
UseSharedCompilation=true SharedCompilationId="$compiler" ./coral --version >/dev/null
trap - EXIT
end_compiler
wait "$packages" || { cat "$results/packages.log"; exit 1; }

# Two projects at a time, the longest first, so that a core is seldom without work. The lab waits much more than it computes.
step "tests"
status=0
{
  printf 'Coral.%s.Tests\n' Lab Simulation Functional Index
  for folder in tests/*.Tests/; do basename "$folder"; done
} | awk '!seen[$0]++' | xargs -P 2 -I{} bash -c 'run_module {} '"$results" || status=$?

passed=0 failed=0 skipped=0
for folder in tests/*.Tests/; do
  report=$results/$(basename "$folder").ctrf
  if [ ! -e "$report" ]; then
    echo "test.sh: $report is missing" >&2
    status=1
    continue
  fi
  read -r p f s < <(jq -r '.results.summary | "\(.passed) \(.failed + .other) \(.skipped + .pending)"' "$report")
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

# A project that dies writes no report; a run without tests proves nothing; nothing is ever skipped.
if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ] || [ "$skipped" -ne 0 ]; }; then
  echo "test.sh: the runner ended with $status, $skipped tests were skipped: counted as one failure" >&2
  failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
