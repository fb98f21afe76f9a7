using System.Diagnostics.CodeAnalysis;

namespace Streaming.Qos.FlowSpecs;

/// <summary>A flow specification as text: what the <c>Flow-Spec</c> header says.</summary>
/// <remarks>What is written is read back the same: no number is rounded.</remarks>
public static class FlowSpecText
{
    private static readonly string[] Known =
    [
        "class", "r", "b", "p", "m", "M", "rate", "delay", "jitter", "loss", "burst", "buffer", "memory", "accept", "priority", "booking",
        "fec", "rtx",
    ];

    /// <summary>Reads and checks; the first mistake is named.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out FlowSpec? spec, [NotNullWhen(false)] out FlowSpecFault? fault)
    {
        TermReader terms = new(text, Known);
        spec = new()
        {
            Class = terms.Class("class") ?? FlowSpec.Nothing.Class,
            Traffic = terms.Traffic(),
            MaxRate = terms.Rate("rate"),
            Delay = terms.Duration("delay"),
            Jitter = terms.Duration("jitter"),
            Loss = terms.Share("loss"),
            LossBurst = terms.Number("burst"),
            Buffer = terms.Duration("buffer"),
            Memory = terms.Size("memory"),
            Accept = terms.Names("accept"),
            Priority = terms.Number("priority"),
            Booking = terms.Name("booking"),
            Protection = terms.Protection("fec"),
            Resend = terms.Share("rtx"),
        };
        fault = terms.Fault ?? FlowSpecRules.Check(spec);
        spec = fault is null ? spec : null;
        return spec is not null;
    }

    /// <param name="spec">One that <see cref="FlowSpecRules.Check(FlowSpec)"/> finds nothing wrong with.</param>
    public static string Format(FlowSpec spec)
    {
        FlowSpecFault? fault = FlowSpecRules.Check(spec);
        Invariant.That(fault is null, $"a flow specification that is written is a good one: {fault}");
        TermWriter terms = new();
        terms.Add("class", ServiceClassText.Format(spec.Class));
        terms.Add(spec.Traffic);
        terms.Add("rate", spec.MaxRate);
        terms.Add("delay", spec.Delay);
        terms.Add("jitter", spec.Jitter);
        terms.Add("loss", spec.Loss);
        terms.Add("burst", spec.LossBurst);
        terms.Add("buffer", spec.Buffer);
        terms.Add("memory", spec.Memory);
        terms.Add("accept", spec.Accept.Count > 0 ? string.Join(',', spec.Accept) : null);
        terms.Add("priority", spec.Priority);
        terms.Add("booking", spec.Booking);
        terms.Add("fec", ProtectionText.Format(spec.Protection));
        terms.Add("rtx", spec.Resend);
        return terms.ToString();
    }
}
