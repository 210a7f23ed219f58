#!/bin/sh
# install_pages.sh PROGRAM DATADIR MANDIR - manual pages and completions of shells, written by the
# program itself. Called by `meson install`, which sets the variables below.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
program=$1
data=$MESON_INSTALL_DESTDIR_PREFIX/$2
man=$MESON_INSTALL_DESTDIR_PREFIX/$3/man1

# Debian keeps what packages bring apart from what an administrator puts there.
zsh=$data/zsh/site-functions
if [ -e /etc/debian_version ] && [ "${MESON_INSTALL_PREFIX:-}" = /usr ]; then
  zsh=$data/zsh/vendor-completions
fi
bash=$data/bash-completion/completions
fish=$data/fish/vendor_completions.d

mkdir -p "$man" "$bash" "$zsh" "$fish"
"$program" man --output "$man"
"$program" completions bash >"$bash/headroom"
"$program" completions zsh >"$zsh/_headroom"
"$program" completions fish >"$fish/headroom.fish"
