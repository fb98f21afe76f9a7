using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;

namespace Streaming.Server.Sending;

/// <summary>The packets of one session that wait to be sent again.</summary>
/// <remarks>They pass two buckets: their own, so that whatever is asked for never takes what the media were promised, and the
/// session's.</remarks>
internal sealed class ResendQueue(Outlet outlet)
{
    private readonly ResendLine _waiting = new();
    private TrafficSpec? _traffic;
    private Shaper _shaper;
    private byte[] _original = [];
    private byte[] _resent = [];

    /// <summary>Puts a packet in line; false where too many wait already, or there is no room for it in the contract at all.</summary>
    public bool TryAdd(ResendLog log, long packet, Instant now)
    {
        Follow(now);
        ByteCount size = DatagramSizes.Of(log.MaxPacket);
        if (_waiting.IsFull || _traffic is null || size > _traffic.MaxPacket || size > outlet.Traffic?.MaxPacket)
            return false;
        _waiting.Add(log, packet);
        return true;
    }

    /// <summary>When the first of them may leave, as if it were as large as can be; never, where none waits.</summary>
    public Instant Next(Instant now)
    {
        ResendLog? log;
        while (_waiting.TryPeek(now, out log, out _) && !outlet.Takes(log.MaxPacket))
        {
            // Asked for before the contract that its stream is not sent under.
            log.Refuse(ResendRefusal.NoBudget);
            _waiting.Drop();
        }

        if (log is null)
            return Instant.Never;
        Follow(now);
        Instant own = _traffic is null ? Instant.Never : _shaper.EarliestFor(DatagramSizes.Of(log.MaxPacket), now);
        return Instant.Max(own, Instant.Max(outlet.EarliestFor(1, now), outlet.ClearedAt(log.MaxPacket, isReport: false, now)));
    }

    /// <summary>Sends the first of them, which may leave now.</summary>
    public void Send(Instant now, IPacketSink sink)
    {
        if (!_waiting.TryPeek(now, out ResendLog? log, out long packet))
            return;
        _waiting.Drop();
        if (_resent.Length < log.MaxPacket)
            (_original, _resent) = (new byte[log.MaxPacket], new byte[log.MaxPacket]);
        int length = log.Take(packet, now, _original, _resent);
        if (length == 0)
            return;
        bool passes = outlet.TryPass(length, isReport: false, wasHeld: false, now);
        Invariant.That(passes);
        _shaper.Record(DatagramSizes.Of(length), now);
        sink.Whole(log.Stream, _resent.AsSpan(0, length), now);
    }

    /// <summary>Keeps to what the contract in force sets aside.</summary>
    private void Follow(Instant now)
    {
        if (_traffic == outlet.Resend)
            return;
        if (_traffic is not null && outlet.Resend is not null)
            _shaper.Change(outlet.Resend, now);
        else if (outlet.Resend is not null)
            _shaper = new(outlet.Resend, now);
        _traffic = outlet.Resend;
    }
}
