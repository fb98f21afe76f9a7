using System.Globalization;
using System.Text.RegularExpressions;
using Streaming.Formats.Media;
using Streaming.Testing;
using Streaming.Testing.TransportStreams;

namespace Streaming.Codecs.Tests.Multiplexing;

/// <summary>Whole films in transport streams, twice each, read by others and by our own arithmetic.</summary>
public sealed partial class FilmTests : IDisposable
{
    private const int Times = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SharedMedia.Film)]
    [InlineData(SharedMedia.TwoLanguages)]
    [InlineData(SharedMedia.Hevc)]
    [InlineData(SharedMedia.TransportStream)]
    [InlineData(SharedMedia.PictureOnly)]
    [InlineData(SharedMedia.SoundOnly)]
    public async Task A_film_is_woven_as_the_standard_wants_it(string name)
    {
        WovenFilm film = await WovenFilm.ImportAsync(SharedMedia.Find(name), _folder.Path);
        StreamAnalysis analysis = film.Analyse(film.Weave(Times));
        Assert.Equal((0, 0, 0), (film.Late, analysis.Discontinuities, analysis.Underflows));

        // A tick is 37 ns; ±500 ns are allowed, and 100 ms between two (ISO/IEC 13818-1 §2.4.2.2, §2.7.2), of which DVB allows 40.
        Assert.InRange(analysis.WorstClock, 0, 38);
        Assert.InRange(analysis.WorstClockInterval, 1, 40);
        Assert.InRange(analysis.WorstTransportBuffer, 188, 512);
        Assert.InRange(analysis.WorstOverflow, double.MinValue, 0);
        Assert.InRange(analysis.LongestWait, 0.5, 1);
        Assert.InRange(analysis.WorstInterval[0], 1, 100);
        Assert.InRange(analysis.WorstInterval[0x20], 1, 100);
        Assert.InRange(analysis.WorstInterval[0x11], 1, 2_000);
        Assert.InRange(analysis.Nulls, 1, analysis.Packets / 2);
        for (int i = 0; i < film.Tracks.Count; i++)
        {
            byte[] once = film.Elementary(film.Tracks[i]);
            Assert.Equal([.. once, .. once], analysis.Elementary[0x100 + i].ToArray());
        }
    }

    [Fact]
    public async Task Pictures_and_sounds_go_on_without_a_gap_from_one_showing_to_the_next()
    {
        WovenFilm film = await WovenFilm.ImportAsync(SharedMedia.Find(SharedMedia.Film), _folder.Path);
        StreamAnalysis analysis = film.Analyse(film.Weave(Times));
        long[] pictures = [.. analysis.Presentations[0x100].Order()];
        Assert.Equal(film.Tracks[0].Samples.Length * Times, pictures.Length);
        Assert.All(pictures.Zip(pictures.Skip(1)), pair => Assert.Equal(3_750, pair.Second - pair.First));
    }

    [Theory]
    [InlineData(SharedMedia.Film)]
    [InlineData(SharedMedia.TwoLanguages)]
    [InlineData(SharedMedia.Hevc)]
    public async Task Ffmpeg_takes_out_what_was_put_in_and_decodes_every_picture(string name)
    {
        string source = SharedMedia.Find(name), written = Path.Combine(_folder.Path, "film.ts");
        WovenFilm film = await WovenFilm.ImportAsync(source, _folder.Path);
        await File.WriteAllBytesAsync(written, film.Weave(Times), TestContext.Current.CancellationToken);
        for (int i = 0; i < film.Tracks.Count; i++)
        {
            string elementary = Path.Combine(_folder.Path, "elementary");
            Tool.Run("ffmpeg", "-v", "error", "-y", "-i", written, "-map", $"0:{i}", "-c", "copy", "-f", "data", elementary);
            byte[] once = film.Elementary(film.Tracks[i]);
            Assert.Equal([.. once, .. once], File.ReadAllBytes(elementary));
        }

        string[] pictures = Pictures(source);
        Assert.Equal([.. pictures, .. pictures], Pictures(written));
        string facts = Tool.Run("ffprobe", "-v", "error", "-show_entries", "program_tags:stream_tags=language", "-of", "flat", written);
        Assert.Contains("service_name=\"Tiếng Việt\"", facts, StringComparison.Ordinal);
        foreach (TrackIndex sound in film.Tracks.Skip(1))
            Assert.Contains($"language=\"{LanguageTag.ThreeLetters(sound.Track.Language)}\"", facts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_analyser_that_is_not_ours_finds_clock_counters_and_buffers_in_order()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/tsreport"), "tstools are not installed");
        string written = Path.Combine(_folder.Path, "film.ts");
        WovenFilm film = await WovenFilm.ImportAsync(SharedMedia.Find(SharedMedia.TwoLanguages), _folder.Path);
        await File.WriteAllBytesAsync(written, film.Weave(Times), TestContext.Current.CancellationToken);

        // Clock references apart in time as they are in bytes, and every stamp ahead of the clock at which its packet comes.
        string report = Tool.Run("tsreport", "-buffering", written);
        Assert.Contains("Bad (>.1s) gaps: 0, Max gap: 27", report, StringComparison.Ordinal);
        Assert.Contains("Linear PCR prediction errors: min=0t, max=0t", report, StringComparison.Ordinal);
        Assert.DoesNotMatch("duplicate packets: [1-9]", report);
        MatchCollection ahead = LeastAhead().Matches(report);
        Assert.True(ahead.Count > film.Tracks.Count, report);
        Assert.All(ahead, least => Assert.InRange(long.Parse(least.Groups[1].Value, CultureInfo.InvariantCulture), 1, 63_000 + 90_000));
    }

    private static string[] Pictures(string file) =>
    [
        .. Tool.Run("ffmpeg", "-v", "error", "-i", file, "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-")
            .Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[^1].Trim()),
    ];

    [GeneratedRegex(@"Minimum difference was +(-?\d+)t")]
    private static partial Regex LeastAhead();
}
