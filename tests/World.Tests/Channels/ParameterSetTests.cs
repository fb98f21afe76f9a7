using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests.Channels;

/// <summary>Real films with other parameter sets follow each other in one stream, and a decoder that knows nothing of titles goes
/// on.</summary>
public sealed class ParameterSetTests
{
    [Theory]
    [InlineData("h264", "libx264", "-x264-params;cabac=0:ref=1:bframes=0:keyint=10", "-x264-params;ref=4:bframes=3:keyint=12")]
    [InlineData("hevc", "libx265", "-x265-params;ref=1:bframes=0:keyint=10:log-level=0", "-x265-params;bframes=3:keyint=12:log-level=0")]
    public async Task Every_picture_is_decoded_as_it_is_in_its_own_title(string format, string encoder, string one, string other)
    {
        using TemporaryFolder folder = new();
        using StoredCatalogue first = await Import(folder, "one", encoder, one, "testsrc2");
        using StoredCatalogue second = await Import(folder, "other", encoder, other, "mandelbrot");
        ChannelFilm[] films = [Film(first), Film(second)];
        Assert.NotEqual(films[0].Index.Tracks[0].Track.Configuration, films[1].Index.Tracks[0].Track.Configuration);

        ChannelWorld world = new ChannelWorld(films).Loop(films).Run(TimeSpan.FromSeconds(8.5));

        Assert.Empty(world.Lineup.Mistakes);
        string[] expected = [.. films.Select(film => Pictures(folder, format, Samples(film))).SelectMany(pictures => pictures)];
        int count = films.Sum(film => film.Index.Tracks[0].Samples.Length);
        Assert.Equal(count, expected.Length);
        Assert.True(world.Lanes[0].Samples.Count > 2 * count);
        string[] seen = Pictures(folder, format, world.Lanes[0].Samples.Take(2 * count).Select(sample => sample.Bytes));
        Assert.Equal([.. expected, .. expected], seen);
    }

    private static async Task<StoredCatalogue> Import(
        TemporaryFolder folder, string name, string encoder, string options, string source)
    {
        string film = Path.Combine(folder.Path, $"{name}.mp4");
        Tool.Run("ffmpeg",
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"{source}=size=128x96:rate=25", "-t", "2", "-pix_fmt", "yuv420p",
            "-c:v", encoder, .. options.Split(';'), film,
        ]);
        return await StoredCatalogue.ImportAsync(film, new() { Traffic = TrafficAnalysis.Of });
    }

    private static ChannelFilm Film(StoredCatalogue stored)
    {
        OpenTitle open = stored.Open(stored.Titles[0].Id)!;
        TrackIndex picture = open.Index.Tracks[0];
        return new(stored.Titles[0].Id, new SyntheticTrack(picture, open.Film(picture.Track.Id)));
    }

    private static IEnumerable<byte[]> Samples(ChannelFilm film)
    {
        TrackIndex picture = film.Index.Tracks[0];
        return Enumerable.Range(0, picture.Samples.Length).Select(film[picture].Sample);
    }

    /// <summary>The digest of each decoded picture; any error is fatal.</summary>
    private static string[] Pictures(TemporaryFolder folder, string format, IEnumerable<byte[]> samples)
    {
        string stream = Path.Combine(folder.Path, "stream");
        File.WriteAllBytes(stream, [.. samples.SelectMany(sample => sample)]);
        string digests = Tool.Run(
            "ffmpeg", "-nostdin", "-xerror", "-v", "error", "-f", format, "-i", stream, "-vsync", "passthrough", "-f", "framemd5", "-");
        return [.. digests.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim())];
    }
}
