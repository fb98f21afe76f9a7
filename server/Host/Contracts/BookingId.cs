using System.Globalization;
using Streaming.Qos.Admission;

namespace Streaming.Server.Host.Contracts;

/// <summary>Bookings as people name them: sixteen hexadecimal digits.</summary>
/// <remarks>Their highest bit is set, that of sessions' flows is not: both live in one ledger.</remarks>
internal static class BookingId
{
    private const ulong Mark = 1UL << 63;

    /// <param name="dice">Random, so that nobody finds another's booking by trying.</param>
    public static FlowId Of(ulong dice) => new(dice | Mark);

    public static bool TryParse(string? text, out FlowId id)
    {
        bool valid = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            && text!.Length == 16 && (value & Mark) != 0;
        id = new(valid ? value : 0);
        return valid;
    }

    public static string Format(FlowId id) => id.Value.ToString("x16", CultureInfo.InvariantCulture);
}
