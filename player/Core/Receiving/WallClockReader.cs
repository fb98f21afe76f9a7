using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Reads the time of day out of packets that carry it, and keeps the latest until it can be told. RFC 6051 §3.3.</summary>
/// <param name="hooks">Whose <see cref="StreamHooks.SyncExtension"/> is the number the description gave it, and who is told.</param>
internal sealed class WallClockReader(StreamHooks hooks)
{
    private (RtpTimestamp Stamp, NtpTime Wall)? _latest;

    public void Read(ReadOnlySpan<byte> datagram)
    {
        if (hooks.SyncExtension is { } id && SyncExtension.TryRead(datagram, id, out NtpTime wall)
            && RtpHeader.TryParse(datagram, out RtpHeader header, out _, out _))
        {
            _latest = (header.Timestamp, wall);
        }
    }

    /// <summary>It is known where stamps lie.</summary>
    public void Tell(StreamDoor door, Instant now)
    {
        if (_latest is { } latest)
            hooks.Synchronised?.Invoke(door.TimeOf(latest.Stamp), latest.Wall, now);
        _latest = null;
    }
}
