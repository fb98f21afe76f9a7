using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Reads the time of day out of packets that carry it, and keeps the latest until it can be told. RFC 6051 §3.3.</summary>
/// <param name="extension">The number the description gave it; null: no packet carries any.</param>
internal sealed class WallClockReader(int? extension)
{
    private (RtpTimestamp Stamp, NtpTime Wall)? _latest;

    public void Read(ReadOnlySpan<byte> datagram)
    {
        if (extension is { } id && SyncExtension.TryRead(datagram, id, out NtpTime wall)
            && RtpHeader.TryParse(datagram, out RtpHeader header, out _, out _))
        {
            _latest = (header.Timestamp, wall);
        }
    }

    public bool TryTake([NotNullWhen(true)] out (RtpTimestamp Stamp, NtpTime Wall)? latest)
    {
        (latest, _latest) = (_latest, null);
        return latest is not null;
    }
}
