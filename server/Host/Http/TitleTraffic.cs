using Streaming.Formats.Media;
using Streaming.Server.Traffic;

namespace Streaming.Server.Host.Http;

/// <summary>What the tracks of a title ask of a network, as far as it is shown: some ten kilobytes a track, against the tens of megabytes
/// of an index.</summary>
/// <param name="Length">The time from the first packet of any plan to the last.</param>
/// <param name="Tracks">By track id; those that know what they ask.</param>
internal sealed record TitleTraffic(TimeSpan Length, IReadOnlyDictionary<int, TrackRates> Tracks)
{
    public static readonly TitleTraffic None = new(TimeSpan.Zero, new Dictionary<int, TrackRates>());

    /// <summary>A film of two hours has some fifty corners.</summary>
    public const int MostCorners = 64;

    /// <summary>One part for every three points of a plot's width.</summary>
    public const int Parts = 240;

    public static TitleTraffic Of(MediaIndex index)
    {
        TimeSpan length = new(index.Tracks.Max(track => track.Traffic?.Plans.Max(plan => (long?)plan.Vertices[^1].Ticks)) ?? 0);
        return new(length, index.Tracks.Where(track => track.Traffic is not null).ToDictionary(
            track => track.Track.Id, track => Rates(track, track.Traffic!, length)));
    }

    private static TrackRates Rates(TrackIndex track, TrackTraffic traffic, TimeSpan length)
    {
        TrackTraffic shown = traffic with
        {
            Envelope = EnvelopeThinning.To(MostCorners, traffic.Envelope),
            Plans = [.. traffic.Plans.Select(plan => plan with { Vertices = [] })],
            BytesBefore = [],
        };
        return new(
            shown,
            traffic.Plans.Count > 0 ? RateHistory.OfTrack(track, traffic, length, Parts) : [],
            [.. traffic.Plans.Select(plan => RateHistory.OfPlan(traffic, plan, length, Parts))]);
    }
}
