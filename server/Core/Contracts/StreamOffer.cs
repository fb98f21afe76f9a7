using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>One stream that a client has set up, and what may be sent in it.</summary>
/// <param name="SetupTrack">Which stream is meant.</param>
/// <param name="Tracks">Itself, or renditions that may stand for it, the best first; at least one.</param>
/// <param name="MaxPacket">The largest RTP packet, header included, in bytes.</param>
public sealed record StreamOffer(int SetupTrack, IReadOnlyList<TrackIndex> Tracks, int MaxPacket)
{
    /// <summary>The parity that is sent along; none where its stream is not set up.</summary>
    public ParityLayout Parity { get; init; }

    /// <summary>Its packets can be sent again.</summary>
    public bool CanResend { get; init; }

    public TrackKind Kind => Tracks[0].Track.Kind;

    /// <summary>What may be sent where a client sets <paramref name="track"/> up.</summary>
    /// <param name="isNamed">The client has named its rendition, and is kept to it but for those it accepts.</param>
    /// <param name="isAlone">No other stream of the session shows the same picture.</param>
    public static StreamOffer Of(MediaIndex title, TrackIndex track, bool isNamed, bool isAlone, FlowSpec asked, int maxPacket)
    {
        // Only H.264 carries its parameter sets in band here at every key picture, so that a decoder follows without being told.
        bool hasOthers = track.Track is { Kind: TrackKind.Video, Codec: Codec.H264 } && isAlone;
        TrackIndex[] family = hasOthers ? [.. BestFirst(title.Tracks.Where(other => IsLike(other.Track, track.Track)))] : [track];
        IReadOnlyList<TrackIndex> tracks = Accepted(family, track, isNamed, asked.Accept);
        return new(track.Track.Id, tracks, maxPacket);
    }

    /// <summary>By falling rate; among equals what plays by default.</summary>
    public static IEnumerable<TrackIndex> BestFirst(IEnumerable<TrackIndex> renditions) =>
        renditions.OrderByDescending(index => index.Track.MeanRate).ThenByDescending(index => index.Track.IsDefault);

    private static IReadOnlyList<TrackIndex> Accepted(TrackIndex[] family, TrackIndex track, bool isNamed, IReadOnlyList<string> accept)
    {
        TrackIndex[] accepted = [.. accept.SelectMany(name => family.Where(index => IsCalled(index, name))).Distinct()];
        if (accepted.Length == 0)
            return isNamed ? [track] : family;
        return Falling(isNamed && !accepted.Contains(track) ? [track, .. accepted] : accepted);
    }

    /// <summary>Whoever likes a smaller one better is never better served by a larger one.</summary>
    private static List<TrackIndex> Falling(IEnumerable<TrackIndex> renditions)
    {
        List<TrackIndex> falling = [];
        foreach (TrackIndex rendition in renditions)
        {
            if (falling.Count == 0 || rendition.Track.MeanRate < falling[^1].Track.MeanRate)
                falling.Add(rendition);
        }

        return falling;
    }

    private static bool IsLike(Track other, Track track) => other.Kind == track.Kind && other.Codec == track.Codec;

    private static bool IsCalled(TrackIndex index, string name) =>
        index.Track.Rendition.Equals(name, StringComparison.OrdinalIgnoreCase);
}
