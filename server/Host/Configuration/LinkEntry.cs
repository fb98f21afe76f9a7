namespace Streaming.Server.Host.Configuration;

/// <summary>A declared link on the way from this server to its clients.</summary>
/// <param name="Rate">What it carries in all.</param>
/// <param name="Reservable">The share of it that may be promised; the rest is for everybody else.</param>
/// <param name="Buffer">What may wait in front of it before something is lost.</param>
/// <param name="Delay">What it adds to every packet even when nothing waits.</param>
/// <param name="Via">The link between it and the server; empty where it begins at the server.</param>
public sealed record LinkEntry(string Name, BitRate Rate, Ratio Reservable, ByteCount Buffer, TimeSpan Delay, string Via)
{
    /// <summary>A link is not filled to the brim: reports, control and what was not declared need room as well.</summary>
    public static readonly Ratio DefaultReservable = Ratio.Percent(80);

    /// <summary>About what a switch has for one of its ports.</summary>
    public static readonly ByteCount DefaultBuffer = new(1_000_000);
}
