#!/usr/bin/env bash
# Installs the Debian packages listed in a file (one a line, # begins a comment), unless they are there. A line PACKAGE/COMMAND is for
# what may come from elsewhere: it is installed only where the command is missing. Services that come with them are not started: a policy-rc.d of ours stands while apt runs, and is removed (or the former one put back) after.
set -euo pipefail

list=$1
policy=/usr/sbin/policy-rc.d
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)

missing=()
while IFS=/ read -r package command; do
  [ -z "$command" ] || ! command -v "$command" >/dev/null || continue
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done < <(sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' "$list")
[ "${#missing[@]}" -gt 0 ] || exit 0

echo "== Debian packages: ${missing[*]}"
saved=$(mktemp -d)
restore() {
  if [ -e "$saved/policy-rc.d" ]; then
    "${as_root[@]}" mv "$saved/policy-rc.d" "$policy"
  else
    "${as_root[@]}" rm -f "$policy"
  fi
  rm -rf "$saved"
}
trap restore EXIT
[ ! -e "$policy" ] || "${as_root[@]}" mv "$policy" "$saved/policy-rc.d"
printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
"${as_root[@]}" chmod 755 "$policy"

"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
  -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
