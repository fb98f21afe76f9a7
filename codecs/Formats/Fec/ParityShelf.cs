using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>The parity packets that wait for more of their packets.</summary>
internal sealed class ParityShelf
{
    /// <summary>All parity of the largest window with 25 % of overhead; only in an outage is so much of it wanted. 256 × 1 400 B = 360 kB,
    /// and 2.3 MB with jumbo frames.</summary>
    private const int Most = 256;

    private readonly List<HeldParity> _held = new(Most);
    private readonly Stack<HeldParity> _free = new(Most);
    private int _ready;
    private PacketIndex _end = new(long.MinValue);

    public ReadOnlySpan<HeldParity> All => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_held);

    /// <summary>Keeps one; answers with how many had to go for it.</summary>
    public int Add(in RepairPacket repair, PacketIndex first, int missing)
    {
        int gone = _held.Count == Most ? 1 : 0;
        if (gone > 0)
            RemoveAt(Oldest());
        if (!_free.TryPop(out HeldParity? held))
            held = new();
        held.Hold(repair, first, missing);
        _held.Add(held);
        _ready += missing == 1 ? 1 : 0;
        _end = _end > held.Last ? _end : held.Last;
        return gone;
    }

    public bool Contains(in RepairPacket repair, PacketIndex first)
    {
        foreach (HeldParity held in _held)
        {
            if (held.IsSameAs(repair, first))
                return true;
        }

        return false;
    }

    /// <summary>A packet is here that was missing; answers with how many have nothing left to do.</summary>
    public int Present(PacketIndex index)
    {
        // Parity comes behind its media: in a stream in order nothing on the shelf reaches as far as the packet that arrives.
        if (index > _end)
            return 0;
        int idle = 0;
        for (int i = _held.Count - 1; i >= 0; i--)
        {
            HeldParity held = _held[i];
            if (!held.Covers(index))
                continue;
            _ready += held.Missing == 2 ? 1 : 0;
            if (held.Missing == 1)
            {
                RemoveAt(i);
                idle++;
            }
            else
            {
                held.Missing--;
            }
        }

        return idle;
    }

    /// <summary>One of which a single packet is missing; it is off the shelf, and good until the next one is added.</summary>
    public bool TryTake([NotNullWhen(true)] out HeldParity? parity)
    {
        parity = null;
        for (int i = 0; _ready > 0 && parity is null; i++)
        {
            if (_held[i].Missing > 1)
                continue;
            parity = _held[i];
            RemoveAt(i);
        }

        return parity is not null;
    }

    /// <summary>Gives up what reaches to before <paramref name="start"/>; answers with how many these are.</summary>
    public int Expire(PacketIndex start)
    {
        int gone = 0;
        for (int i = _held.Count - 1; i >= 0; i--)
        {
            if (_held[i].First >= start)
                continue;
            RemoveAt(i);
            gone++;
        }

        return gone;
    }

    private int Oldest()
    {
        int oldest = 0;
        for (int i = 1; i < _held.Count; i++)
            oldest = _held[i].First < _held[oldest].First ? i : oldest;
        return oldest;
    }

    private void RemoveAt(int place)
    {
        HeldParity held = _held[place];
        _ready -= held.Missing == 1 ? 1 : 0;
        _free.Push(held);
        _held[place] = _held[^1];
        _held.RemoveAt(_held.Count - 1);
        if (_held.Count == 0)
            _end = new(long.MinValue);
    }
}
