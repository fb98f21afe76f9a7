using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg;

public sealed class RealFilmTests
{
    public static TheoryData<string> Films => [.. SharedMedia.Names];

    [Theory]
    [MemberData(nameof(Films))]
    public async Task Every_sample_of_a_film_is_shown_when_ffprobe_says(string film)
    {
        string path = SharedMedia.Find(film);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        int stream = 0;
        decimal zero = film == SharedMedia.TransportStream ? 131_580m / 90_000 : 0;
        foreach (TrackIndex track in title.Index.Tracks.Where(track => track.Track.Kind != TrackKind.Text))
        {
            IReadOnlyList<ProbedPacket> packets = ProbedPacket.Read(path, stream++);
            Assert.Equal(packets.Count, track.Samples.Length);
            for (int i = 0; i < packets.Count; i++)
            {
                decimal units = (packets[i].Presentation - zero) * track.Track.Clock.Hertz;
                MediaSample sample = track.Samples[i];
                Assert.InRange(sample.PresentationUnits - units, -0.5m, 0.5m);
                Assert.True(!packets[i].IsKey || sample.IsKey);
                if (packets[i].IsDiscarded)
                    Assert.True(sample.Flags.HasFlag(SampleFlags.Preroll));
                Assert.True(sample.PresentationDelay >= 0);
            }
        }
    }

    [Theory]
    [InlineData(SharedMedia.Film, "h264")]
    [InlineData(SharedMedia.Hevc, "hevc")]
    [InlineData(SharedMedia.TransportStream, "h264")]
    [InlineData(SharedMedia.PictureOnly, "h264")]
    [InlineData(SharedMedia.OpenGop, "h264")]
    public async Task Every_picture_decodes_to_the_same_pixels_as_in_the_film(string film, string format)
    {
        string path = SharedMedia.Find(film);
        using StoredTitle title = await StoredTitle.ImportAsync(path);
        string[] options = film == SharedMedia.OpenGop ? ["-ignore_editlist", "1"] : [];
        Assert.Equal(Pictures.OfFile(path, options), Pictures.Of(title, title.Only(TrackKind.Video), format));
    }

    [Theory]
    [InlineData(SharedMedia.OpenGop, 7)]
    [InlineData(SharedMedia.TwoLanguages, 53)]
    [InlineData(SharedMedia.Hevc, 12)]
    [InlineData(SharedMedia.TransportStream, 3)]
    public async Task Every_key_picture_has_its_parameter_sets_once(string film, int keys)
    {
        using StoredTitle title = await StoredTitle.ImportAsync(SharedMedia.Find(film));
        TrackIndex video = title.Only(TrackKind.Video);
        int found = 0;
        foreach (MediaSample sample in video.Samples)
        {
            int[] types = [.. video.UnitsOf(sample).ToArray().Select(unit => TypeOf(video.Track.Codec, unit)).Where(type => type >= 0)];
            int[] wanted = video.Track.Codec == Codec.H265 ? [32, 33, 34] : [7, 8];
            Assert.Equal(sample.IsKey ? wanted : [], types);
            found += sample.IsKey ? 1 : 0;
        }

        Assert.Equal(keys, found);
    }

    [Fact]
    public async Task A_sound_frame_that_is_only_half_priming_is_no_preroll()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(SharedMedia.Find(SharedMedia.TwoLanguages));
        MediaSample first = title.Index.Tracks[1].Samples[0];
        Assert.Equal((-892, SampleFlags.Key), (first.PresentationUnits, first.Flags));
        Assert.Equal(["und", "en", "de", "en", "de"], title.Title.Tracks.Select(track => track.Language));
        Assert.Equal(2, title.Title.Tracks.Count(track => track.Codec == Codec.TimedText));
    }

    [Fact]
    public async Task Subtitles_follow_each_other_without_a_gap_to_the_end()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(SharedMedia.Find(SharedMedia.TwoLanguages));
        foreach (TrackIndex track in title.Index.Tracks.Where(track => track.Track.Kind == TrackKind.Text))
        {
            long end = 0;
            foreach (MediaSample sample in track.Samples)
            {
                Assert.Equal(end, sample.DecodeUnits);
                end += sample.Duration;
            }

            Assert.InRange(track.Track.Clock.ToLength(end), title.Title.Duration - TimeSpan.FromMilliseconds(1), title.Title.Duration);
            Assert.Equal(500, track.Samples[0].Duration);
        }
    }

    [Fact]
    public async Task A_turned_film_stays_as_it_is_and_says_how_to_turn_it()
    {
        using StoredTitle title = await StoredTitle.ImportAsync(SharedMedia.Find(SharedMedia.Rotated));
        Track video = title.Only(TrackKind.Video).Track;
        Assert.Equal((1280, 720, 270), (video.Width, video.Height, video.Rotation));
        Assert.Equal("cover.jpg", title.Title.Cover);
    }

    [Theory]
    [InlineData(SharedMedia.PictureOnly, "h264")]
    [InlineData(SharedMedia.Hevc, "hevc")]
    public async Task Disposable_pictures_are_missed_by_no_other(string film, string format)
    {
        using StoredTitle title = await StoredTitle.ImportAsync(SharedMedia.Find(film));
        TrackIndex video = title.Only(TrackKind.Video);
        MediaSample[] shown = [.. video.Samples.ToArray().OrderBy(sample => sample.PresentationUnits)];
        IReadOnlyList<string> all = Pictures.Of(title, video, format);
        string[] expected = [.. all.Where((_, number) => !shown[number].Flags.HasFlag(SampleFlags.Disposable))];
        Assert.InRange(expected.Length, 1, all.Count - 1);
        Assert.Equal(expected, Pictures.Of(title, video, format, sample => !sample.Flags.HasFlag(SampleFlags.Disposable)));
    }

    private static int TypeOf(Codec codec, MediaUnit unit)
    {
        int type = codec == Codec.H265 ? (unit.Head >> 9) & 0x3F : (unit.Head >> 8) & 0x1F;
        return (codec == Codec.H265 ? type is >= 32 and <= 34 : type is 7 or 8) ? type : -1;
    }
}
