using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

public sealed class ReconnectionTests
{
    [Fact]
    public void What_broke_while_it_played_is_tried_three_times_each_after_a_longer_wait()
    {
        SessionOutcome.Failed failed = new(FailureKind.WentSilent, 0, "silence");
        double?[] waits = [.. Enumerable.Range(0, 5).Select(attempt => Reconnection.Decide(failed, true, attempt)?.TotalSeconds)];
        Assert.Equal([1, 2, 4, null, null], waits);
    }

    [Theory]
    [InlineData(FailureKind.Disconnected, 0, true)]
    [InlineData(FailureKind.NoAnswer, 0, true)]
    [InlineData(FailureKind.Refused, 454, true)]
    [InlineData(FailureKind.Refused, 453, false)]
    [InlineData(FailureKind.Refused, 404, false)]
    [InlineData(FailureKind.NothingPlayable, 0, false)]
    [InlineData(FailureKind.Misunderstood, 0, false)]
    public void Only_what_may_pass_is_tried_again(FailureKind kind, int status, bool isTried)
    {
        SessionOutcome.Failed failed = new(kind, status, "a reason");
        Assert.Equal(isTried, Reconnection.Decide(failed, hasPlayed: true, 0) is not null);
        Assert.Null(Reconnection.Decide(failed, hasPlayed: false, 0));
    }
}
