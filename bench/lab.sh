#!/bin/bash
# The stories of the lab at full size: what the origin sees of a cold crowd, what clients see of a killed node,
# whom DNS names when proxies die.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/lab.sh${*:+ $*}"
NODES=30
TOPICS=(cold kill chaos names added)

usage() {
  echo "usage: bench/lab.sh [--nodes N] [--stdout] [TOPIC...]
  --nodes N  whole nodes in one process (default $NODES)
  --stdout   print the report instead of writing bench/results/lab-DATE.md, for one topic lab-TOPIC-DATE.md
  TOPIC      ${TOPICS[*]}; by default all"
}

OUT=
CHOSEN=()
while (($#)); do
  case $1 in
    --nodes) NODES=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    cold | kill | chaos | names | added) CHOSEN+=("$1") && shift ;;
    *) usage >&2 && exit 2 ;;
  esac
done
((${#CHOSEN[@]})) && TOPICS=("${CHOSEN[@]}")
NAME=lab
((${#TOPICS[@]} == 1)) && NAME=lab-${TOPICS[0]}
OUT=${OUT:-$(result_file "$NAME")}

build_release bench/Coral.LabStories
STATUS=0
dotnet "$ROOT/artifacts/bin/Coral.LabStories/release/Coral.LabStories.dll" "$NODES" "${TOPICS[@]}" >"$WORK/tables" || STATUS=$?

{
  echo "# $NODES whole nodes on one machine"
  echo
  provenance "$COMMAND"
  echo '- The map of `coral lab`: New York, Chicago and Frankfurt, nodes dealt out in turn, the origin in Frankfurt. Nodes, clients and origin share'
  echo '  one process and its cores'
  cat "$WORK/tables"
} >"$WORK/report"
deliver "$OUT"
exit "$STATUS"
