#!/bin/bash
# 200 concurrent GETs of an object that nobody has yet: what the origin sees of them, and when the last client has it.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/coalescing.sh${*:+ $*}"
CLIENTS=200

usage() {
  echo "usage: bench/coalescing.sh [--clients N] [--stdout]
  --clients N  concurrent clients (default $CLIENTS)
  --stdout     print the table instead of writing bench/results/coalescing-DATE.md"
}

OUT=$(result_file coalescing)
while (($#)); do
  case $1 in
    --clients) CLIENTS=$(positive "$1" "${2:-}") && shift 2 ;;
    --stdout) OUT=- && shift ;;
    --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
need nginx nginx-light
need varnishd varnish

build_coral
build_release bench/Coral.Stampede

take_port ORIGIN_PORT
take_port UNLOCKED_PORT
take_port LOCKED_PORT
configure nginx-coalescing.conf "$WORK/nginx.conf" "DIR=$WORK" "ORIGIN=$ORIGIN_PORT" "UNLOCKED=$UNLOCKED_PORT" "LOCKED=$LOCKED_PORT"
start nginx nginx -p "$WORK" -c "$WORK/nginx.conf" -e stderr
wait_port nginx "$LOCKED_PORT"

take_port VARNISH_PORT
configure varnish.vcl "$WORK/varnish.vcl" "ORIGIN=$ORIGIN_PORT"
start varnish varnishd -F -j none -n "$WORK/varnish" -a "127.0.0.1:$VARNISH_PORT" -T none -f "$WORK/varnish.vcl" -s malloc,256m
wait_port varnish "$VARNISH_PORT"

coral_node -- --zone localhost --access-log off --origin "bench.test=127.0.0.1:$ORIGIN_PORT"
wait_port coral "$CORAL_PORT"

dotnet "$ROOT/artifacts/bin/Coral.Stampede/release/Coral.Stampede.dll" "$ORIGIN_PORT" "$CLIENTS" \
  "Coral=$CORAL_PORT/bench.test.localhost:$CORAL_PORT" \
  "nginx, no lock=$UNLOCKED_PORT" "nginx, lock on=$LOCKED_PORT" "Varnish=$VARNISH_PORT" >"$WORK/table"

{
  echo "# $CLIENTS concurrent cold GETs of one 41 KB object"
  echo
  provenance "$COMMAND"
  echo "- Peers: $(nginx -v 2>&1 | sed 's/.*: //'), $(varnishd -V 2>&1 | sed -n 's/^varnishd (\([^ )]*\).*/\1/p'), as they come; configurations in bench/peers/"
  echo '- A cell: requests that reached the origin (the most at one time), and when the last client had the whole object. The origin waits before'
  echo '  its header as long as the row says. Every server had one warm-up crowd before; clients and origin share the cores with the server'
  echo
  cat "$WORK/table"
} >"$WORK/report"
deliver "$OUT"
