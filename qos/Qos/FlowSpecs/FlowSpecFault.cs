namespace Streaming.Qos.FlowSpecs;

/// <summary>Which term is wrong, how, and against what.</summary>
/// <param name="Term">As it is written: <c>r</c>, <c>M</c>, <c>delay</c>.</param>
/// <param name="Said">The value given, shortened where it is long; empty where there is none.</param>
/// <param name="Limit">What it is held against, as it would be written; empty where there is none.</param>
public sealed record FlowSpecFault(FlowSpecMistake Mistake, string Term, string Said = "", string Limit = "")
{
    private const int MostShown = 40;

    /// <summary>A sentence for people: what was wrong, and what to do.</summary>
    public override string ToString() => Mistake switch
    {
        FlowSpecMistake.Unknown => $"'{Term}' is not a term of a flow specification; leave it out",
        FlowSpecMistake.Repeated => $"'{Term}' is said more than once; say it once",
        FlowSpecMistake.Missing => $"'{Term}' is missing; {Limit}",
        FlowSpecMistake.Malformed => $"{Term}={Said} cannot be read; write {Limit}",
        FlowSpecMistake.Zero => $"{Term} is zero; give it a value above zero, or leave it out",
        FlowSpecMistake.Negative => $"{Term}={Said} is negative; give it a value above zero",
        FlowSpecMistake.TooLarge when Limit.Length == 0 => $"{Term}={Said} is more than anything here can count; give a smaller one",
        FlowSpecMistake.TooLarge => $"{Term}={Said} is too large; {Limit} is the most",
        FlowSpecMistake.DepthBelowPacket => $"b={Said} is below M={Limit}: the bucket must hold the largest packet; raise b or lower M",
        FlowSpecMistake.PeakBelowRate => $"p={Said} is below r={Limit}: the peak cannot be lower than the rate; raise p or lower r",
        FlowSpecMistake.ReservedBelowRate => $"R={Said} is below r={Limit}: less would be kept free than may be sent; raise R or lower r",
        FlowSpecMistake.UnitAbovePacket => $"m={Said} is above M={Limit}: no packet is that large; lower m or raise M",
        _ => $"{Term} is wrong",
    };

    /// <summary>No more of the text than an answer should carry back, and nothing that could end its line.</summary>
    internal static string Shown(ReadOnlySpan<char> text)
    {
        Span<char> shown = stackalloc char[Math.Min(text.Length, MostShown)];
        for (int i = 0; i < shown.Length; i++)
            shown[i] = char.IsAscii(text[i]) && !char.IsControl(text[i]) ? text[i] : '?';
        return shown.ToString();
    }
}
