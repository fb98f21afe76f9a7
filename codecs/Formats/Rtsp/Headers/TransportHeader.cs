using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Transport header: what a client would take, best first; in a response, the one chosen. RFC 2326 §12.39.</summary>
public sealed record TransportHeader(IReadOnlyList<TransportSpec> Specs)
{
    /// <summary>Clients offer two or three; more than this is not an offer but an attack.</summary>
    public const int MostSpecs = 16;

    public TransportHeader(TransportSpec chosen)
        : this([chosen])
    {
    }

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out TransportHeader? header, out ParseError error)
    {
        header = null;
        error = ParseError.None;
        List<TransportSpec> specs = [];
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int at = text.Length - rest.Length;
            ReadOnlySpan<char> item = HeaderText.Next(ref rest, ',');
            if (item.IsEmpty)
                continue;
            if (specs.Count == MostSpecs)
            {
                error = new(ParseFault.TooLarge, at, "transport-spec");
                return false;
            }

            if (!TransportSpec.TryParse(item, out TransportSpec spec, out error))
            {
                error = error with { Offset = error.Offset + at };
                return false;
            }

            specs.Add(spec);
        }

        if (specs.Count == 0)
        {
            error = new(ParseFault.Truncated, text.Length, "transport-spec");
            return false;
        }

        header = new(specs);
        return true;
    }

    public override string ToString() => string.Join(',', Specs);
}
