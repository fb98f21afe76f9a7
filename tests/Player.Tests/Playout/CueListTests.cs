using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class CueListTests
{
    private static MediaTime S(double seconds) => MediaTime.FromSeconds(seconds);

    private static PlaySegment Segment(int number, bool goesOn) => new(number, S(0), null, 1, PlayRate.Normal, goesOn);

    [Fact]
    public void A_cue_stands_from_its_position_until_its_end_or_the_next()
    {
        CueList<string> cues = new();
        cues.Add("b", S(20), TimeSpan.FromSeconds(5), 0);
        cues.Add("a", S(10), null, 0);
        Assert.Null(cues.At(S(9.9)));
        Assert.Equal("a", cues.At(S(10)));
        Assert.Equal("a", cues.At(S(19.9)));
        Assert.Equal("b", cues.At(S(20)));
        Assert.Null(cues.At(S(25)));
        MediaTime?[] changes = [.. new double[] { 0, 10, 20, 25 }.Select(at => cues.NextChange(S(at)))];
        Assert.Equal([S(10), S(20), S(25), null], changes);
    }

    [Fact]
    public void After_a_seek_only_what_is_sent_for_it_stands_even_if_it_began_before()
    {
        CueList<string> cues = new();
        cues.Begin(Segment(1, goesOn: false));
        cues.Add("slide 1", S(0), null, 1);
        cues.Begin(Segment(2, goesOn: false));
        Assert.Null(cues.At(S(100)));
        cues.Add("slide 1 again", S(0), null, 1);
        cues.Add("slide 7", S(80), null, 2);
        Assert.Equal("slide 7", cues.At(S(100)));
        Assert.Equal(1, cues.Count);
        cues.Begin(Segment(3, goesOn: true));
        Assert.Equal("slide 7", cues.At(S(100)));
    }

    [Fact]
    public void A_cue_sent_twice_stands_once_and_too_many_are_counted()
    {
        List<string> gone = [];
        CueList<string> cues = new(limit: 3, gone.Add);
        foreach (int at in (int[])[1, 2, 2, 3, 4])
            cues.Add($"{at}", S(at), null, 0);
        Assert.Equal((3, 1), (cues.Count, cues.Overflowed));
        Assert.Equal(["2", "1"], gone);
        Assert.Equal("2", cues.At(S(2.5)));
    }
}
