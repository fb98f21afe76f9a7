using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;

namespace Streaming.Emulation.Tests.Networks;

/// <summary>Small networks and short ways to say times and sizes.</summary>
internal static class Nets
{
    public static readonly Instant Start = Instant.FromSeconds(100);

    public static readonly LinkProfile Free = new();

    public static Instant At(double milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static ByteCount B(long bytes) => new(bytes);

    public static LinkPlan Link(string name, int parent, LinkProfile profile, params LinkChange[] changes) =>
        new(name, parent, profile, changes);

    /// <summary>One host behind a chain of links, the first next to the server.</summary>
    public static NetworkPlan Chain(params LinkProfile[] links) =>
        new([.. links.Select((link, i) => Link($"link {i}", i - 1, link))], [links.Length - 1], Start);
}
