#!/usr/bin/env bash
# A channel, and three receivers of it on hosts of their own, all on this machine: a server, a switch, three rooms. For three seconds the
# second room loses a third of what is sent; then the channel's page says how far apart they all were, and what was mended.
# Called by './run demo multicast [--seconds N]', which has built both programs. Exit code 1 where a receiver was cut off.
set -eu
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
server=$root/server/Host/bin/Release/net10.0/Streaming.Server.Host.dll
player=$root/player/Desktop/bin/Release/net10.0/Streaming.Player.Desktop.dll

usage() {
    echo "$1: './run demo multicast [--seconds N]', N from 20" >&2
    exit 2
}

seconds=40
while [ $# -gt 0 ]; do
    case $1 in
        --headless) ;;
        --seconds)
            [ $# -gt 1 ] && [[ $2 =~ ^[1-9][0-9]{1,3}$ ]] && [ "$2" -ge 20 ] || usage "--seconds wants a number from 20"
            seconds=$2
            shift
            ;;
        *) usage "unknown argument $1" ;;
    esac
    shift
done

for program in unshare ip nft bridge; do
    PATH=$PATH:/usr/sbin:/sbin command -v $program >/dev/null || {
        echo "demo multicast: $program is missing: apt-get install iproute2 nftables util-linux" >&2
        exit 1
    }
done
PATH=$PATH:/usr/sbin:/sbin

# Its hosts live in a network that only this script and its children see, and that is gone with them; root is not needed for that.
if [ -z "${STREAMING_DEMO_NETWORK:-}" ]; then
    as=-mn
    [ "$(id -u)" = 0 ] || as=-rmn
    unshare $as true 2>/dev/null || {
        echo "demo multicast: this system lets nobody but root make networks of his own: run it as root" >&2
        exit 1
    }
    code=0
    STREAMING_DEMO_NETWORK=yes unshare $as --kill-child "$0" --seconds "$seconds" || code=$?
    page=$root/artifacts/multicast.html
    if [ $code = 0 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
        xdg-open "$page" >/dev/null 2>&1 || true
    fi
    exit $code
fi

mount -t tmpfs none /run
work=$(mktemp -d)
running=
finish() {
    for id in $running; do
        kill -TERM "$id" 2>/dev/null || true
        wait "$id" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# host NAME ADDRESS: a host on the switch.
host() {
    ip netns add "$1"
    ip -n "$1" link set lo up
    ip link add eth0 netns "$1" type veth peer name "$1"
    ip -n "$1" addr add "$2/24" dev eth0
    ip -n "$1" link set eth0 up
    ip -n "$1" route add default dev eth0
    ip link set "$1" master switch
    ip link set "$1" up
}

# page PATH: what the server's HTTP port answers on its own host.
page() {
    ip netns exec studio bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080 && printf "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$1" >&3 && cat <&3' - "$1" |
        sed '1,/^\r*$/d'
}

# lose HOST PERCENT: of the datagrams that come to it.
lose() {
    {
        printf 'table inet loss\ndelete table inet loss\n'
        [ "$2" = 0 ] || printf 'table inet loss {\nchain arriving {\ntype filter hook prerouting priority raw\nmeta l4proto udp numgen random mod 100 < %s drop\n}\n}\n' "$2"
    } | ip netns exec "$1" nft -f -
}

ip link set lo up
ip link add switch type bridge mcast_snooping 1
ip link set switch up
host studio 10.78.0.10
for room in 1 2 3; do host room$room 10.78.0.$room; done

echo "a server at 10.78.0.10, and three rooms, on a network of their own"
mkdir -p "$root/artifacts"
ip netns exec studio dotnet "$server" serve --config "$root/samples/multicast.yml" \
    --log-level warning >"$work/server.out" 2>&1 &
running=$!
for _ in $(seq 900); do
    page /api/v1/channels/lobby 2>/dev/null | grep -q '"state": *"playing"' && break
    kill -0 "$running" 2>/dev/null || break
    sleep 0.2
done
page /api/v1/channels/lobby 2>/dev/null | grep -q '"state": *"playing"' || {
    cat "$work/server.out" >&2
    echo "demo: the channel did not come up" >&2
    exit 1
}

watching=
for room in 1 2 3; do
    ip netns exec room$room dotnet "$player" play rtsp://10.78.0.10:8554/channels/lobby --transport multicast --headless \
        --duration "$seconds" --report "$root/artifacts/multicast-room$room.json" >"$work/room$room.out" 2>&1 &
    watching="$watching $!"
    running="$! $running"
    echo "room $room watches rtsp://10.78.0.10:8554/channels/lobby"
done

sleep $((seconds / 2))
echo "room 2 loses a third of what is sent, for three seconds"
lose room2 33
sleep 3
lose room2 0
sleep $((seconds - seconds / 2 - 5))
page /channels/lobby >"$root/artifacts/multicast.html"
page /api/v1/channels/lobby/receivers >"$root/artifacts/multicast.json"

code=0 room=0
for id in $watching; do
    room=$((room + 1))
    wait "$id" || code=1
    echo "--- room $room"
    cat "$work/room$room.out"
done
echo "how far apart they were, and what was lost: $root/artifacts/multicast.html"
exit $code
