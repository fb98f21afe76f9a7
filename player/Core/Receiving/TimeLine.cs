using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>The line on which everything behind the door has its time: timestamps, unwrapped, less the time that was spent in
/// pauses.</summary>
/// <remarks>
/// A sender's timestamps go on through a pause (RFC 3550 §5.1), while the film stands still. So that what was received before it and what
/// comes after it have one measure, the time of the pause is taken out, from the first packet of the new play on. What is left of a sample
/// that the pause cut keeps the stamp it began with, and so its place on the line. Seeks are not smoothed over: they begin anew.
/// </remarks>
internal sealed class TimeLine(ClockRate clock)
{
    private PacketIndex _from = new(long.MinValue);
    private long _shift;
    private long _shiftBefore;
    private long _rawStart = long.MinValue;
    private long? _cut;
    private long? _anchor;

    /// <summary>The place of a packet with this unwrapped stamp.</summary>
    public long Of(PacketIndex index, long raw) => raw - (index >= _from && raw != _cut ? _shift : _shiftBefore);

    /// <summary>The place of what is no packet: the stamp of a sender report.</summary>
    public long Of(long raw) => raw - (raw >= _rawStart ? _shift : _shiftBefore);

    /// <summary>Clock units from the position the play began at; null where the server did not say which stamp that has.</summary>
    public long? SinceStart(long time) => time - _anchor;

    /// <summary>Another play begins elsewhere.</summary>
    /// <param name="raw">The unwrapped stamp of its start, or of a place behind it; null where the server does not say.</param>
    /// <param name="since">How far behind.</param>
    public void Begin(PacketIndex from, long? raw, long since = 0)
    {
        (_from, _shiftBefore, _cut) = (from, _shift, null);
        _rawStart = raw - since ?? long.MinValue;
        _anchor = raw - since - _shift;
    }

    /// <summary>The play goes on where it was stopped.</summary>
    /// <param name="played">From the start of the play before to that of this one.</param>
    /// <param name="cut">The place of the last packet before it.</param>
    /// <returns>How much earlier packets from there on lie than was thought before.</returns>
    public long GoOn(PacketIndex from, long? raw, TimeSpan played, long? cut)
    {
        (_from, _shiftBefore, _cut) = (from, _shift, cut + _shift);
        _anchor += clock.ToUnits(played);
        _rawStart = raw ?? long.MinValue;
        if (raw is { } start && _anchor is { } anchor)
            _shift = start - anchor;
        else
            _anchor ??= raw - _shift;
        return _shift - _shiftBefore;
    }
}
