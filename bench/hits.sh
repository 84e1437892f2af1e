#!/bin/bash
# Cache hits a second on one core: Coral beside nginx proxy_cache and Varnish in one run, rounds interleaved.
# The server is pinned to core 0 and wrk (one thread, 64 connections) to core 1.

source "$(dirname "$0")/lib.sh"
COMMAND="bench/hits.sh${*:+ $*}"
SECONDS_EACH=8
ROUNDS=3

usage() {
  echo "usage: bench/hits.sh [--seconds N] [--rounds N] [--stdout]
  --seconds N  length of one measurement (default $SECONDS_EACH)
  --rounds N   measurements of each server and size (default $ROUNDS)
  --stdout     print the table instead of writing bench/results/hits-DATE.md"
}

round_options hits "$@"
need nginx nginx-light
need varnishd varnish
need wrk wrk
need taskset util-linux
need curl curl
need pgrep procps
(($(nproc) > 1)) || fail 'needs two cores, one for the server and one for wrk'

SIZES=(1k 41k 1m)
declare -A BYTES=([1k]=1024 [41k]=41984 [1m]=1048576)
SERVERS=(Coral nginx Varnish)
declare -A PORTS HOSTS PROCESSES

build_coral
origin_files "$WORK/files"
take_port ORIGIN_PORT
configure origin.conf "$WORK/origin.conf" "DIR=$WORK" "PORT=$ORIGIN_PORT"
start origin nginx -p "$WORK" -c "$WORK/origin.conf" -e stderr
wait_port origin "$ORIGIN_PORT"

take_port NGINX_PORT
configure nginx-hits.conf "$WORK/nginx.conf" "DIR=$WORK" "PORT=$NGINX_PORT" "ORIGIN=$ORIGIN_PORT"
start nginx taskset -c 0 nginx -p "$WORK" -c "$WORK/nginx.conf" -e stderr
wait_port nginx "$NGINX_PORT"
PORTS[nginx]=$NGINX_PORT HOSTS[nginx]=127.0.0.1 PROCESSES[nginx]=$LAST_PID

take_port VARNISH_PORT
configure varnish.vcl "$WORK/varnish.vcl" "ORIGIN=$ORIGIN_PORT"
start varnish taskset -c 0 varnishd -F -j none -n "$WORK/varnish" -a "127.0.0.1:$VARNISH_PORT" -T none -f "$WORK/varnish.vcl" -s malloc,256m
wait_port varnish "$VARNISH_PORT"
PORTS[Varnish]=$VARNISH_PORT HOSTS[Varnish]=127.0.0.1 PROCESSES[Varnish]="$LAST_PID $(pgrep -d ' ' -P "$LAST_PID")"

coral_node taskset -c 0 -- --zone localhost --access-log off --origin "bench.test=127.0.0.1:$ORIGIN_PORT"
wait_port coral "$CORAL_PORT"
PORTS[Coral]=$CORAL_PORT HOSTS[Coral]=bench.test.localhost:$CORAL_PORT PROCESSES[Coral]=$LAST_PID

# is_hit SERVER SIZE: whether the server answers this object whole and from its cache.
is_hit() {
  local head=$WORK/head length
  length=$(curl -s -o /dev/null -D "$head" -w '%{size_download}' -H "Host: ${HOSTS[$1]}" "http://127.0.0.1:${PORTS[$1]}/$2")
  grep -q '^HTTP/1.1 200' "$head" && ((length == BYTES[$2])) || return 1
  case $1 in
    Coral) grep -qi '^cache-status: coral; hit' "$head" ;;
    nginx) grep -qi '^x-cache: hit' "$head" ;;
    Varnish) grep -qi '^x-varnish: [0-9]* [0-9]' "$head" ;;
  esac
}

# processor_seconds SERVER: what its processes have used until now, system calls included.
processor_seconds() {
  local pid
  for pid in ${PROCESSES[$1]}; do cat "/proc/$pid/stat"; done |
    awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); used += $12 + $13 } END { print used / ticks }'
}

# measure SERVER SIZE SECONDS: prints "hits-a-second p99-in-ms hits-a-processor-second".
measure() {
  local output=$WORK/wrk.txt before after
  before=$(processor_seconds "$1")
  taskset -c 1 wrk -t1 -c64 -d"$3s" --latency -H "Host: ${HOSTS[$1]}" "http://127.0.0.1:${PORTS[$1]}/$2" >"$output"
  after=$(processor_seconds "$1")
  ! grep -qE 'Non-2xx|Socket errors' "$output" || fail "$1 $2: $(grep -E 'Non-2xx|Socket errors' "$output")"
  awk -v used="$(awk "BEGIN { print $after - $before }")" '/Requests\/sec/ { rate = $2 }
    / requests in / { requests = $1 }
    $1 == "99%" { p99 = $2; unit = p99; sub(/[0-9.]+/, "", unit); p99 += 0; if (unit == "us") p99 /= 1000; if (unit == "s") p99 *= 1000 }
    END { print rate, p99, requests / used }' "$output"
}

for server in "${SERVERS[@]}"; do
  for size in "${SIZES[@]}"; do
    is_hit "$server" "$size" || is_hit "$server" "$size" || fail "$server does not answer /$size from its cache: $(cat "$WORK/head")"
    measure "$server" "$size" 2 >/dev/null
  done
done

for ((round = 1; round <= ROUNDS; round++)); do
  for size in "${SIZES[@]}"; do
    for server in "${SERVERS[@]}"; do
      line=$(measure "$server" "$size" "$SECONDS_EACH")
      echo "round $round, $size, $server: $line" >&2
      echo "$line" >>"$WORK/figures-$server-$size"
    done
  done
done

for server in "${SERVERS[@]}"; do
  for size in "${SIZES[@]}"; do
    is_hit "$server" "$size" || fail "$server no longer answers /$size from its cache"
  done
done

# figure SERVER SIZE COLUMN: the median over the rounds.
figure() {
  cut -d ' ' -f "$3" "$WORK/figures-$1-$2" | median
}

{
  echo '# Cache hits on one core'
  echo
  provenance "$COMMAND"
  echo "- Peers: $(nginx -v 2>&1 | sed 's/.*: //'), $(varnishd -V 2>&1 | sed -n 's/^varnishd (\([^ )]*\).*/\1/p'); configurations in bench/peers/"
  echo "- Server on core 0, \`wrk -t1 -c64\` on core 1, $ROUNDS interleaved rounds of $SECONDS_EACH s after 2 s of warming up; medians over the rounds"
  echo '- A hit per processor second counts the processor time of the server alone: what is left of the comparison on a machine that is not quiet'
  echo
  echo '| object | server | hits/s | of the best peer | p99, ms | hits per processor second | of the best peer |'
  echo '|---|---|---:|---:|---:|---:|---:|'
  for size in "${SIZES[@]}"; do
    best=$(for server in nginx Varnish; do figure "$server" "$size" 1; done | largest)
    thriftiest=$(for server in nginx Varnish; do figure "$server" "$size" 3; done | largest)
    for server in "${SERVERS[@]}"; do
      awk -v row="| $size | $server |" -v rate="$(figure "$server" "$size" 1)" -v best="$best" -v p99="$(figure "$server" "$size" 2)" \
        -v thrift="$(figure "$server" "$size" 3)" -v thriftiest="$thriftiest" \
        'BEGIN { printf "%s %.0f | %.2f | %.2f | %.0f | %.2f |\n", row, rate, rate / best, p99, thrift, thrift / thriftiest }'
    done
  done
} >"$WORK/report"
deliver "$OUT"
