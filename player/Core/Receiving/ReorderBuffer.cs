using System.Buffers;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Holds packets that came ahead of their turn. Mechanism only: <see cref="ReorderPolicy"/> decides.</summary>
/// <remarks>
/// A ring addressed by packet index. Slots of missing packets remember when they were first missed, when the packet behind them came,
/// and that packet's timestamp. Contract: <see cref="Offer"/> what <see cref="Admits"/> admits; release or skip as the policy says.
/// </remarks>
/// <param name="capacity">How far apart packets may lie: a power of two.</param>
internal sealed class ReorderBuffer(int capacity = ReorderBuffer.Usual)
{
    /// <summary>1 024 × 1 400 B = 1.4 MB at most per stream, which is 200 ms at 57 Mbit/s.</summary>
    public const int Usual = 1_024;

    /// <summary>4 096 × 1 400 B = 5.7 MB at most per stream: a group goes on while what it sent before still comes by another way, which is
    /// 4 s at 11 Mbit/s.</summary>
    public const int OfGroup = 4_096;

    /// <summary>Made when the first packet has to wait: a stream that keeps order never needs it.</summary>
    private Slot[] _slots = [];
    private bool _released;
    private bool _started;

    private struct Slot
    {
        public byte[]? Bytes;
        public int Length;
        public long Time;
        public bool Marker;
        public bool StartsAnew;
        public bool IsRepaired;
        public Instant MissedSince;
    }

    /// <summary>The packet that is due.</summary>
    public PacketIndex Next { get; private set; }

    /// <summary>One behind the highest packet seen.</summary>
    public PacketIndex End { get; private set; }

    public int Held { get; private set; }

    public bool IsNextHere => Held > 0 && At(Next).Bytes is not null;

    /// <summary>Missing packets in front of the first that is held.</summary>
    public int Gap
    {
        get
        {
            int gap = 0;
            while (Held > 0 && At(Next + gap).Bytes is null)
                gap++;
            return gap;
        }
    }

    public ReorderSnapshot Snapshot(bool isOpen, bool isFull) =>
        Held > 0
        ? new(isOpen, isFull, IsNextHere, Held, At(Next).MissedSince) { GapTime = At(Next).Time }
        : new(isOpen, isFull, IsNextHere, Held, Instant.Never);

    /// <summary>Whether <paramref name="index"/> fits: not too late, and not so far ahead that something must leave first.</summary>
    public bool Admits(PacketIndex index) => !IsLate(index) && !IsTooFar(index);

    /// <summary>Its turn is over. Before the first release the turn moves back instead.</summary>
    public bool IsLate(PacketIndex index) => _started && index < Next && (_released || End - index > capacity);

    public bool IsTooFar(PacketIndex index) => _started && index - Next >= capacity;

    /// <summary>Says where the stream begins: what is missing before the first packet that came was lost or is still under way.</summary>
    public void BeginAt(PacketIndex index, Instant now)
    {
        if (!_started)
        {
            Next = End = index;
            _started = true;
        }
        else if (!_released && index < Next && End - index <= capacity)
        {
            MoveBackTo(index, now);
        }
    }

    /// <summary>Takes a copy of a packet that is not held yet.</summary>
    public void Offer(in ArrivedPacket packet)
    {
        Invariant.That(Admits(packet.Index));
        if (_slots.Length == 0)
            _slots = new Slot[capacity];
        BeginAt(packet.Index, packet.Arrival);
        for (; End <= packet.Index; End += 1)
            At(End) = new Slot { MissedSince = packet.Arrival, Time = packet.Time };

        ref Slot slot = ref At(packet.Index);
        Invariant.That(slot.Bytes is null);
        slot.Bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, packet.Payload.Length));
        slot.Length = packet.Payload.Length;
        slot.Time = packet.Time;
        slot.Marker = packet.Marker;
        slot.StartsAnew = packet.StartsAnew;
        slot.IsRepaired = packet.IsRepaired;
        packet.Payload.CopyTo(slot.Bytes);
        Held++;
    }

    /// <summary>The packet that is due passes by without being copied: it came exactly when it was expected.</summary>
    /// <returns>False where packets are held, which must leave first.</returns>
    public bool TryPass(PacketIndex index)
    {
        if (Held > 0 || (_started && index != Next))
            return false;
        Next = End = index + 1;
        _started = true;
        _released = true;
        return true;
    }

    /// <summary>Looks at the packet that is due; it stays until <see cref="Discard"/>.</summary>
    public OrderedPacket Peek()
    {
        ref Slot slot = ref At(Next);
        Invariant.That(slot.Bytes is not null);
        return new(Next, slot.Time, slot.Marker, slot.StartsAnew, slot.IsRepaired, slot.Bytes.AsSpan(0, slot.Length));
    }

    /// <summary>Lets the packet that is due go.</summary>
    public void Discard()
    {
        ref Slot slot = ref At(Next);
        Invariant.That(slot.Bytes is not null);
        ArrayPool<byte>.Shared.Return(slot.Bytes);
        slot = default;
        Held--;
        Next += 1;
        _released = true;
    }

    /// <summary>Goes on behind <paramref name="count"/> missing packets.</summary>
    public void Skip(int count)
    {
        Next += count;
        End = new(Math.Max(End.Value, Next.Value));
        _released = true;
    }

    /// <summary>Everything before <paramref name="index"/> is of no use any more.</summary>
    /// <returns>How many packets of it have never come.</returns>
    public long SkipTo(PacketIndex index)
    {
        long missing = 0;
        for (; _started && Next < index && Next < End; Next += 1)
        {
            byte[]? held = _slots.Length == 0 ? null : At(Next).Bytes;
            missing += held is null ? 1 : 0;
            if (held is null)
                continue;
            ArrayPool<byte>.Shared.Return(held);
            At(Next) = default;
            Held--;
        }

        missing += _started ? Math.Max(0, index - Next) : 0;
        Next = _started && Next > index ? Next : index;
        End = new(Math.Max(End.Value, Next.Value));
        _started = _released = true;
        return missing;
    }

    /// <summary>What is held from <paramref name="index"/> on lies so much earlier, but for what lies at <paramref name="cut"/>.</summary>
    public void Retime(PacketIndex index, long earlier, long? cut)
    {
        for (PacketIndex at = new(Math.Max(index.Value, Next.Value)); Held > 0 && at < End; at += 1)
        {
            ref Slot slot = ref At(at);
            slot.Time -= slot.Time == cut ? 0 : earlier;
        }
    }

    private void MoveBackTo(PacketIndex index, Instant now)
    {
        for (PacketIndex missing = index; Held > 0 && missing < Next; missing += 1)
            At(missing) = new Slot { MissedSince = now, Time = At(Next).Time };
        Next = index;
        if (Held == 0)
            End = index;
    }

    private ref Slot At(PacketIndex index) => ref _slots[index.Value & (capacity - 1)];
}
