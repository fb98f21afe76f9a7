using System.Globalization;

namespace Streaming.Qos.Admission;

/// <summary>Names one flow among those that hold a reservation; the owner chooses it and uses none twice at the same time.</summary>
public readonly record struct FlowId(UInt128 Value)
{
    /// <summary>Reads what <see cref="ToString"/> writes, 32 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out FlowId id)
    {
        bool valid = text.Length == 32 & UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, null, out UInt128 value);
        id = new(valid ? value : 0);
        return valid;
    }

    public override string ToString() => Value.ToString("x32", null);
}
