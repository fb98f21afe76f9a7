using System.Runtime.InteropServices;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>What arrived while it was not known which play it belongs to, in the order of arrival.</summary>
internal sealed class ArrivalLog
{
    /// <summary>2 048 × 24 B = 49 kB: twice what the reorder buffer holds. What comes beyond it is received, but measures no
    /// delay.</summary>
    private const int Capacity = 2_048;

    private readonly List<Entry> _entries = [];

    public void Add(PacketIndex index, long time, Instant at)
    {
        if (_entries.Count < Capacity)
            _entries.Add(new(index, time, at));
    }

    /// <summary>The time of one packet; null where it is not in here.</summary>
    public long? TimeOf(PacketIndex index)
    {
        foreach (Entry entry in _entries)
        {
            if (entry.Index == index)
                return entry.Time;
        }

        return null;
    }

    /// <summary>Forgets what came before <paramref name="index"/>.</summary>
    public void DropBefore(PacketIndex index) => _entries.RemoveAll(entry => entry.Index < index);

    /// <summary>Packets from <paramref name="index"/> on lie so much earlier, but for those at <paramref name="cut"/>.</summary>
    public void Retime(PacketIndex index, long earlier, long? cut)
    {
        foreach (ref Entry entry in CollectionsMarshal.AsSpan(_entries))
        {
            if (entry.Index >= index && entry.Time != cut)
                entry = entry with { Time = entry.Time - earlier };
        }
    }

    /// <summary>Tells all, and forgets it.</summary>
    public void Tell(Action<long, Instant>? told)
    {
        foreach (Entry entry in _entries)
            told?.Invoke(entry.Time, entry.At);
        _entries.Clear();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(PacketIndex Index, long Time, Instant At);
}
