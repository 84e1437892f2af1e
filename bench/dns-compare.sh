#!/bin/bash
# Generated questions about static names to Coral and to Knot with the same zones: the test's comparison with a larger number.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/dns-compare.sh${*:+ $*}"
QUESTIONS=10000

usage() {
  echo "usage: bench/dns-compare.sh [--questions N] [--stdout]
  --questions N  how many (default $QUESTIONS)
  --stdout       print the report instead of writing bench/results/dns-compare-DATE.md"
}

OUT=$(result_file dns-compare)
while (($#)); do
  case $1 in
    --questions) QUESTIONS=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
need knotd knot

build_release tests/Coral.Functional.Tests
CORAL_DNS_QUESTIONS=$QUESTIONS "$ROOT/artifacts/bin/Coral.Functional.Tests/release/Coral.Functional.Tests" \
  -noColor -class Coral.Functional.Tests.Dns.KnotComparisonTests >"$WORK/run.log" 2>&1 || {
  cat "$WORK/run.log" >&2
  fail 'the answers differ'
}

{
  echo '# The same answers as Knot'
  echo
  provenance "$COMMAND"
  echo "- $QUESTIONS generated questions to Coral and to $(knotd --version), both with the same two zones: names in them, above, below and beside them, 16"
  echo '  types, four sizes of datagrams, mixed case; same code, flags, answer, authority and glue. What is left out stands in docs/rfcs.md'
  echo
  echo '```'
  grep '^ *Coral.*Total' "$WORK/run.log"
  echo '```'
} >"$WORK/report"
deliver "$OUT"
