# Shared by ./run and ./test: bring what the machine lacks, build what changed. To be sourced; expects $root.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDTERMINALLOGGER=off

complain() { printf '%s\n' "$*" >&2; }

# missing PACKAGE...: the Debian packages that are not installed.
missing() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || printf '%s ' "$package"
    done
}

# bring PACKAGE...: installs what is missing; fails with a sentence where it cannot.
bring() {
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 2
    local lacking sudo=
    lacking=$(missing "$@")
    [ -n "$lacking" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        # Without a terminal nobody can type a password: ask only where that needs none.
        if [ -t 0 ]; then sudo=sudo; else sudo='sudo -n'; fi
        if ! command -v sudo >/dev/null || ! { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            complain "missing packages: install them with 'apt-get install $lacking'"
            return 1
        fi
    fi
    complain "installing $lacking"
    if [ -z "${apt_updated:-}" ]; then
        $sudo apt-get update -qq >&2 || true
        apt_updated=1
    fi
    # shellcheck disable=SC2086 -- one word per package
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $lacking >/dev/null || {
        complain "could not install $lacking: try 'apt-get install $lacking' by hand"
        return 1
    }
}

# What importing films needs. Elsewhere than on Debian and Ubuntu: say what to install.
bring_ffmpeg() {
    bring ffmpeg fonts-dejavu-core && return 0
    command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null && return 0
    complain "ffmpeg is missing: install ffmpeg (and the DejaVu fonts) with your system's package manager"
    exit 1
}

# What a window needs: SDL for pictures and sound, FFmpeg's libraries to decode, a font. Where they cannot be had, the player says what is missing.
bring_window() {
    bring libsdl2-2.0-0 libsdl2-ttf-2.0-0 fonts-dejavu-core ffmpeg || true
}

require_sdk() {
    if ! command -v dotnet >/dev/null; then
        complain "the .NET 10 SDK is missing: get it from https://dotnet.microsoft.com/download/dotnet/10.0, and see that 'dotnet' is in PATH"
        exit 1
    fi
    if ! dotnet --list-sdks | grep -q '^10\.'; then
        complain "the .NET 10 SDK is missing (there is: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')): get it from https://dotnet.microsoft.com/download/dotnet/10.0"
        exit 1
    fi
}

sources() {
    find codecs qos server player tests Directory.Build.props Directory.Packages.props global.json .editorconfig Streaming.sln \
        \( -name bin -o -name obj -o -name TestResults \) -prune -o -type f "$@" -print
}

# build PROJECT: in Release, unless no source file is newer, newly there or gone since the last time.
build() (
    cd "$root"
    mkdir -p artifacts/built
    stamp=artifacts/built/$(printf '%s' "$1" | tr '/ ' '__')
    if command -v flock >/dev/null; then
        exec 9>artifacts/built/.lock
        flock 9
    fi
    if [ -f "$stamp" ] && [ -z "$(sources -newer "$stamp" | head -n 1)" ] && sources | sort | cmp -s - "$stamp"; then
        return 0
    fi
    require_sdk
    [ -t 2 ] && complain "building $1 ..."
    # The stamp's time is that of the beginning, so that what is edited while it builds counts as newer.
    rm -f "$stamp"
    sources | sort >"$stamp.new"
    if ! dotnet build "$1" -c Release -v q -nologo -clp:NoSummary >"$stamp.log" 2>&1 9>&-; then
        cat "$stamp.log" >&2
        complain "building $1 failed"
        exit 1
    fi
    mv "$stamp.new" "$stamp"
)

# start PROJECT_FOLDER ASSEMBLY ARGUMENT...: becomes that program.
start() {
    local program="$root/$1/bin/Release/net10.0/$2.dll"
    shift 2
    exec dotnet "$program" "$@"
}
