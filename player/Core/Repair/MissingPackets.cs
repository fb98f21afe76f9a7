using System.Runtime.InteropServices;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Repair;

/// <summary>The packets of one stream that are missing, in the order of their numbers, and how long such packets were missing.</summary>
internal sealed class MissingPackets
{
    /// <summary>What the reorder buffer can wait for, and so what repair is of use for: 1 024 × 48 B = 49 kB. Of a longer hole the newest
    /// are remembered.</summary>
    public const int Capacity = 1_024;

    private readonly List<MissingPacket> _packets = [];
    private PacketIndex? _lowest;
    private PacketIndex _end;

    /// <summary>The earliest first; those given up among them.</summary>
    public Span<MissingPacket> All => CollectionsMarshal.AsSpan(_packets);

    /// <summary>How much later than a packet behind them packets come that were only overtaken.</summary>
    public RecentLongest Overtaken { get; } = new(TimeSpan.FromSeconds(30));

    /// <summary>How long packets were missing that repair brought: the longest of late.</summary>
    public RecentLongest Repaired { get; } = new(TimeSpan.FromSeconds(10));

    /// <summary>Holes that were too long to be remembered whole: packets that were left out.</summary>
    public long Overflowed { get; private set; }

    /// <summary>It is known where the stream begins; what lies before the first that came is missing.</summary>
    public void BeginAt(PacketIndex first, long time, Instant now)
    {
        if (_lowest is { } lowest && first < lowest && _packets.Count == 0)
            Miss(first, lowest, time, now);
        if (_lowest is null)
            _end = first;
        _lowest = first;
    }

    /// <summary>The network has brought a packet.</summary>
    /// <param name="startsAnew">Of another source: what is missing before it cannot be had any more.</param>
    public void Arrived(PacketIndex index, long time, bool startsAnew, Instant now)
    {
        if (startsAnew)
            DropBefore(index);
        if (_lowest is null || startsAnew)
            (_lowest, _end) = (_lowest ?? index, index);
        if (index >= _end)
        {
            Miss(_end, index, time, now);
            _end = index + 1;
        }
        else if (Find(index) is var place and >= 0)
        {
            Overtaken.Add(now - _packets[place].Since, now);
            _packets.RemoveAt(place);
        }
    }

    /// <summary>Repair has brought one.</summary>
    public void Mended(PacketIndex index, Instant now)
    {
        _end = new(Math.Max(_end.Value, index.Value + 1));
        if (Find(index) is not (var place and >= 0))
            return;
        Repaired.Add(now - _packets[place].Since, now);
        _packets.RemoveAt(place);
    }

    /// <summary>What a group had sent before brings one: it goes past what it lost on its own way.</summary>
    public void CameByBurst(PacketIndex index, long time, Instant now)
    {
        if (index >= _end)
            Miss(_end, index, time, now);
        _end = new(Math.Max(_end.Value, index.Value + 1));
        if (Find(index) is var place and >= 0)
            _packets.RemoveAt(place);
    }

    /// <summary>Nobody waits any more for what lies before <paramref name="index"/>.</summary>
    public void GaveUp(PacketIndex index)
    {
        foreach (ref MissingPacket packet in All)
        {
            if (packet.Index >= index)
                return;
            packet.IsGivenUp = true;
        }
    }

    /// <summary>Another play begins with <paramref name="index"/>: nothing before it is of use.</summary>
    public void DropBefore(PacketIndex index)
    {
        Forget(index);
        _end = new(Math.Max(_end.Value, index.Value));
    }

    /// <summary>What is missing from <paramref name="index"/> on lies so much earlier.</summary>
    public void Retime(PacketIndex index, long earlier)
    {
        foreach (ref MissingPacket packet in All)
        {
            if (packet.Index >= index)
                packet = packet with { Time = packet.Time - earlier };
        }
    }

    /// <returns>Its place in <see cref="All"/>; negative where it is not missing.</returns>
    public int Find(PacketIndex index)
    {
        int low = 0, high = _packets.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = _packets[middle].Index.CompareTo(index);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    private void Miss(PacketIndex from, PacketIndex to, long time, Instant now)
    {
        long tooMany = Math.Max(0, to - from - Capacity);
        Overflowed += tooMany;
        for (PacketIndex index = from + tooMany; index < to; index += 1)
            _packets.Add(new(index, time, now));
        Forget(new(to.Value - Capacity));
    }

    private void Forget(PacketIndex before)
    {
        int count = 0;
        while (count < _packets.Count && _packets[count].Index < before)
            count++;
        _packets.RemoveRange(0, count);
    }
}
