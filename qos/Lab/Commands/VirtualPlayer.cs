using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Commands;

/// <summary>In virtual time.</summary>
/// <param name="isExact">Packet by packet, even where equal sessions could be played once for all.</param>
internal sealed class VirtualPlayer(bool isExact) : IRunPlayer
{
    public bool IsReal => false;

    public int MostAtOnce => int.MaxValue;

    public Task<RunRecord> PlayAsync(Situation situation, ulong seed, TimeSpan? until, CancellationToken stop) =>
        Task.FromResult(VirtualRun.Play(situation, seed, new(until, isExact)));
}
