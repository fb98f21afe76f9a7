using System.Text;
using Streaming.Ffmpeg.Importing;
using Streaming.Formats.Media;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class TimedTextTests
{
    [Fact]
    public void Pauses_become_samples_without_text()
    {
        Assert.Equal([(0, 500, ""), (500, 500, "eins"), (1_000, 1_000, ""), (2_000, 500, "zwei"), (2_500, 1_500, "")], Lay(
            4_000, Cue(500, 1_000, "eins"), Cue(2_000, 2_500, "zwei")));
    }

    [Fact]
    public void Cues_that_overlap_share_the_screen_for_that_while()
    {
        Assert.Equal(
            [(0, 1_000, "A"), (1_000, 1_000, "A\nB"), (2_000, 1_000, "B")], Lay(3_000, Cue(0, 2_000, "A"), Cue(1_000, 3_000, "B")));
    }

    [Fact]
    public void A_short_cue_within_a_long_one_does_not_end_it()
    {
        Assert.Equal([(0, 1, "A"), (1, 1, "A\nB"), (2, 7, "A"), (9, 1, "")], Lay(10, Cue(0, 9, "A"), Cue(1, 2, "B")));
    }

    [Fact]
    public void Text_ends_with_the_title()
    {
        Assert.Equal([(0, 1_000, ""), (1_000, 500, "spät")], Lay(1_500, Cue(1_000, 9_000, "spät"), Cue(2_000, 3_000, "zu spät")));
    }

    [Fact]
    public void A_pause_longer_than_the_wire_can_say_is_cut()
    {
        TimedTextTrack track = new([Cue(0, 1, "A")], 20_000_000);
        Assert.All(track.Samples, sample => Assert.InRange(sample.Duration, 1, (1 << 24) - 1));
        Assert.Equal(20_000_000, track.Samples.Sum(sample => sample.Duration));
    }

    private static TextCue Cue(long start, long end, string text) => new(start, end, Encoding.UTF8.GetBytes(text), default);

    private static List<(int, int, string)> Lay(long end, params TextCue[] cues)
    {
        TimedTextTrack track = new(cues, end);
        List<(int, int, string)> laid = [];
        foreach (MediaSample sample in track.Samples)
        {
            MediaUnit text = track.Units[sample.FirstUnit];
            string words = Encoding.UTF8.GetString(track.Bytes, (int)sample.Offset + text.Offset, text.Size);
            laid.Add(((int)sample.DecodeUnits, sample.Duration, words));
        }

        return laid;
    }
}
