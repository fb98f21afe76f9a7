using Streaming.Formats.Media;

namespace Streaming.Server.Traffic;

/// <summary>An envelope with fewer corners, for whoever has no room for all.</summary>
/// <remarks>The curve is convex: where corners are left out, the straight line between those that stay lies above it. So whoever reserves
/// by the thinner curve reserves enough.</remarks>
public static class EnvelopeThinning
{
    /// <param name="most">At least 2; of the corners the first, the last and every so many between them stay.</param>
    public static IReadOnlyList<EnvelopePoint> To(int most, IReadOnlyList<EnvelopePoint> corners)
    {
        int step = Math.Max(1, ((corners.Count - 2) / (most - 1)) + 1);
        return step == 1 ? corners : [.. corners.Where((_, number) => number % step == 0 || number == corners.Count - 1)];
    }
}
