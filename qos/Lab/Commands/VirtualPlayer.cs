using System.Diagnostics;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Commands;

/// <summary>In virtual time.</summary>
/// <param name="isExact">Packet by packet, even where equal sessions could be played once for all.</param>
/// <param name="notice">Told why a run of many is played packet by packet, though that was not asked for and takes long.</param>
internal sealed class VirtualPlayer(bool isExact, Action<string>? notice = null) : IRunPlayer
{
    /// <summary>So many sessions take minutes for each hour that is played.</summary>
    private const int Many = 500;

    public bool IsReal => false;

    public int MostAtOnce => int.MaxValue;

    /// <remarks>Where an invariant of the product breaks, that is what the run has found: it is told with its seed, as a check that
    /// failed.</remarks>
    public Task<RunRecord> PlayAsync(Situation situation, ulong seed, TimeSpan? until, CancellationToken stop)
    {
        Action<string>? told = situation.Audiences.Sum(audience => audience.Count) < Many
            ? null : why => notice?.Invoke($"{situation.Name}: played packet by packet, since {why}; that takes long");
        try
        {
            return Task.FromResult(VirtualRun.Play(situation, seed, new(until, isExact) { Told = told, Stop = stop }));
        }
        catch (InvalidOperationException broken)
        {
            return Task.FromResult(new RunRecord
            {
                Variant = "",
                Seed = seed,
                DurationS = (until ?? situation.Duration).TotalSeconds,
                Totals = new(),
                Checks = [new("nothing breaks", false, $"{broken.Message}{Where(broken)}")],
            });
        }
    }

    /// <summary>The first place that is the product's own, not the one that looks after invariants.</summary>
    private static string Where(InvalidOperationException broken) =>
        new StackTrace(broken).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method =>
            method?.DeclaringType is { } type && type != typeof(Invariant)) is { } found
            ? $" (in {found.DeclaringType!.Name}.{found.Name})"
            : "";
}
