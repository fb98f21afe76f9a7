using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Server.Channels;

/// <summary>Which track of a title a lane sends.</summary>
internal static class LaneFit
{
    /// <summary>The track; null: the lane is silent while this title plays.</summary>
    /// <param name="mistake">How it is not what the lane is for; null: it is.</param>
    public static TrackIndex? Find(Lane lane, MediaIndex title, out ChannelMistake? mistake)
    {
        TrackIndex[] all = [.. title.Tracks.Where(index => index.Track.Kind == lane.Kind && index.Samples.Length > 0)];
        TrackIndex? meant = all.FirstOrDefault(index => IsMeant(lane, index.Track));
        mistake = meant is null ? Missing(lane, title.Title, all) : Misfit(lane, title.Title, meant.Track);
        if (meant is not null && mistake is null)
            return meant;
        TrackIndex? other = StandIn(lane, all.Where(index => Misfit(lane, title.Title, index.Track) is null));
        if (mistake is not null)
            mistake = mistake with { Sentence = $"{mistake.Sentence}; until then {Meanwhile(lane, other?.Track)}" };
        return other;
    }

    /// <summary>How a lane is called.</summary>
    public static string Called(Track track) => track.Kind switch
    {
        TrackKind.Video => track.Rendition.Length == 0 ? "picture" : $"picture '{track.Rendition}'",
        TrackKind.Audio => $"sound '{track.Language}'",
        TrackKind.Text => $"text '{track.Language}'",
        _ => "slides",
    };

    private static bool IsMeant(Lane lane, Track track) => lane.Kind switch
    {
        TrackKind.Video => track.Rendition.Equals(lane.Rendition, StringComparison.OrdinalIgnoreCase),
        TrackKind.Slides => true,
        _ => track.Language.Equals(lane.Language, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Text in another language is of no use; a picture in another size is.</summary>
    private static TrackIndex? StandIn(Lane lane, IEnumerable<TrackIndex> others) => lane.Kind switch
    {
        TrackKind.Video => others.OrderBy(index => index.Track.MeanRate > lane.Track.MeanRate)
            .ThenBy(index => Math.Abs(index.Track.MeanRate.BitsPerSecond - lane.Track.MeanRate.BitsPerSecond)).FirstOrDefault(),
        TrackKind.Audio => others.OrderByDescending(index => index.Track.IsDefault).FirstOrDefault(),
        _ => null,
    };

    /// <summary>That some titles have text or slides and others have not is as it should be.</summary>
    private static ChannelMistake? Missing(Lane lane, Title title, TrackIndex[] all) => lane.Kind switch
    {
        TrackKind.Video => new(ChannelFault.Rendition, title.Id, $"'{title.Id}' has no {Called(lane.Track)}, but "
            + $"{Listed(all, track => track.Rendition)}: import it with a ladder that has it", IsFatal: false),
        TrackKind.Audio => new(ChannelFault.Language, title.Id, $"'{title.Id}' has no {Called(lane.Track)}, but "
            + $"{Listed(all, track => track.Language)}: add it to the title, or leave that language out of the channel", IsFatal: false),
        _ => null,
    };

    private static string Listed(TrackIndex[] all, Func<Track, string> name) =>
        all.Length == 0 ? "none at all" : string.Join(", ", all.Select(index => name(index.Track)).Distinct());

    private static string Meanwhile(Lane lane, Track? other) => other is null
        ? $"the {Called(lane.Track)} of the channel is silent"
        : $"its {Called(other)} is sent as {Called(lane.Track)}";

    /// <summary>Why a decoder that follows the lane's description cannot go on with the track; null: it can.</summary>
    private static ChannelMistake? Misfit(Lane lane, Title title, Track track)
    {
        Track known = lane.Track;
        (ChannelFault Fault, string Is, string Wanted)? difference =
            track.Codec != known.Codec ? (ChannelFault.Codec, $"{track.Codec}", $"{known.Codec}")
            : track.Clock != known.Clock ? (ChannelFault.Clock, $"counted in {track.Clock}", $"{known.Clock}")
            : track.Rotation != known.Rotation ? (ChannelFault.Configuration, $"turned by {track.Rotation}°", $"{known.Rotation}°")
            : Promised(track) != Promised(known) ? (ChannelFault.Configuration, Said(track), Said(known))
            : null;
        return difference is not { } one ? null : new(one.Fault, title.Id, $"the {Called(track)} of '{title.Id}' is {one.Is}, the "
            + $"channel's {one.Wanted}, and a decoder cannot go over: import it as the first title of the channel was", IsFatal: false);
    }

    /// <summary>What a description says that the stream itself does not: of these codings it says all of it again at every key
    /// sample.</summary>
    private static (int Channels, string Parameters) Promised(Track track)
    {
        if (track.Codec is Codec.H264 or Codec.H265 or Codec.Av1 or Codec.Vp8 or Codec.Vp9 or Codec.Jpeg or Codec.Mp3 or Codec.Opus)
            return default;
        PayloadDescription payload = PayloadFormats.Describe(track, dynamicType: 96);
        return (payload.Channels, payload.Parameters);
    }

    private static string Said(Track track) => track.Kind == TrackKind.Audio
        ? $"{track.Channels}-channel {track.Codec} {Convert.ToHexString(track.Configuration)}"
        : $"described as '{Promised(track).Parameters}'";
}
