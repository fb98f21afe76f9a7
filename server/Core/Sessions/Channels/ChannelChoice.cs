using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;

namespace Streaming.Server.Sessions.Channels;

/// <summary>Which lanes of a channel a client is described: all of them where it knows how to choose among them, else what plays
/// everywhere.</summary>
public static class ChannelChoice
{
    /// <summary>In an address: <c>?layers=yes</c> is described every lane, whether its client knows channels or not.</summary>
    private const string Layers = "layers";

    /// <summary>Whether a request is answered with everything there is.</summary>
    public static bool IsLayered(RtspRequest request, MediaQuery query) => Features.KnowsChannels(request) || IsLayered(query);

    /// <summary>Whether an address asks for everything there is.</summary>
    public static bool IsLayered(MediaQuery query) => "yes".Equals(query[Layers], StringComparison.OrdinalIgnoreCase);

    /// <summary>Picture first, then sound and text; of one that is not layered one picture and one sound, or what the query says, see
    /// <see cref="TrackSelection"/>.</summary>
    /// <param name="missing">Where false: what was asked for, and what there is, in one sentence.</param>
    public static bool TryChoose(
        Lineup lineup,
        MediaQuery query,
        bool isLayered,
        [NotNullWhen(true)] out IReadOnlyList<Lane>? lanes,
        [NotNullWhen(false)] out string? missing)
    {
        (lanes, missing) = (lineup.Lanes, null);
        if (isLayered)
            return true;
        ChannelSettings settings = lineup.Settings;
        Title all = new()
        {
            Id = $"{MediaUri.ChannelPrefix}{settings.Name}", Name = settings.Name, Duration = default, Tracks = [.. lanes.Select(TrackOf)],
        };
        bool isThere = TrackSelection.TryChoose(all, query, out IReadOnlyList<Track>? tracks, out missing);
        lanes = tracks?.Select(track => lineup.Lanes.First(lane => lane.Number == track.Id)).ToArray();
        return isThere;
    }

    /// <summary>As it is known by: lanes have numbers of their own, and the first of a kind is the one to begin with.</summary>
    internal static Track TrackOf(Lane lane) => lane.Track with { Id = lane.Number, IsDefault = false };
}
