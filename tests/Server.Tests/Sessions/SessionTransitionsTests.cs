using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.Sessions;

public sealed class SessionTransitionsTests
{
    /// <summary>RFC 2326 §A.2 with its two deviations; '-' is 455.</summary>
    [Theory]
    [InlineData("OPTIONS", "Init", "Ready", "Playing")]
    [InlineData("DESCRIBE", "Init", "Ready", "Playing")]
    [InlineData("GET_PARAMETER", "Init", "Ready", "Playing")]
    [InlineData("SET_PARAMETER", "Init", "Ready", "Playing")]
    [InlineData("SETUP", "Ready", "Ready", "-")]
    [InlineData("PLAY", "-", "Playing", "Playing")]
    [InlineData("PAUSE", "-", "Ready", "Ready")]
    [InlineData("TEARDOWN", "Init", "Init", "Init")]
    [InlineData("RECORD", "-", "-", "-")]
    [InlineData("ANNOUNCE", "-", "-", "-")]
    [InlineData("play", "-", "-", "-")]
    public void Every_pair_of_method_and_state_has_its_successor_or_none(string method, string init, string ready, string playing)
    {
        string[] expected = [init, ready, playing];
        SessionState[] states = Enum.GetValues<SessionState>();
        Assert.Equal(expected.Length, states.Length);
        for (int i = 0; i < states.Length; i++)
            Assert.Equal(expected[i], SessionTransitions.After(states[i], method)?.ToString() ?? "-");
    }
}
