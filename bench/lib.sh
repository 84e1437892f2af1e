# Shared by the bench scripts: source it. Everything a script starts through it listens on loopback only, lives in one
# temporary folder, and is ended by process id when the script ends in whatever way.

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BENCH=$ROOT/bench
WORK=$(mktemp -d "${TMPDIR:-/tmp}/coral-bench.XXXXXX")
PIDS=()
LOAD_BEFORE=$(cut -d ' ' -f 1 /proc/loadavg)

cleanup() {
  local status=$? pid
  trap - EXIT INT TERM HUP
  for pid in "${PIDS[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${PIDS[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$WORK"
  exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# need PROGRAM PACKAGE: the program, or a word on where it comes from.
need() {
  PATH=$PATH:/usr/sbin command -v "$1" >/dev/null || fail "$1 is missing (Debian package $2)"
}
PATH=$PATH:/usr/sbin:/sbin

# positive OPTION VALUE: the value, when it is a whole number from 1 on.
positive() {
  [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail "$1 takes a whole number from 1 on, not '${2:-}'"
  echo "$2"
}

# free_port: a TCP port that nothing on loopback listens on.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if [[ " ${TAKEN_PORTS:-} " != *" $port "* ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# take_port NAME: puts a free port into the variable NAME, a different one at every call.
take_port() {
  local taken
  taken=$(free_port)
  TAKEN_PORTS="${TAKEN_PORTS:-} $taken"
  printf -v "$1" '%s' "$taken"
}

# start NAME COMMAND...: runs the command in the background, its output in $WORK/NAME.log; LAST_PID is its process id.
start() {
  local name=$1
  shift
  "$@" >"$WORK/$name.log" 2>&1 </dev/null &
  LAST_PID=$!
  PIDS+=("$LAST_PID")
}

# stop PID: ends one process and waits for its end.
stop() {
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
  local kept=() pid
  for pid in "${PIDS[@]}"; do [[ $pid == "$1" ]] || kept+=("$pid"); done
  PIDS=("${kept[@]}")
}

# wait_port NAME PORT: returns when something listens on the port; fails after 20 s, or when NAME's process (LAST_PID) ends.
wait_port() {
  local tries
  for ((tries = 0; tries < 2000; tries++)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null && return
    kill -0 "$LAST_PID" 2>/dev/null || break
    sleep 0.01
  done
  cat "$WORK/$1.log" >&2
  fail "$1 does not listen on port $2"
}

# configure PEER FILE NAME=VALUE...: writes bench/peers/PEER to FILE with every @NAME@ replaced.
configure() {
  local text pair
  text=$(<"$BENCH/peers/$1")
  for pair in "${@:3}"; do text=${text//"@${pair%%=*}@"/${pair#*=}}; done
  printf '%s\n' "$text" >"$2"
}

# round_options NAME ARGUMENT...: reads --seconds, --rounds, --stdout and --help of a bench that measures in rounds; sets
# SECONDS_EACH, ROUNDS, and OUT, the report's file. The script has a function usage.
round_options() {
  OUT=$(result_file "$1")
  shift
  while (($#)); do
    case $1 in
      --seconds) SECONDS_EACH=$(positive "$1" "${2:-}") && shift 2 ;;
      --rounds) ROUNDS=$(positive "$1" "${2:-}") && shift 2 ;;
      --stdout) OUT=- && shift ;;
      --help) usage && exit 0 ;;
      *) usage >&2 && exit 2 ;;
    esac
  done
}

# build_coral: builds the command in Release, when it is not built yet, so that later starts do not.
build_coral() {
  "$ROOT/coral" --version >"$WORK/build.log" 2>&1 || {
    cat "$WORK/build.log" >&2
    fail 'Coral does not build'
  }
}

# build_release PROJECT: builds a project of the repository in Release.
build_release() {
  dotnet build "$ROOT/$1" -c Release -v q --nologo >"$WORK/build.log" 2>&1 || {
    cat "$WORK/build.log" >&2
    fail "$1 does not build"
  }
}

# coral_node PREFIX... -- ARGUMENT...: starts a node on port CORAL_PORT, by way of PREFIX (taskset …), as a user does.
coral_node() {
  local prefix=()
  while [[ $1 != -- ]]; do
    prefix+=("$1")
    shift
  done
  shift
  take_port CORAL_PORT
  start coral "${prefix[@]}" "$ROOT/coral" run --http "127.0.0.1:$CORAL_PORT" --index 127.0.0.1:0 --peer 127.0.0.1:0 \
    --dns 127.0.0.1:0 --admin 127.0.0.1:0 --data "$WORK/data" "$@"
}

# median < numbers: the middle one, or the mean of the two in the middle.
median() {
  sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# largest < numbers
largest() {
  sort -g | tail -n 1
}

# origin_files FOLDER: the objects of the hit bench.
origin_files() {
  mkdir -p "$1"
  head -c 1024 /dev/urandom >"$1/1k"
  head -c $((41 * 1024)) /dev/urandom >"$1/41k"
  head -c $((1024 * 1024)) /dev/urandom >"$1/1m"
}

# provenance COMMAND...: the lines that every result begins with.
provenance() {
  local dirty=''
  git -C "$ROOT" diff --quiet HEAD -- src 2>/dev/null || dirty=' with local changes'
  echo "- Machine: $(nproc) cores of $(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r); load average before the start $LOAD_BEFORE"
  echo "- Commit: $(git -C "$ROOT" rev-parse --short=12 HEAD)$dirty; .NET $(dotnet --version)"
  echo "- Command: \`$*\`, $(date -u +%Y-%m-%d)"
  if awk "BEGIN { exit !($LOAD_BEFORE > 1) }"; then
    echo '- **Provisional: the machine was busy with other work, which blurs every figure that is a time or a rate. Run again on a quiet one.**'
  fi
}

# result_file NAME: where a result is committed.
result_file() {
  mkdir -p "$BENCH/results"
  echo "$BENCH/results/$1-$(date -u +%Y-%m-%d).md"
}

# deliver FILE: puts the report $WORK/report there; "-" is standard output.
deliver() {
  if [[ $1 == - ]]; then
    cat "$WORK/report"
  else
    cp "$WORK/report" "$1"
    echo "written: $1" >&2
  fi
}
