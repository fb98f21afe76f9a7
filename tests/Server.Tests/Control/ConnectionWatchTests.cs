using Streaming.Server.Host.Control;

namespace Streaming.Server.Tests.Control;

public sealed class ConnectionWatchTests
{
    private static readonly Instant Start = Instant.FromSeconds(100);
    private readonly ConnectionWatch _watch = new(new(), Start);

    [Fact]
    public void A_new_connection_has_ten_seconds_for_its_first_headers()
    {
        Check(10, ReadVerdict.Fine);
        Check(10.001, ReadVerdict.Idle);
        _watch.Reading(10_000, hasHead: false, At(9));
        Check(10, ReadVerdict.Fine);
        Check(10.001, ReadVerdict.TooSlow);
    }

    [Fact]
    public void Blank_lines_are_no_message()
    {
        _watch.Reading(0, hasHead: false, At(9));
        Check(10.001, ReadVerdict.Idle);
    }

    [Fact]
    public void Later_headers_have_ten_seconds_from_their_first_byte()
    {
        Answered(20);
        _watch.Reading(1_500, hasHead: false, At(50));
        _watch.Reading(3_000, hasHead: false, At(55));
        Check(60, ReadVerdict.Fine);
        Check(60.001, ReadVerdict.TooSlow);
    }

    [Theory]
    [InlineData(0, 5.0)]
    [InlineData(240, 6.0)]
    [InlineData(2_400, 15.0)]
    [InlineData(120_000, 505.0)]
    public void A_body_makes_240_bytes_a_second_once_five_seconds_are_over(int received, double until)
    {
        Answered(0);
        _watch.Reading(1, hasHead: true, At(0));
        _watch.Reading(Math.Max(1, received), hasHead: true, At(1));
        Check(until, ReadVerdict.Fine);
        Check(until + 0.1, ReadVerdict.TooSlow);
    }

    [Fact]
    public void Between_requests_a_connection_may_rest_for_a_minute_and_with_a_session_for_ever()
    {
        Answered(20);
        Check(80, ReadVerdict.Fine);
        Check(80.001, ReadVerdict.Idle);
        Assert.Equal(ReadVerdict.Fine, _watch.Judge(At(9_999), holdsSession: true));
        _watch.Reading(0, hasHead: false, At(70));
        Check(80.001, ReadVerdict.Idle);
    }

    [Fact]
    public void While_a_request_is_answered_the_client_is_not_to_blame()
    {
        _watch.Reading(10, hasHead: false, At(1));
        _watch.Answering();
        Check(1_000, ReadVerdict.Fine);
    }

    [Fact]
    public void A_client_has_half_a_minute_to_take_what_is_written()
    {
        Answered(10);
        _watch.Writing(At(20));
        Check(50, ReadVerdict.Fine);
        Assert.Equal(ReadVerdict.Stalled, _watch.Judge(At(50.001), holdsSession: true));
        _watch.Written();
        Check(50.001, ReadVerdict.Fine);
    }

    [Fact]
    public void Behind_its_last_answer_a_connection_has_two_seconds()
    {
        _watch.Leaving(At(5));
        Check(7, ReadVerdict.Fine);
        Check(7.001, ReadVerdict.Left);
    }

    private static Instant At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    private void Answered(double seconds)
    {
        _watch.Answering();
        _watch.Reading(0, hasHead: false, At(seconds));
    }

    private void Check(double seconds, ReadVerdict verdict) => Assert.Equal(verdict, _watch.Judge(At(seconds), holdsSession: false));
}
