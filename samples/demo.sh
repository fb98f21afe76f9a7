#!/usr/bin/env bash
# The main job once, end to end: a server with the sample film on free ports, the player on it, and the player's report.
# Called by './run demo [--headless] [--seconds N]', which has built both programs. Played to its end, the film is compared with what
# arrived, sample by sample; exit code 1 on any difference.
set -eu
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
server=$root/server/Host/bin/Release/net10.0/Streaming.Server.Host.dll
player=$root/player/Desktop/bin/Release/net10.0/Streaming.Player.Desktop.dll

usage() {
    echo "$1: './run demo [--headless] [--seconds N]'" >&2
    exit 2
}

seconds=
while [ $# -gt 0 ]; do
    case $1 in
        --headless) ;;
        --seconds)
            [ $# -gt 1 ] && [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || usage "--seconds wants a number"
            seconds=$2
            shift
            ;;
        *) usage "unknown argument $1" ;;
    esac
    shift
done

work=$(mktemp -d)
server_id= player_id=
finish() {
    # By their ids only, and waited for: nothing of the demo outlives it.
    for id in $player_id $server_id; do
        kill -TERM "$id" 2>/dev/null || true
        wait "$id" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

touch "$work/server.out" "$work/server.err"
dotnet "$server" serve --config /dev/null --host 127.0.0.1 --rtsp 0 --rtp 0 --http 0 --log-level warning >"$work/server.out" 2>"$work/server.err" &
server_id=$!

# The film is made and imported on first start; after that its address is there at once.
url=
for _ in $(seq 600); do
    url=$(sed -n 's/^\(rtsp:[^ ]*\/sample\) .*/\1/p' "$work/server.out")
    [ -n "$url" ] && break
    kill -0 "$server_id" 2>/dev/null || break
    sleep 0.1
done
if [ -z "$url" ]; then
    cat "$work/server.out" "$work/server.err" >&2
    echo "demo: the server did not come up" >&2
    exit 1
fi

echo "server: $url"
report=$root/artifacts/demo.json
mkdir -p "$root/artifacts"
if [ -n "$seconds" ]; then
    set -- --duration "$seconds"
else
    set -- --verify "$root/samples/library/sample.mp4"
fi
code=0
dotnet "$player" play "$url" --headless --report "$report" "$@" &
player_id=$!
wait "$player_id" || code=$?
player_id=
echo "the whole report: $report"
exit "$code"
