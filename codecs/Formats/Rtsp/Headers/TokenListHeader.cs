using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>A header that lists tokens: methods in Public and Allow, feature tags in Require, Proxy-Require and Unsupported. RFC 2326
/// §12.</summary>
public sealed record TokenListHeader(IReadOnlyList<string> Tokens)
{
    /// <summary>There are eleven methods, and no server or client with more than a handful of features.</summary>
    public const int MostTokens = 64;

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out TokenListHeader? header, out ParseError error)
    {
        header = null;
        error = ParseError.None;
        List<string> tokens = [];
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            int at = text.Length - rest.Length;
            ReadOnlySpan<char> token = HeaderText.Next(ref rest, ',');
            if (token.IsEmpty)
                continue;
            if (!RtspHeaders.IsToken(token) || tokens.Count == MostTokens)
            {
                error = new(tokens.Count == MostTokens ? ParseFault.TooLarge : ParseFault.Invalid, at, "token");
                return false;
            }

            tokens.Add(new(token));
        }

        header = new(tokens);
        return true;
    }

    public bool Contains(string token) => Tokens.Contains(token, StringComparer.OrdinalIgnoreCase);

    public override string ToString() => string.Join(", ", Tokens);
}
