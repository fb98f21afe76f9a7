namespace Streaming.Emulation.Links;

/// <summary>A queue that time is cut into slots for: what comes within one and fits into it leaves at its end. See
/// <see cref="QueueDiscipline.Slots"/>.</summary>
/// <remarks>
/// <para>A slot holds rate · slot. What does not fit any more goes to the next one, and whatever comes behind it goes no earlier: order is
/// kept. What is larger than a slot takes as many as it needs, from an empty one on.</para>
/// <para>Theorem: if in no slot more comes than it holds, every packet leaves at the end of the slot it came in, which is a function of its
/// own time alone: nobody is felt by anybody. Proof, by induction over the packets in order: let all before this one have left at the ends
/// of their own slots. Then the slot that is being filled is this packet's or an earlier one. If it is an earlier one, this packet opens
/// its own, empty. If it is its own, what it holds already has all come within it; with this packet that is at most all that comes within
/// the slot, which it has room for by assumption. So the packet fits, and one that fits into its own slot is never dropped.</para>
/// </remarks>
internal sealed class SlotQueue(Instant start)
{
    private Instant _end = new(long.MinValue);
    private long _used;

    /// <summary>Takes a packet, or not: then the queue is full.</summary>
    /// <param name="stage">What holds when it comes.</param>
    public bool TryEnter(LinkStage stage, ByteCount size, Instant at, out Instant left)
    {
        long slot = stage.Profile.Slot.Ticks, need = size.Bytes * LinkStage.PerByte;
        Instant own = EndOfSlot(at, slot);
        left = _end;
        if (own > _end)
        {
            _end = own;
            _used = 0;
        }

        if (stage.Rate > 0)
        {
            long holds = stage.Slot;
            if (_end > own || _used + need > holds)
            {
                Int128 waiting = _used + ((Int128)((_end.Ticks - own.Ticks) / slot) * holds);
                if (waiting > 0 && waiting + need > stage.Queue)
                    return false;
            }

            Fill(need, holds, slot);
        }

        left = _end;
        return true;
    }

    private void Fill(long need, long holds, long slot)
    {
        if (_used > 0 && _used + need > holds)
        {
            _end = new(_end.Ticks + slot);
            _used = 0;
        }

        long whole = _used == 0 ? (need - 1) / holds : 0;
        _end = new(_end.Ticks + (whole * slot));
        _used += need - (whole * holds);
    }

    private Instant EndOfSlot(Instant at, long slot)
    {
        long since = at.Ticks - start.Ticks;
        long number = since >= 0 ? since / slot : ((since + 1) / slot) - 1;
        return new(start.Ticks + ((number + 1) * slot));
    }
}
