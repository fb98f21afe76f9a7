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
}
