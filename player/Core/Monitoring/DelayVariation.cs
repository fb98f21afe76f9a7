namespace Streaming.Player.Monitoring;

/// <summary>How much the delay of the network varies, by the sender's own clock: from one sender report to the next.</summary>
/// <remarks>Media packets do not tell: a server that works ahead sends them at other times than their stamps say, and the jitter of
/// RFC 3550 counts that too. A sender report says when it left. Only neighbours are compared, so that clocks which drift apart do not
/// count: 100 ppm over five seconds are half a millisecond.</remarks>
internal sealed class DelayVariation
{
    private (NtpTime Left, Instant Came)? _last;

    /// <summary>The last difference, without its sign.</summary>
    public TimeSpan? Accept(NtpTime left, Instant came)
    {
        TimeSpan? difference = _last is { } last ? ((came - last.Came) - (left - last.Left)).Duration() : null;
        _last = (left, came);
        return difference;
    }
}
