using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;

namespace Streaming.Server.Traffic;

/// <summary>Tracks whose access units are sent out of their order, with what they ask of a network: made of stored ones when somebody asks
/// for them, and remembered as long as those are open.</summary>
public static class InterleavedTracks
{
    /// <summary>Patterns remembered of a track: 5 MB each for two hours of sound. A fifth begins the list anew; who plays keeps
    /// his.</summary>
    private const int MostPatterns = 4;

    private static readonly ConditionalWeakTable<TrackIndex, ConcurrentDictionary<InterleavingPattern, TrackIndex>> Known = [];

    /// <summary>The track in groups; itself, where it is no sound that can be interleaved.</summary>
    public static TrackIndex Of(TrackIndex index, InterleavingPattern pattern)
    {
        ConcurrentDictionary<InterleavingPattern, TrackIndex> known = Known.GetOrCreateValue(index);
        if (known.TryGetValue(pattern, out TrackIndex? made))
            return made;
        if (AccessUnitGroups.Of(index, pattern) is not { } groups)
            return index;
        if (known.Count >= MostPatterns)
            known.Clear();
        return known.GetOrAdd(pattern, groups.With(TrafficAnalysis.Of(groups)));
    }

    /// <summary>How long a receiver must hold what comes before it plays it, for units to be in order; zero where they are sent
    /// so.</summary>
    public static TimeSpan LeastBuffer(Track track) =>
        track.Interleaving is { } interleaving ? track.Clock.ToLength(interleaving.GroupDuration) : TimeSpan.Zero;
}
