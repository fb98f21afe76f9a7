using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Channels;

/// <summary>Which lanes a channel has.</summary>
internal static class LaneDraft
{
    /// <summary>Of the dynamic types the last two are repair's, and there are no more than 16 lanes.</summary>
    private const byte FirstDynamicType = 96;

    /// <summary>What asks for nothing, which no specification can say.</summary>
    private static readonly TrafficSpec Nothing = new(new(1), new(1), new(1), new(1), new(1));

    /// <summary>Those that the channel declares, or that its first title has: pictures first, the best of them first.</summary>
    public static IReadOnlyList<Lane> Of(ChannelSettings settings, IReadOnlyList<MediaIndex> titles, List<ChannelMistake> mistakes)
    {
        List<Track> tracks =
        [
            .. Named(settings.Renditions, "renditions", ChannelFault.Rendition, TrackKind.Video, track => track.Rendition),
            .. Named(settings.Sounds, "sounds", ChannelFault.Language, TrackKind.Audio, track => track.Language),
            .. Named([], "slides", ChannelFault.Rendition, TrackKind.Slides, track => track.Rendition),
            .. Named(settings.Texts, "texts", ChannelFault.Language, TrackKind.Text, track => track.Language),
        ];
        if (tracks.Count is 0 or > GroupPlan.MostLanes)
        {
            mistakes.Add(new(ChannelFault.Lanes, "lanes", tracks.Count == 0
                ? "the channel has neither picture nor sound to send"
                : $"{tracks.Count} renditions and languages are more than the {GroupPlan.MostLanes} of a channel: say which are sent"));
            tracks = [.. tracks.Take(GroupPlan.MostLanes)];
        }

        return [.. tracks.Select((track, place) => Make(settings, track, place))];

        IEnumerable<Track> Named(
            IReadOnlyList<string> names, string where, ChannelFault fault, TrackKind kind, Func<Track, string> name)
        {
            if (names.Count == 0)
                return titles.Take(1).SelectMany(title => BestFirst(title, kind)).DistinctBy(name);
            return names.Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(wanted =>
            {
                Track? found = titles.SelectMany(title => BestFirst(title, kind))
                    .FirstOrDefault(track => name(track).Equals(wanted, StringComparison.OrdinalIgnoreCase));
                if (found is null)
                    mistakes.Add(new(fault, where, $"no title of the channel has '{wanted}': it is left out", IsFatal: false));
                return found is null ? Array.Empty<Track>() : [found];
            });
        }
    }

    /// <summary>The same lanes with what they ask of a network, whichever of the titles they send.</summary>
    public static IReadOnlyList<Lane> Measured(
        ChannelSettings settings, IReadOnlyList<Lane> lanes, IEnumerable<IReadOnlyList<TrackIndex?>> titles)
    {
        IReadOnlyList<TrackIndex?>[] all = [.. titles];
        return [.. lanes.Select((lane, place) => Measured(settings, lane, [.. all.Select(tracks => tracks[place]).OfType<TrackIndex>()]))];
    }

    /// <summary>What a track asks for as a lane, without its reports: packets may leave in trains.</summary>
    public static TrafficSpec Asked(ChannelSettings settings, TrackIndex index) =>
        StreamTraffic.Of(index, TimeSpan.Zero, settings.MaxPacket) with { Peak = TrafficSpec.NoPeak };

    private static IEnumerable<Track> BestFirst(MediaIndex title, TrackKind kind) => title.Tracks
        .Where(index => index.Track.Kind == kind && index.Samples.Length > 0).Select(index => index.Track)
        .OrderByDescending(track => kind == TrackKind.Video ? track.MeanRate : default).ThenByDescending(track => track.IsDefault);

    private static Lane Make(ChannelSettings settings, Track track, int place)
    {
        bool isProtected = !settings.Parity.IsNone && track.Kind is TrackKind.Video or TrackKind.Audio;
        PayloadDescription payload = PayloadFormats.Describe(track, (byte)(FirstDynamicType + place));
        return new(place + 1, track, payload, GroupPlan.Media(settings.Group, place))
        {
            Parity = isProtected ? GroupPlan.Parity(settings.Group, place) : null,
            Traffic = Nothing,
        };
    }

    private static Lane Measured(ChannelSettings settings, Lane lane, TrackIndex[] tracks)
    {
        TrafficSpec media = tracks.Select(index => Asked(settings, index)).Aggregate(Nothing, TrafficSpec.Wider);
        TrafficSpec? parity = lane.Parity is null ? null : tracks
            .Select(index => StreamTraffic.Parity(index, TimeSpan.Zero, settings.MaxPacket, settings.Parity))
            .Aggregate(Nothing, TrafficSpec.Wider) with { Peak = TrafficSpec.NoPeak };
        return lane with { Traffic = media + StreamTraffic.Reports, ParityTraffic = parity };
    }
}
