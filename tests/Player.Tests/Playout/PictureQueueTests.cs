using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class PictureQueueTests : IDisposable
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(16);
    private readonly List<string> _discarded = [];
    private readonly PlayoutClock _clock = new();
    private readonly PictureQueue<string> _queue;

    public PictureQueueTests()
    {
        _queue = new(_discarded.Add, limit: 4);
        _queue.Begin(Segment(1));
        _clock.Begin(1, MediaTime.Zero);
    }

    public void Dispose() => _queue.Dispose();

    private static PlaySegment Segment(int number, bool goesOn = false) =>
        new(number, MediaTime.Zero, null, 1, PlayRate.Normal, goesOn);

    private static Instant Ms(double milliseconds) => Instant.FromSeconds(100 + (milliseconds / 1_000));

    private PictureQueueTests With(params int[] milliseconds)
    {
        foreach (int at in milliseconds)
            _queue.Add($"{at}", MediaTime.FromSeconds(at / 1_000.0), _clock.Segment);
        return this;
    }

    private string Decide(double at)
    {
        PictureDecision<string> decision = _queue.Decide(_clock, Ms(at), Refresh);
        return $"{decision.Verb} {decision.Picture}";
    }

    [Fact]
    public void The_first_picture_is_shown_at_once_and_the_next_at_its_time()
    {
        With(40, 80);
        Assert.Equal("Preview 40", Decide(-500));
        Assert.Equal("Hold 40", Decide(-400));
        _clock.Start(MediaTime.Zero, Ms(0));
        Assert.Equal("Hold 40", Decide(50));
        Assert.Equal("Hold 40", Decide(71));
        Assert.Equal("Show 80", Decide(72));
        Assert.Equal(["40"], _discarded);
    }

    [Fact]
    public void A_picture_goes_to_the_refresh_that_is_nearest()
    {
        With(0, 40);
        _clock.Start(MediaTime.Zero, Ms(0));
        Assert.Equal("Show 0", Decide(0));
        Assert.Equal("Hold 0", Decide(31));
        Assert.Equal("Show 40", Decide(33));
    }

    [Fact]
    public void What_was_overtaken_is_dropped_and_counted()
    {
        With(0, 40, 80, 120);
        _clock.Start(MediaTime.Zero, Ms(0));
        Assert.Equal("Show 80", Decide(90));
        Assert.Equal((2, 1), (_queue.Late, _queue.Shown));
        With(60);
        Assert.Equal(3, _queue.Late);
        Assert.Equal(["0", "40", "60"], _discarded);
    }

    [Fact]
    public void Pictures_out_of_order_are_shown_in_order_and_too_many_are_counted()
    {
        With(0, 120, 40, 80);
        Assert.False(_queue.HasRoom);
        With(160);
        Assert.Equal((1, "0"), (_queue.Overflowed, _discarded.Single()));
        _clock.Start(MediaTime.Zero, Ms(0));
        Assert.Equal("Show 40", Decide(40));
        Assert.Equal("Show 80", Decide(80));
    }

    [Fact]
    public void A_seek_drops_what_waits_keeps_the_screen_and_shows_the_first_new_picture_at_once()
    {
        With(0, 40);
        _clock.Start(MediaTime.Zero, Ms(0));
        Decide(0);
        _queue.Begin(Segment(2));
        _queue.Add("old", MediaTime.Zero, 1);
        _clock.Begin(2, MediaTime.FromSeconds(9));
        Assert.Equal(["40", "old"], _discarded);
        Assert.Equal("Hold 0", Decide(10));
        With(9_000);
        Assert.Equal("Preview 9000", Decide(20));
    }

    [Fact]
    public void What_goes_on_keeps_what_waits_and_takes_pictures_of_both_plays()
    {
        With(0, 40);
        _clock.Start(MediaTime.Zero, Ms(0));
        Decide(0);
        _queue.Begin(Segment(2, goesOn: true));
        _clock.GoOn(2);
        _queue.Add("80", MediaTime.FromSeconds(0.08), 1);
        Assert.Equal("Show 40", Decide(40));
        Assert.Equal("Show 80", Decide(80));
    }

    [Fact]
    public void Everything_is_given_back_once()
    {
        With(0, 40, 80);
        _clock.Start(MediaTime.Zero, Ms(0));
        Decide(0);
        Decide(40);
        _queue.Dispose();
        Assert.Equal(["0", "40", "80"], _discarded.Order());
    }

    [Fact]
    public void It_says_when_the_next_is_due()
    {
        With(0, 40);
        Assert.True(_queue.Next(_clock) <= Ms(0), "a preview is due at once");
        Decide(-10);
        Assert.Equal(Instant.Never, _queue.Next(_clock));
        _clock.Start(MediaTime.Zero, Ms(0));
        Assert.Equal(Ms(40), _queue.Next(_clock));
    }
}
