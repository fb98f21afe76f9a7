using System.Globalization;

namespace Streaming.Server.Sessions;

/// <summary>The name of a session: 128 random bits, so that nobody finds another's by trying. RFC 2326 §3.4.</summary>
public readonly record struct SessionId(UInt128 Value)
{
    /// <summary>The first eight digits: enough to tell sessions apart in a log, too few to take one over.</summary>
    public string Brief => ToString()[..8];

    /// <summary>Reads what <see cref="ToString"/> writes, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SessionId id)
    {
        bool valid = text.Length == 32
            & !text.ContainsAnyInRange('A', 'F')
            & UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, null, out UInt128 value);
        id = new(valid ? value : 0);
        return valid;
    }

    public override string ToString() => Value.ToString("x32", null);
}
