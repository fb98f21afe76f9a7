using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>The Range header, and the value of the session description's range attribute. RFC 2326 §12.29, §3.5 – §3.7.</summary>
/// <remarks>The <c>time</c> parameter (when to begin to act) is read over: no client is known to send it.</remarks>
public sealed record RangeHeader
{
    public RangeUnit Unit { get; init; }

    /// <summary>Null where the start is open: from the beginning (<c>-20</c>), or, with <see cref="IsNow"/>, from where it
    /// stands.</summary>
    public MediaTime? Start { get; init; }

    /// <summary>Null where the end is open: to the end.</summary>
    public MediaTime? End { get; init; }

    /// <summary>The start is <c>now</c>.</summary>
    public bool IsNow { get; init; }

    /// <summary>Of a unit other than npt, the text as it came.</summary>
    public string Text { get; init; } = "";

    public static RangeHeader Npt(MediaTime? start, MediaTime? end) => new() { Start = start, End = end };

    /// <summary>A unit other than npt succeeds and says so in <see cref="Unit"/>; its text is not looked into.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out RangeHeader? range, out ParseError error)
    {
        range = null;
        ReadOnlySpan<char> rest = text;
        ReadOnlySpan<char> value = HeaderText.Next(ref rest, ';');
        int equals = value.IndexOf('=');
        ReadOnlySpan<char> unit = equals < 0 ? [] : value[..equals].Trim();
        if (!RtspHeaders.IsToken(unit))
        {
            error = new(ParseFault.Invalid, 0, "range unit");
            return false;
        }

        error = ParseError.None;
        if (HeaderText.Is(unit, "npt"))
            return TryParseNpt(value[(equals + 1)..].Trim(), equals + 1, out range, out error);
        RangeUnit other = HeaderText.Is(unit, "clock") ? RangeUnit.Clock
            : unit.StartsWith("smpte", StringComparison.OrdinalIgnoreCase) ? RangeUnit.Smpte : RangeUnit.Unknown;
        range = new() { Unit = other, Text = new(value) };
        return true;
    }

    public override string ToString()
    {
        if (Unit != RangeUnit.Npt)
            return Text;
        string start = Start is { } from ? NptTime.Format(from) : IsNow ? "now" : End is null ? "0.000" : "";
        return $"npt={start}-{(End is { } to ? NptTime.Format(to) : "")}";
    }

    /// <summary><c>( npt-time "-" [ npt-time ] ) | ( "-" npt-time )</c></summary>
    private static bool TryParseNpt(ReadOnlySpan<char> value, int at, out RangeHeader? range, out ParseError error)
    {
        range = null;
        int dash = value.IndexOf('-');
        ReadOnlySpan<char> from = (dash < 0 ? value : value[..dash]).Trim(), to = dash < 0 ? [] : value[(dash + 1)..].Trim();
        error = new(ParseFault.Invalid, at, "npt-range");

        // Deviation (row "one time alone"): a time without a dash is read as a start.
        if (from.IsEmpty && to.IsEmpty)
            return false;
        bool isNow = HeaderText.Is(from, "now");
        MediaTime start = default, end = default;
        if (!from.IsEmpty && !isNow && !NptTime.TryParse(from, out start, out ParseFault fault))
        {
            error = error with { Fault = fault };
            return false;
        }

        // Deviation: an end at "now" is an open one; cameras describe a live stream as 0-now.
        bool isOpen = to.IsEmpty || HeaderText.Is(to, "now");
        if (!isOpen && !NptTime.TryParse(to, out end, out fault))
        {
            error = new(fault, at + dash + 1, "npt-time");
            return false;
        }

        error = ParseError.None;
        range = new() { IsNow = isNow, Start = from.IsEmpty || isNow ? null : start, End = isOpen ? null : end };
        return true;
    }
}
