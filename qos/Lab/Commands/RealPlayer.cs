using Streaming.Lab.Real;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary>On this machine's sockets, one run after the other: two would take each other's time.</summary>
/// <param name="notice">Told what is being done, a sentence each.</param>
internal sealed class RealPlayer(Action<string> notice) : IRunPlayer
{
    public bool IsReal => true;

    public int MostAtOnce => 1;

    public Task<RunRecord> PlayAsync(Situation situation, ulong seed, TimeSpan? until, CancellationToken stop) =>
        RealRun.PlayAsync(situation, seed, new() { Until = until, Notice = notice }, stop);
}
