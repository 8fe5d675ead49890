#!/bin/sh
# Put another version of the app into use, and go back by itself when that one does not come up.
#
#   sh deploy/switch.sh VERSION          VERSION is a folder under $ROOT/versies, ready to run (see docs/beheer/installeren.md)
#
# The processes start anew one by one, so that somebody behind the proxy always has an answer. Going back is the same
# command with the version of before: $ROOT/vorige says which that was. What users kept stays as it is, both ways.
set -eu
ROOT=${ROOT:-/opt/kwaliteit}
PORTS=${PORTS:-8501 8502}
RESTART=${RESTART:-systemctl restart kwaliteit@}
SECONDS_TO_START=${SECONDS_TO_START:-90}

here=$(cd "$(dirname "$0")" && pwd -P) # not through the link: that leads to the new version halfway
version=${1:-}
[ -n "$version" ] || { echo "Noem een versie: sh deploy/switch.sh VERSIE. Er zijn: $(ls "$ROOT/versies")" >&2; exit 2; }
new=$ROOT/versies/$version
[ -x "$new/.venv/bin/python" ] || { echo "Versie $version is er niet, of is nog niet klaar: $new/.venv ontbreekt." >&2; exit 2; }
before=$(readlink "$ROOT/nu" 2>/dev/null || true)

put_into_use() { # the link is replaced in one step: there is always a version in use
    ln -sfn "$1" "$ROOT/.nieuw"
    mv -fT "$ROOT/.nieuw" "$ROOT/nu"
}

restart_all() { # with the python of the system: a version whose own is broken says nothing about the one of before
    for port in $PORTS; do
        # shellcheck disable=SC2086  # a command with its arguments
        ${RESTART}"$port" && python3 "$here/healthy.py" "$port" "$SECONDS_TO_START" || return 1
    done
}

put_into_use "versies/$version"
if restart_all; then
    [ -z "$before" ] || [ "$before" = "versies/$version" ] || printf '%s\n' "${before#versies/}" > "$ROOT/vorige"
    echo "Versie $version is in gebruik."
elif [ -n "$before" ]; then
    echo "Versie $version start niet. We gaan terug naar ${before#versies/}." >&2
    put_into_use "$before"
    restart_all || echo "Ook ${before#versies/} start niet. Kijk in het logboek: journalctl -u 'kwaliteit@*'" >&2
    exit 1
else
    echo "Versie $version start niet. Kijk in het logboek: journalctl -u 'kwaliteit@*'" >&2
    exit 1
fi
