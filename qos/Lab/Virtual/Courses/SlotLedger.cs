using System.Net;
using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Formats.Rtsp;
using Streaming.Qos.Policing;
using Streaming.Server.Sending;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>Writes down how many bytes of one session come to which slot of each link that it shares, and hands everything on.</summary>
/// <remarks>Where no slot is full, when a packet comes to the next link follows from when it left the server: at the end of its slot, and a
/// delay later.</remarks>
internal sealed class SlotLedger : IServerWire
{
    private readonly IServerWire _inner;
    private readonly Instant _start;
    private readonly LinkPlan[] _path;
    private readonly SlotLoads?[] _loads;

    /// <param name="path">The links from the server to the viewer.</param>
    public SlotLedger(IServerWire inner, IReadOnlyList<LinkPlan> path, Instant start)
    {
        (_inner, _path, _start) = (inner, [.. path], start);
        _loads = [.. path.Select(link => IsSlotted(link.Profile) && link.Name == link.Account ? new SlotLoads() : null)];
    }

    /// <summary>A response is on its way: what it answers has been decided.</summary>
    public Action<Instant>? Answered { get; set; }

    /// <summary>By the names of links.</summary>
    public IEnumerable<(string Link, SlotLoads Loads)> Loads =>
        _path.Zip(_loads).Where(one => one.Second is not null).Select(one => (one.First.Name, one.Second!));

    public void Respond(long connection, RtspResponse response, Instant now)
    {
        Answered?.Invoke(now);
        _inner.Respond(connection, response, now);
    }

    public void Ask(long connection, RtspRequest request, Instant now) => _inner.Ask(connection, request, now);

    public void HangUp(long connection, Instant now) => _inner.HangUp(connection, now);

    public void Datagram(IPEndPoint to, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant now)
    {
        Instant at = now;
        for (int i = 0; i < _path.Length && _path[i].Name == _path[i].Account; i++)
        {
            LinkProfile profile = _path[i].Profile;
            if (_loads[i] is { } loads)
            {
                long slot = (at - _start).Ticks / profile.Slot.Ticks;
                loads.Add(slot, DatagramSizes.Of(packet.Length));
                at = _start + new TimeSpan((slot + 1) * profile.Slot.Ticks);
            }

            at += profile.Delay;
        }

        _inner.Datagram(to, packet, isReport, marking, now);
    }

    private static bool IsSlotted(LinkProfile profile) => profile is { Discipline: QueueDiscipline.Slots, Rate: not null };
}
