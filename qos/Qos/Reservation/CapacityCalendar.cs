using Streaming.Qos.Admission;

namespace Streaming.Qos.Reservation;

/// <summary>What of every link and of the machine is promised from now on, and until when.</summary>
internal sealed class CapacityCalendar(AdmissionController controller)
{
    private readonly Timeline[] _links = [.. controller.Topology.Links.Select(_ => new Timeline())];

    // Packets and memory; disk and nothing.
    private readonly Timeline _sending = new(), _reading = new();

    /// <summary>Promises until a time, or takes such a promise back from now on: <paramref name="sign"/> is 1 or -1.</summary>
    public void Add(FlowDemand demand, Instant from, Instant to, Instant now, int sign = 1)
    {
        Level amount = new(sign * demand.Rate.BitsPerSecond, sign * demand.Depth.Bytes);
        foreach (int link in demand.Path)
            _links[link].Add(from, to, amount, now);
        _sending.Add(from, to, new(sign * demand.Load.Packets.PacketsPerSecond, sign * demand.Load.Memory.Bytes), now);
        _reading.Add(from, to, new(sign * demand.Load.Disk.BitsPerSecond, 0), now);
    }

    public void Advance(Instant now)
    {
        foreach (Timeline link in _links)
            link.Advance(now);
        _sending.Advance(now);
        _reading.Advance(now);
    }

    /// <summary>Whether demands fit between two times.</summary>
    public AdmissionDecision.Refused? WhatIsShort(
        ReadOnlySpan<FlowDemand?> demands, ReadOnlySpan<FlowDemand?> before, Instant from, Instant to) =>
        controller.WhatIsShort(new Room(this, from, to), demands, before);

    /// <summary>The first time from which on a demand fits for so long; null where there is none.</summary>
    /// <param name="lasts">Null: for ever.</param>
    public Instant? Earliest(FlowDemand demand, TimeSpan? lasts, Instant now)
    {
        List<(Instant From, Instant To)> blocked = [];
        foreach (int index in demand.Path)
        {
            Link link = controller.LinkOf(index);
            if (demand.Rate > BitRate.Zero)
            {
                _links[index].CollectAbove(
                    new((link.ReservableRate - demand.Rate).BitsPerSecond, (link.Buffer - demand.Depth).Bytes), now, blocked);
            }
        }

        MachineLoad room = controller.MachineLimits - demand.Load;
        _sending.CollectAbove(new(room.Packets.PacketsPerSecond, room.Memory.Bytes), now, blocked);
        _reading.CollectAbove(new(room.Disk.BitsPerSecond, long.MaxValue), now, blocked);
        blocked.Sort((left, right) => left.From.CompareTo(right.From));

        Instant start = now;
        foreach ((Instant from, Instant to) in blocked)
        {
            if (to > start && (lasts is not TimeSpan length || from - start < length))
                start = to;
        }

        return start == Instant.Never ? null : start;
    }

    /// <summary>What is left at the fullest time of an interval.</summary>
    private readonly struct Room(CapacityCalendar calendar, Instant from, Instant to) : IRoom
    {
        public MachineLoad FreeMachine
        {
            get
            {
                Level sending = calendar._sending.Peak(from, to), reading = calendar._reading.Peak(from, to);
                return calendar.Limits - new MachineLoad(new(sending.First), new(sending.Second), new(reading.First));
            }
        }

        public BitRate FreeRate(int link) => calendar.LinkOf(link).ReservableRate - new BitRate(calendar._links[link].Peak(from, to).First);

        public ByteCount FreeBuffer(int link) => calendar.LinkOf(link).Buffer - new ByteCount(calendar._links[link].Peak(from, to).Second);
    }

    private MachineLoad Limits => controller.MachineLimits;

    private Link LinkOf(int link) => controller.LinkOf(link);
}
