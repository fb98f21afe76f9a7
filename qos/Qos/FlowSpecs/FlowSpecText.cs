using System.Diagnostics.CodeAnalysis;

namespace Streaming.Qos.FlowSpecs;

/// <summary>A flow specification as text: what the <c>Flow-Spec</c> header says.</summary>
public static class FlowSpecText
{
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out FlowSpec? spec, [NotNullWhen(false)] out FlowSpecFault? fault)
    {
        spec = null;
        fault = new(FlowSpecMistake.Unknown, text.ToString());
        return false;
    }

    public static string Format(FlowSpec spec) => spec.ToString();
}
