using System.Diagnostics.CodeAnalysis;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>Packets for one member alone, and the bucket they pass.</summary>
internal abstract class MemberFlow(TrafficSpec traffic, Instant now)
{
    private Shaper _shaper = new(traffic, now);

    /// <summary>It waits in a <see cref="TurnLine"/>, and must not a second time.</summary>
    public bool IsInLine { get; set; }

    /// <summary>What is sent next; false: nothing, at least for now.</summary>
    public abstract bool TryAim(Instant now, [NotNullWhen(true)] out ResendLog? log, out long packet);

    /// <summary>That is sent, or cannot be.</summary>
    public abstract void Pass();

    /// <summary>When a packet may leave, as if it were as large as can be.</summary>
    public Instant EarliestFor(ResendLog log, Instant now) => _shaper.EarliestFor(DatagramSizes.Of(log.MaxPacket), now);

    /// <summary>A packet left.</summary>
    public void Record(int packet, Instant now) => _shaper.Record(DatagramSizes.Of(packet), now);

    /// <summary>Keeps to another specification from now on.</summary>
    protected void Shape(TrafficSpec other, Instant now) => _shaper.Change(other, now);
}
