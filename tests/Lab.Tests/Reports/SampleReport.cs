using Streaming.Lab.Records;

namespace Streaming.Lab.Tests.Reports;

/// <summary>A report with a bit of everything in it, made up.</summary>
internal static class SampleReport
{
    public const int Steps = 60;

    public static LabReport Make() => new()
    {
        Scenario = "evening",
        Description = "A floor <shrinks> & grows again.",
        Runs = [Run("with", 7), Run("without", 7)],
        Expectations =
        [
            new("p99 skew_ms < 10", 40, 7, true, "p99 skew_ms = 3.4"),
            new("stalls == 0", 41, 7, false, "without: stalls = 2 at worst (home.2)", 31),
        ],
    };

    public static RunRecord Run(string variant, ulong seed) => new()
    {
        Variant = variant,
        Seed = seed,
        DurationS = Steps,
        Totals = new() { Arrived = 4, Admitted = 3, Refused = 1, PeakPlaying = 3, Packets = 23_456, Bytes = 29_876_543, Moves = 1 },
        Links =
        [
            new()
            {
                Name = "floor", IsDeclared = true, Packets = 23_400, Bytes = 29_800_000,
                Drops = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["loss"] = 12, ["queueFull"] = 345 },
                Capacity = [.. Each(step => step < 30 ? 20_000_000L : 6_000_000)],
                Offered = [.. Each(step => 6_000_000L + (step * 10_000))],
                Used = [.. Each(step => Math.Min(6_000_000L, 6_000_000 + (step * 10_000)))],
                Reserved = [.. Each(step => step < 32 ? 9_000_000L : 5_400_000)],
                QueueMs = [.. Each(step => step < 30 ? 0.4 : 40)],
            },
            new() { Name = "wifi", Via = "floor", Count = 4, Packets = 23_043, Bytes = 29_300_000 },
        ],
        Sessions =
        [
            Session("home.1", 0), Broken("home.2", 2), Session("home.3", 4),
            Session("home.4", 6) with
            {
                Outcome = "refused", Contracts = [], IsKept = null, Sent = 0, Lost = 0, StartupMs = null, Series = null, DelayMs = null,
                SkewMs = null, BufferMs = null, EndedS = 6.05, LostAfterRepair = 0, Late = 0, Bytes = 0, MendedByParity = 0,
                MendedByResend = 0,
                Why = "there is no room on floor",
                Refusal = new("floor", "2.4 Mb/s", "800 kb/s", "480p at 700 kb/s"),
            },
        ],
        Events =
        [
            new(0, "admitted", "home.1", null, "home.1 is admitted: source, 2.4 Mb/s."),
            new(6.05, "refused", "home.4", "floor", "home.4 is refused: 2.4 Mb/s of 800 kb/s on floor."),
            new(30, "linkChanged", null, "floor", "floor carries 6 Mb/s."),
            new(32, "linkTold", null, "floor", "The server is told that floor carries 6 Mb/s."),
            new(32.1, "moved", "home.2", "floor", "home.2 is moved to 480p: the link shrank."),
            new(31, "stalled", "home.2", null, "home.2 stands for 420 ms."),
        ],
        Checks = [new("conformance", true, ""), new("reservations", variant == "with", "floor holds 2.4 Mb/s after the end")],
        Playing = [.. Each(step => Math.Min(3, step / 2))],
        Admitted = [.. Each(step => Math.Min(3, step / 2))],
        Refused = [.. Each(step => step >= 6 ? 1 : 0)],
    };

    private static SessionRecord Session(string id, double arrived) => new()
    {
        Id = id, Audience = "home", Title = "film", Link = $"wifi.{id[^1]}", Class = "guaranteed", ArrivedS = arrived, Outcome = "playing",
        Contracts = [new(arrived + 0.05, 1, "source", "guaranteed", 2_400_000, 20_000, "")],
        IsKept = true, Sent = 7_800, Lost = 80, LostAfterRepair = 1, Late = 1, MendedByParity = 60, MendedByResend = 19, Bytes = 9_900_000,
        StartupMs = 123.4567891,
        DelayMs = new(7_720, 8.25, 3.1, 8, 14.2, 19.5, 24, 31.75), SkewMs = new(900, -0.5, -4.2, -0.4, 2, 3.4, 4, 4.4),
        BufferMs = new(60, 980, 700, 1_000, 1_040, 1_050, 1_050, 1_052),
        Series = new(
            (int)arrived, [.. Each(step => 2_000_000L + (step % 5 * 100_000))], [.. Each(_ => 2_400_000L)],
            [.. Each(step => step % 7 * 0.3)],
            [.. Each(step => step == 20 ? 0.2 : 0)], [.. Each(step => 1_000 - (step % 9 * 30.0))], [.. Each(step => 12 + (step % 4 * 2.0))],
            [.. Each(step => (step % 3) - 1.0)]),
    };

    private static SessionRecord Broken(string id, double arrived) => Session(id, arrived) with
    {
        IsKept = false, Moves = 1, LostAfterRepair = 41, Stalls = 2, StalledMs = 620,
        StallTimes = [new(31, 420), new(44, 200)],
        Drops = [new(29, "floor", "queueFull", 12), new(30, "floor", "queueFull", 33), new(43, "wifi.2", "loss", 5)],
        Contracts =
        [
            new(arrived + 0.05, 1, "source", "guaranteed", 2_400_000, 20_000, ""),
            new(32.1, 2, "480p", "guaranteed", 1_100_000, 12_000, "the link shrank"),
        ],
    };

    private static IEnumerable<T> Each<T>(Func<int, T> value) => Enumerable.Range(0, Steps).Select(value);
}
