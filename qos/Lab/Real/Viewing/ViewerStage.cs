using Streaming.Lab.Records;
using Streaming.Lab.Real.Relaying;
using Streaming.Player.Client;

namespace Streaming.Lab.Real.Viewing;

/// <summary>What the viewers of a run have in common.</summary>
/// <param name="Clock">The run's.</param>
/// <param name="Start">When it began, by that clock.</param>
/// <param name="Network">Between them and the server.</param>
/// <param name="ServerPort">Of RTSP; a server that is started again may have another.</param>
/// <param name="Happened">Told of what happens, from any thread.</param>
internal sealed record ViewerStage(
    MonotonicClock Clock, Instant Start, RelayNetwork Network, Func<int> ServerPort, TimeSpan Step, Action<RunEvent> Happened)
{
    public Instant Now => Clock.Now;
}
