namespace Streaming.Server.Host.Commands;

/// <summary>All commands of <c>./run</c>, those of the player and the scripts included.</summary>
internal static class HelpText
{
    public const string All = """
        A streaming media server with QoS control, and its player.

        ./run                     start the server on the sample library (made on first start), print its addresses
        ./run demo [--headless]   the main job once, end to end: server, player, and the report at the end
        ./run serve  [--library DIR]... [--data DIR] [--config FILE] [--host ADDRESS] [--rtsp PORT] [--rtp PORT] [--http PORT]
                     [--log-format text|json] [--log-level LEVEL] [--set KEY=VALUE]...      (port 0: any free one)
        ./run serve --write-config [--config FILE]      write the commented configuration file with every default
        ./run import FILE... [--library DIR] [--data DIR] [--ladder auto|none|LIST]
        ./run play   URL [--headless] [--duration SECONDS] [--report FILE.json]
        ./run probe  FILE|URL        what it is: tracks, rates; for a URL, what the server offers
        ./run check-config [FILE]    every mistake with its line
        ./run lab    SCENARIO.yml... [--real] [--seed N] [--report DIR]     play situations, and see whether what they expect holds
        ./run lab    all | check FILE... | keys | schema | diff A B | explain REPORT SESSION
        ./run bench  [NAME]
        ./run version
        ./test                       everything; the last line reads: N passed, N failed, N skipped

        './run COMMAND --help' tells more. Exit codes: 0 done, 1 failure, 2 wrong usage.
        """;
}
