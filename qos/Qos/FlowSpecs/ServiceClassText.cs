namespace Streaming.Qos.FlowSpecs;

/// <summary>Service classes as they are written: <c>guaranteed</c>, <c>controlled-load</c>, <c>best-effort</c>.</summary>
public static class ServiceClassText
{
    private static readonly (string Word, ServiceClass Class)[] Words =
    [
        ("guaranteed", ServiceClass.Guaranteed), ("controlled-load", ServiceClass.ControlledLoad), ("best-effort", ServiceClass.BestEffort),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out ServiceClass service)
    {
        foreach ((string word, ServiceClass meant) in Words)
        {
            if (!text.Equals(word, StringComparison.OrdinalIgnoreCase))
                continue;
            service = meant;
            return true;
        }

        service = default;
        return false;
    }

    public static string Format(ServiceClass service) => Array.Find(Words, each => each.Class == service).Word;
}
