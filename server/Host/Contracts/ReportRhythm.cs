namespace Streaming.Server.Host.Contracts;

/// <summary>How often a client reports on one stream, by its own measure, and whether it has stopped.</summary>
/// <remarks>
/// Deviation from RFC 8083 §4.1, which counts three intervals of RFC 3550 from the first packet on. ffmpeg and what is built on it send a
/// report for every 280 kB that have come (RTCP_TX_RATIO, 0.5 %, of 28 bytes and a fiftieth), whatever the time: of sound every half
/// minute, of quiet sound or subtitles every few; and others never do. So the first report begins it, the interval is the longest that
/// was met, in time and in bytes, and silence is what lasts longer than three of it by both. Where nothing is heard at all, the session
/// times out.
/// </remarks>
internal sealed class ReportRhythm
{
    private const int Intervals = 3;

    private Instant _at;
    private long _bytes;
    private TimeSpan _longest;
    private long _most;
    private bool _isKnown;

    /// <summary>Sending begins: nothing is missed from before.</summary>
    public void Begin(Instant now, long bytes) => (_at, _bytes) = (now, bytes);

    /// <summary>A report came.</summary>
    /// <param name="bytes">Sent by then.</param>
    public void Hear(Instant at, long bytes)
    {
        _longest = at - _at > _longest ? at - _at : _longest;
        _most = Math.Max(_most, bytes - _bytes);
        (_at, _bytes, _isKnown) = (at, bytes, true);
    }

    public bool IsBroken(Instant now, long bytes) => _isKnown && now - _at > Intervals * _longest && bytes - _bytes > Intervals * _most;
}
