using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;
using Streaming.Server.Contracts;

namespace Streaming.Server.Channels;

/// <summary>The lanes of a channel, and how its titles fit them.</summary>
/// <remarks>
/// Lanes are what the channel declares, or what the first of its titles has. A title without one of the renditions sends the nearest in its
/// place, without one of the languages its own sound, if a decoder can go on with it; a lane of text without text is silent meanwhile.
/// Every such misfit is named.
/// </remarks>
public sealed class Lineup
{
    private Lineup(ChannelSettings settings, IReadOnlyList<Lane> lanes, IReadOnlyList<ChannelMistake> mistakes) =>
        (Settings, Lanes, Mistakes) = (settings, lanes, mistakes);

    public ChannelSettings Settings { get; }

    public IReadOnlyList<Lane> Lanes { get; }

    /// <summary>What is wrong with the channel and its titles; with a fatal one it cannot play. Of a title that cannot be played alone the
    /// channel thinks no worse.</summary>
    public IReadOnlyList<ChannelMistake> Mistakes { get; }

    public bool IsPlayable => Mistakes.All(mistake => !mistake.IsFatal);

    /// <summary>What all lanes ask of the first link together, parity and reports included.</summary>
    public TrafficSpec Traffic =>
        Lanes.SelectMany(lane => new[] { lane.Traffic, lane.ParityTraffic }).OfType<TrafficSpec>().Aggregate((sum, one) => sum + one);

    /// <summary>What the channel is shaped to.</summary>
    public Contract Contract => new()
    {
        Generation = 1,
        Class = Settings.Service,
        Traffic = Traffic,
        Reserved = Settings.Service == ServiceClass.BestEffort ? BitRate.Zero : Traffic.Rate,
        Buffer = TimeSpan.Zero,
        Priority = Settings.Priority,
    };

    /// <param name="titles">Those of its programme that the library has, in the order in which they are played; the first decides.</param>
    public static Lineup Of(ChannelSettings settings, IReadOnlyList<MediaIndex> titles)
    {
        List<ChannelMistake> mistakes = [.. settings.Check()];
        IReadOnlyList<Lane> lanes = LaneDraft.Of(settings, titles, mistakes);
        List<IReadOnlyList<TrackIndex?>> played = [];
        foreach (MediaIndex title in titles)
        {
            TrackIndex?[] tracks = Fit(lanes, title, out IReadOnlyList<ChannelMistake> misfits);
            if (misfits.All(mistake => !mistake.IsFatal))
                played.Add(tracks);

            // Passed over: the others play.
            mistakes.AddRange(misfits.Select(mistake => mistake with { IsFatal = false }));
        }

        if (played.Count == 0)
            mistakes.Add(new(ChannelFault.Empty, "programme", "none of its titles can be played"));
        return new(settings, LaneDraft.Measured(settings, lanes, played), mistakes);
    }

    /// <summary>A title as this channel plays it, which from now on owns what is open.</summary>
    /// <param name="mistakes">How it does not fit; with a fatal one it cannot be played, and what is open stays the caller's.</param>
    public bool TryFit(OpenTitle title, [NotNullWhen(true)] out ChannelTitle? fitted, out IReadOnlyList<ChannelMistake> mistakes)
    {
        TrackIndex?[] tracks = Fit(Lanes, title.Index, out mistakes);
        mistakes = [.. mistakes, .. Lanes.Zip(tracks, (lane, track) => TooMuch(lane, track, title.Index.Title)).OfType<ChannelMistake>()];
        fitted = mistakes.All(mistake => !mistake.IsFatal) ? new(title, tracks) : null;
        return fitted is not null;
    }

    private static TrackIndex?[] Fit(IReadOnlyList<Lane> lanes, MediaIndex title, out IReadOnlyList<ChannelMistake> mistakes)
    {
        List<ChannelMistake> found = [];
        TrackIndex?[] tracks = new TrackIndex?[lanes.Count];
        for (int i = 0; i < tracks.Length; i++)
        {
            tracks[i] = LaneFit.Find(lanes[i], title, out ChannelMistake? mistake);
            if (mistake is not null)
                found.Add(mistake);
        }

        if (!IsWorthPlaying(lanes, tracks, title))
        {
            found.Add(new(ChannelFault.Lanes, title.Title.Id, $"'{title.Title.Id}' has nothing that the channel could send: it is passed "
                + "over"));
        }

        mistakes = found;
        return tracks;
    }

    /// <summary>Of a film whose pictures fit nowhere nobody wants the sound alone.</summary>
    private static bool IsWorthPlaying(IReadOnlyList<Lane> lanes, TrackIndex?[] tracks, MediaIndex title)
    {
        bool isSeen = title.Tracks.Any(index => index.Track.Kind == TrackKind.Video) && lanes.Any(lane => lane.Kind == TrackKind.Video);
        return tracks.Any(track => track is not null && (!isSeen || track.Track.Kind == TrackKind.Video));
    }

    /// <summary>It was not there, or was another, when the lane was made.</summary>
    private ChannelMistake? TooMuch(Lane lane, TrackIndex? track, Title title)
    {
        if (track is null)
            return null;
        TrafficSpec asked = LaneDraft.Asked(Settings, track) + StreamTraffic.Reports;
        return asked.Rate <= lane.Traffic.Rate && asked.Depth <= lane.Traffic.Depth && asked.MaxPacket <= lane.Traffic.MaxPacket
            ? null
            : new(ChannelFault.Rate, title.Id, $"the {LaneFit.Called(track.Track)} of '{title.Id}' asks for {asked.Rate} and bursts of "
                + $"{asked.Depth}, the channel was given {lane.Traffic.Rate} and {lane.Traffic.Depth}: declare the channel anew");
    }
}
