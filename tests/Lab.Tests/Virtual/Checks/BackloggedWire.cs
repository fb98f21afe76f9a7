using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Virtual;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Policing;
using Streaming.Qos.Shaping;
using Streaming.Server.Sending;

namespace Streaming.Lab.Tests.Virtual.Checks;

/// <summary>Holds everything for the first viewer for a while, and lets what has gathered go through a shaper of its own: one that is
/// pressed. What others are sent tells it that time has passed.</summary>
/// <param name="percent">Of the promised rate, at which it lets go: 100 keeps the promise.</param>
internal sealed class BackloggedWire(IServerWire inner, int percent, Instant until) : IServerWire
{
    private readonly Queue<(IPEndPoint To, byte[] Packet, bool IsReport, Dscp Marking)> _waiting = new();
    private Shaper? _shaper;

    /// <summary>What was promised.</summary>
    public TrafficSpec? Traffic { get; set; }

    public int Longest { get; private set; }

    public void Respond(long connection, RtspResponse response, Instant now) => inner.Respond(connection, response, now);

    public void Ask(long connection, RtspRequest request, Instant now) => inner.Ask(connection, request, now);

    public void HangUp(long connection, Instant now) => inner.HangUp(connection, now);

    public void Datagram(IPEndPoint to, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant now)
    {
        if (Cast.NumberOf(to.Address) == 0)
            _waiting.Enqueue((to, packet.ToArray(), isReport, marking));
        else
            inner.Datagram(to, packet, isReport, marking, now);
        Longest = Math.Max(Longest, _waiting.Count);
        if (now < until)
            return;
        TrafficSpec kept = Traffic! with { Rate = new(Traffic!.Rate.BitsPerSecond * percent / 100) };
        Shaper shaper = _shaper ?? new(kept, now);
        if (shaper.Traffic != kept)
            shaper.Change(kept, now);
        while (_waiting.TryPeek(out var first) && shaper.EarliestFor(DatagramSizes.Of(first.Packet.Length), now) <= now)
        {
            _waiting.Dequeue();
            shaper.Record(DatagramSizes.Of(first.Packet.Length), now);
            inner.Datagram(first.To, first.Packet, first.IsReport, first.Marking, now);
        }

        _shaper = shaper;
    }
}
