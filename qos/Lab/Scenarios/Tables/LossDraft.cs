using Streaming.Emulation.Losses;
using Streaming.Lab.Scenarios.Reading;
using Streaming.Qos.Protection;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>How packets are lost, as far as it was said.</summary>
internal sealed record LossDraft
{
    private const double Whole = 1e9;

    /// <summary>An hour at a thousand packets a second.</summary>
    private const int LongestTrace = 4_000_000;

    public Ratio? Mean { get; init; }

    /// <summary>Packets lost in a row, in the mean.</summary>
    public double? Burst { get; init; }

    public Ratio? Worsens { get; init; }

    public Ratio? Mends { get; init; }

    public Ratio? Good { get; init; }

    public Ratio? Bad { get; init; }

    public string? Trace { get; init; }

    private bool IsChain => (Worsens ?? Mends ?? Good ?? Bad) is not null;

    /// <summary>What was meant; null without a problem: nothing is lost.</summary>
    public (LossProfile? Loss, string? Problem) Finish(Place place)
    {
        if ((Mean is null ? 0 : 1) + (IsChain ? 1 : 0) + (Trace is null ? 0 : 1) != 1)
            return (null, "give one of these: 'mean' (with 'burst' or without), 'worsens' and 'mends', or 'trace'");
        if (Burst is not null && Mean is null)
            return (null, "'burst' goes with 'mean': the mean length of what is lost in a row");
        if (Trace is not null)
            return ReadTrace(Trace, place.Folder);
        if (!IsChain)
            return Burst is { } burst ? OfBursts(burst) : (Mean > Ratio.Zero ? new LossProfile.Bernoulli(Mean.Value) : null, null);
        if (Worsens is null || Mends is null)
            return (null, "a chain of two states needs 'worsens' and 'mends': the chances that a bad state follows a good one, and back");
        return (new LossProfile.Chain(new(Of(Worsens), Of(Mends), Of(Good ?? Ratio.Zero), Of(Bad ?? Ratio.One))), null);
    }

    private static double Of(Ratio? share) => share!.Value.Billionths / Whole;

    private (LossProfile? Loss, string? Problem) OfBursts(double burst)
    {
        if (Mean == Ratio.Zero)
            return (null, null);
        if (Mean == Ratio.One)
            return (null, "what loses everything is 'down: yes'");
        GilbertElliott states = GilbertElliott.Bursts(Of(Mean), burst);
        return (new LossProfile.Chain(states), null);
    }

    /// <summary>One sign for each packet: 1 is lost, 0 is not; blanks and what stands behind # are for people.</summary>
    private static (LossProfile? Loss, string? Problem) ReadTrace(string name, string folder)
    {
        string path = Path.GetFullPath(name, folder);
        if (!File.Exists(path))
            return (null, $"there is no file '{name}' beside the scenario");
        if (new FileInfo(path).Length > 2 * LongestTrace)
            return (null, FormattableString.Invariant($"'{name}' is too long for a trace: {LongestTrace} packets are the most"));
        List<bool> lost = [];
        foreach ((int line, string text) in File.ReadLines(path).Index())
        {
            foreach (char sign in text.Split('#')[0])
            {
                if (sign is '0' or '1')
                    lost.Add(sign == '1');
                else if (!char.IsWhiteSpace(sign))
                    return (null, FormattableString.Invariant($"{name}:{line + 1}: '{sign}' is neither 0 (it came) nor 1 (it was lost)"));
            }
        }

        return lost.Count == 0 ? (null, $"'{name}' is empty: a trace is a row of 0 (came) and 1 (lost)")
            : lost.Count > LongestTrace ? (null, FormattableString.Invariant($"'{name}' is longer than {LongestTrace} packets"))
            : (new LossProfile.Trace(lost, name), null);
    }
}
