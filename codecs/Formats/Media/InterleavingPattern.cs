using System.Globalization;

namespace Streaming.Formats.Media;

/// <summary>How access units of sound are spread over packets: of a group of P · n, packet k carries units k, k + P, k + 2P …</summary>
/// <remarks>
/// A packet lost then costs n single units, P apart, where it would have cost n in a row. As text: <c>4x3</c>, four packets of three
/// units. RFC 3640 §3.2.3.2.
/// </remarks>
/// <param name="Packets">P, 2 … 8: AU-Index-delta, which is P − 1, has three bits (RFC 3640 §3.3.6).</param>
/// <param name="Units">n, 2 … 8: units of a packet.</param>
public readonly record struct InterleavingPattern(int Packets, int Units)
{
    /// <summary>The most that a field of three bits can skip, and one.</summary>
    public const int MostPackets = 8;

    public const int MostUnits = 8;

    /// <summary>Units of a group: 0.7 s at 48 kHz, which both ends hold, and the viewer waits for.</summary>
    public const int MostOfGroup = 32;

    /// <summary>Three units of 128 kb/s fit into a packet, and a group lasts a quarter of a second: a lost packet costs three gaps of
    /// 21 ms, 85 ms apart.</summary>
    public static readonly InterleavingPattern Usual = new(4, 3);

    /// <summary>Units of a whole group.</summary>
    public int Group => Packets * Units;

    /// <summary>Whether it is one that can be sent.</summary>
    public bool IsValid => Packets is >= 2 and <= MostPackets && Units is >= 2 and <= MostUnits && Group <= MostOfGroup;

    /// <summary>Reads <c>yes</c>, which is <see cref="Usual"/>, and what <see cref="ToString"/> writes; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out InterleavingPattern pattern)
    {
        pattern = Usual;
        if (text.Equals("yes", StringComparison.OrdinalIgnoreCase))
            return true;
        int cross = text.IndexOf('x');
        if (cross < 0
            || !int.TryParse(text[..cross], NumberStyles.None, CultureInfo.InvariantCulture, out int packets)
            || !int.TryParse(text[(cross + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int units))
            return false;
        pattern = new(packets, units);
        return pattern.IsValid;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Packets}x{Units}");
}
