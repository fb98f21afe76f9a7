using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Traffic;
using Streaming.World.Tests.Films;

namespace Streaming.World.Tests.Channels;

/// <summary>A title of made-up tracks, of which it is counted who has it open.</summary>
public sealed class ChannelFilm
{
    private readonly Dictionary<int, SyntheticTrack> _tracks;

    /// <param name="tracks">In the order of their ids; each is told its own.</param>
    public ChannelFilm(string id, params ReadOnlySpan<SyntheticTrack> tracks)
    {
        List<SyntheticTrack> numbered = [];
        foreach (SyntheticTrack track in tracks)
            numbered.Add(Numbered(track, numbered.Count + 1));
        _tracks = numbered.ToDictionary(track => track.Track.Id);
        Title title = new() { Id = id, Name = id, Duration = Lengths(numbered).Max(), Tracks = [.. numbered.Select(one => one.Track)] };
        Index = new(title, [.. numbered.Select(track => track.Index)]);
    }

    public MediaIndex Index { get; }

    public int Open { get; private set; }

    public SyntheticTrack this[TrackIndex index] => _tracks[index.Track.Id];

    /// <summary>A picture and a sound.</summary>
    public static ChannelFilm Make(string id, ulong seed, double seconds) =>
        new(id, SyntheticFilm.Make(Codec.H264, seed, seconds), SyntheticFilm.Make(Codec.Aac, seed + 100, seconds));

    /// <summary>The same with what it asks of a network, as stored titles know it.</summary>
    public ChannelFilm Measured() => new(
        Index.Title.Id, [.. Index.Tracks.Select(index => this[index] with { Index = index.With(TrafficAnalysis.Of(index)) })]);

    public OpenTitle OpenIt()
    {
        Open++;
        return new(Index, _tracks.ToDictionary(pair => pair.Key, pair => pair.Value.Film), () => Open--);
    }

    /// <summary>As a channel plays it.</summary>
    public ChannelTitle Fit(Lineup lineup)
    {
        Assert.True(lineup.TryFit(OpenIt(), out ChannelTitle? title, out _));
        return title;
    }

    private static SyntheticTrack Numbered(SyntheticTrack track, int id)
    {
        TrackIndex index = track.Index;
        return track with { Index = new(track.Track with { Id = id }, index.Samples.ToArray(), index.Units.ToArray(), index.Traffic) };
    }

    private static IEnumerable<TimeSpan> Lengths(IEnumerable<SyntheticTrack> tracks)
    {
        foreach (SyntheticTrack track in tracks)
        {
            MediaSample last = track.Index.Samples[^1];
            yield return track.Track.Clock.ToLength(last.PresentationUnits + last.Duration);
        }
    }
}
