namespace Streaming.Server.Tests.Channels;

/// <summary>How far apart things came.</summary>
internal static class Pauses
{
    public static IEnumerable<TimeSpan> Pairs(this IEnumerable<Instant> order)
    {
        Instant[] times = [.. order];
        return Enumerable.Range(1, times.Length - 1).Select(at => times[at] - times[at - 1]);
    }
}
