using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Lab.Tests.Viewing;

/// <summary>One film that no camera saw: a picture of 2 Mb/s with a key every second, and sound.</summary>
internal sealed class LoneFilm : ICatalogue
{
    private readonly MediaIndex _index;
    private readonly Dictionary<int, IByteSource> _bytes;

    public LoneFilm(double seconds, BitRate? rate = null)
    {
        TrackIndex picture = SyntheticTrack.Video(1, rate ?? BitRate.Kbps(2_000), seconds, group: 25, keyWeight: 4);
        TrackIndex sound = SyntheticTrack.Audio(2, BitRate.Kbps(128), seconds);
        picture = Of(picture, picture.Track with
        {
            Rendition = "source",
            IsDefault = true,
            Width = 640,
            Height = 360,
            FrameRate = 25,
            Configuration = Hex.Bytes("00000001 6742c01e d900a047fe88 00000001 68ce3880"),
        });
        sound = Of(sound, sound.Track with
        {
            Language = "en",
            IsDefault = true,
            Channels = 2,
            SampleRate = 48_000,
            Configuration = Hex.Bytes("1190"),
        });
        _index = new(
            new() { Id = "film", Name = "The film", Duration = TimeSpan.FromSeconds(seconds), Tracks = [picture.Track, sound.Track] },
            [picture, sound]);
        _bytes = _index.Tracks.ToDictionary(
            track => track.Track.Id, IByteSource (track) => new MemoryFilm(SyntheticTrack.Bytes(track, (ulong)track.Track.Id)));
    }

    public IReadOnlyList<Title> Titles => [_index.Title];

    public OpenTitle? Open(string id) => id == "film" ? new(_index, _bytes) : null;

    private static TrackIndex Of(TrackIndex index, Track track) => new(track, [.. index.Samples], [.. index.Units]);
}
