namespace Streaming.Lab.Scenarios.Tables;

/// <summary>What a scenario may ask for at most, and why no more.</summary>
internal static class Limits
{
    /// <summary>A week: what shows only later is not found by watching.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromDays(7);

    /// <summary>Four days: no film is longer, and no clock of RTP has wrapped more than seven times.</summary>
    public static readonly TimeSpan LongestFilm = TimeSpan.FromHours(24);

    /// <summary>Once around the world by satellite, twice.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    public static readonly BitRate LeastRate = BitRate.Kbps(1);

    /// <summary>Of a link: no queue is emptied faster than memory is read.</summary>
    public static readonly BitRate FastestLink = new(1_000_000_000_000);

    /// <summary>Of a film: what is sold on discs is a tenth of it.</summary>
    public static readonly BitRate RichestFilm = BitRate.Mbps(1_000);

    /// <summary>One packet of the largest kind that passes an Ethernet.</summary>
    public static readonly ByteCount SmallestQueue = new(1_500);

    public static readonly ByteCount LargestQueue = new(1_000_000_000);

    /// <summary>Sockets and sessions of a large server, ten times over: in all audiences together.</summary>
    public const int Viewers = 100_000;

    /// <summary>Links that everybody has one of count once.</summary>
    public const int Links = 1_000;

    public const int Titles = 1_000;

    public const int Audiences = 1_000;

    /// <summary>What a server takes where nobody has raised its limit.</summary>
    public const int Channels = 32;

    public const int Traffic = 1_000;

    public const int Events = 10_000;

    /// <summary>Of one viewer.</summary>
    public const int Steps = 1_000;

    public const int Variants = 100;

    public const int Repetitions = 1_000;

    public const int Expectations = 1_000;
}
