using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Session header: which session, and how long the server keeps it without a sign of life. RFC 2326 §12.37.</summary>
/// <param name="Id">Opaque; compared exactly.</param>
/// <param name="Timeout">Whole seconds; null where not said, which means <see cref="DefaultTimeout"/>.</param>
public sealed record SessionHeader(string Id, TimeSpan? Timeout = null)
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Ours have 22 characters; devices are known with 40.</summary>
    public const int MostIdLength = 256;

    /// <summary>A timeout that is no number of at most a year counts as not said.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SessionHeader? header, out ParseError error)
    {
        header = null;
        error = ParseError.None;
        ReadOnlySpan<char> rest = text;
        ReadOnlySpan<char> id = HeaderText.Next(ref rest, ';');
        if (id.IsEmpty || id.Length > MostIdLength || id.ContainsAny(" \t,\""))
        {
            error = new(id.Length > MostIdLength ? ParseFault.TooLarge : ParseFault.Invalid, 0, "session-id");
            return false;
        }

        TimeSpan? timeout = null;
        while (!rest.IsEmpty)
        {
            HeaderText.Split(HeaderText.Next(ref rest, ';'), out ReadOnlySpan<char> name, out ReadOnlySpan<char> value);
            if (HeaderText.Is(name, "timeout") && HeaderText.TryNumber(value, 366 * 86_400, out long seconds))
                timeout = TimeSpan.FromSeconds(seconds);
        }

        header = new(new(id), timeout);
        return true;
    }

    public override string ToString() => Timeout is { } timeout ? $"{Id};timeout={(long)timeout.TotalSeconds}" : Id;
}
