#!/bin/sh
# clean_room.sh - runs the two commands where nothing is installed: a bare Debian 12.
#
#   tools/clean_room.sh [COMMAND...]     as root; default: './dev demo' './dev test', each twice
#
# Makes a root file system of Debian's minimal packages and git in a temporary folder, clones the
# last commit into it, and runs each COMMAND there: as root, with no terminal, an empty environment
# and no home directory. Nothing of this machine is visible inside but the clone and the network.
# Prints how long each command took; the exit status is that of the first that failed.
#
# Needs mmdebstrap or debootstrap, and git. Packages come from where this machine's apt finds Debian
# 12, else from deb.debian.org. KEEP=yes leaves the root file system behind.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
cd -- "$(dirname -- "$0")/.."
release=bookworm
path=/usr/sbin:/usr/bin:/sbin:/bin

say()
{
  printf 'clean room: %s\n' "$*"
}

die()
{
  say "$*" >&2
  exit 1
}

# One line of sources.list for each place that this machine knows, whatever the format of its files.
sources()
{
  # shellcheck disable=SC2016
  known=$(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Identifier: Packages' 'Origin: Debian' 2>/dev/null | grep " $release" | sort -u) || true
  printf '%s\n' "${known:-deb http://deb.debian.org/debian $release main}"
}

make_room()
{
  sources >"$work/sources.list"
  if command -v mmdebstrap >/dev/null; then
    mmdebstrap --quiet --variant=minbase --include=git $release "$room" "$work/sources.list"
  elif command -v debootstrap >/dev/null; then
    mirror=$(awk -v release=$release '$3 == release { print $2; exit }' "$work/sources.list")
    debootstrap --variant=minbase --include=git $release "$room" "$mirror" >"$work/log"
    cp "$work/sources.list" "$room/etc/apt/sources.list"
  else
    die "install mmdebstrap or debootstrap"
  fi
  cp /etc/resolv.conf "$room/etc/resolv.conf"
  git clone --quiet . "$room/headroom"
}

# The processes of the room and its /proc end with the command.
inside()
{
  unshare --mount --pid --fork --mount-proc="$room/proc" chroot "$room" \
    env -i PATH=$path HOME=/nonexistent ${http_proxy:+http_proxy="$http_proxy"} \
    ${https_proxy:+https_proxy="$https_proxy"} sh -c "cd /headroom && $1" </dev/null
}

[ "$(id -u)" = 0 ] || die "must be root to make a root file system"
work=$(mktemp -d)
room=$work/room
mkdir "$room"
if [ "${KEEP:-no}" = yes ]; then
  trap 'say "kept in $room"' EXIT
else
  trap 'rm -rf --one-file-system "$work"' EXIT
fi

say "make Debian $release in $room"
make_room
say "$(inside 'dpkg-query -W' | wc -l) packages; commit $(git rev-parse --short HEAD)"
[ $# -gt 0 ] || set -- './dev demo' './dev test' './dev demo' './dev test'
for command in "$@"; do
  say "$command"
  began=$(date +%s)
  inside "$command"
  say "$command took $(($(date +%s) - began)) s"
done
