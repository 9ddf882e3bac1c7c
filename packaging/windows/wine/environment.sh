# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by the scripts beside it: Wine with a prefix of its own, silent, 64 bit only, without Mono and Gecko.
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
export WINEPREFIX=${KAOMON_WINEPREFIX:-$(realpath "$here/../../..")/build/windows-cross/wineprefix}
export WINEARCH=win64 WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES="mscoree=;mshtml="
# Nothing of the person's own screen; where a test has one of its own it is named.
if [ -n "${KAOMON_WINE_DISPLAY:-}" ]; then export DISPLAY=$KAOMON_WINE_DISPLAY; else unset DISPLAY; fi
