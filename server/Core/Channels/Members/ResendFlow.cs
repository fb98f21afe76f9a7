using System.Diagnostics.CodeAnalysis;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>What one member has asked for and waits to be sent again, first come, first served.</summary>
/// <param name="rate">Of the lanes that it has joined.</param>
/// <param name="share">What it may be sent again of that.</param>
internal sealed class ResendFlow(BitRate rate, Ratio share, Instant now) : MemberFlow(RepairTraffic.Of(rate, share), now)
{
    private readonly ResendLine _waiting = new();
    private BitRate _rate = rate;

    /// <summary>It has other lanes, or they another title.</summary>
    public void Follow(BitRate rate, Instant now)
    {
        if (rate == _rate)
            return;
        _rate = rate;
        Shape(RepairTraffic.Of(rate, share), now);
    }

    /// <summary>Puts a packet in line; false where too many wait already.</summary>
    public bool TryAdd(ResendLog log, long packet)
    {
        if (_waiting.IsFull)
            return false;
        _waiting.Add(log, packet);
        return true;
    }

    /// <summary>A lane is left: what waits of it is given up.</summary>
    public void Forget(ResendLog log) => _waiting.Forget(log);

    public override bool TryAim(Instant now, [NotNullWhen(true)] out ResendLog? log, out long packet) =>
        _waiting.TryPeek(now, out log, out packet);

    public override void Pass() => _waiting.Drop();
}
