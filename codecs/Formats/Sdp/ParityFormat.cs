using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Streaming.Formats.Payloads;

namespace Streaming.Formats.Sdp;

/// <summary>What a description says of a stream of parity: the format parameters of <c>flexfec</c>. RFC 8627 §5.1.</summary>
/// <remarks>How many rows and columns there are is not among them: each parity packet says that itself.</remarks>
/// <param name="RepairWindow">From the first source packet that a parity packet covers to that parity packet, at most.</param>
public sealed record ParityFormat(TimeSpan RepairWindow)
{
    /// <summary>Compared without case.</summary>
    public const string EncodingName = "flexfec";

    private const string Window = "repair-window";

    /// <summary>Whoever says more has mistaken the unit, which is the microsecond; nobody waits a minute for a packet.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(1);

    /// <summary>From <c>repair-window=200000</c>; what else is said is read over.</summary>
    /// <returns>False where the window, which must be there, is missing or makes no sense.</returns>
    public static bool TryParse(string parameters, [NotNullWhen(true)] out ParityFormat? format)
    {
        format = null;
        if (!new FormatParameters(parameters).TryGet(Window, out ReadOnlySpan<char> text)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds)
            || microseconds <= 0
            || microseconds > LongestWindow.TotalMicroseconds)
            return false;
        format = new(TimeSpan.FromMicroseconds(microseconds));
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Window}={(long)RepairWindow.TotalMicroseconds}");
}
