using System.Numerics;

namespace Streaming.Server.Sending;

/// <summary>Deadlines of many entries, in slots of 0.2 ms: setting, moving and taking one costs the same for ten entries and for ten
/// thousand.</summary>
/// <remarks>
/// Two rings of 1 024 slots. The fine one covers the next 0.2 s; entries further off wait in the coarse one (one slot = one turn of the
/// fine ring) and move over when their turn comes; beyond 3½ minutes they wait in its last slot and are looked at again. An entry comes
/// out at the first slot boundary at or after its deadline, never before it: a slot is what all that is due "now" has in common, and it
/// leaves in one system call. A heap would be exact, but costs a walk through cold memory for every departure.
/// </remarks>
/// <typeparam name="T">What the entries stand for.</typeparam>
public sealed class TimingWheel<T>
    where T : class
{
    /// <summary>2¹¹ ticks of 100 ns: 204.8 µs.</summary>
    public const int SlotShift = 11;

    private const int RingShift = 10;
    private const int Slots = 1 << RingShift;
    private const int Mask = Slots - 1;

    private readonly WheelEntry<T>?[] _fine = new WheelEntry<T>?[Slots];
    private readonly WheelEntry<T>?[] _coarse = new WheelEntry<T>?[Slots];
    private readonly ulong[] _occupied = new ulong[Slots / 64];

    // All slots before this one are empty.
    private long _slot;
    private int _coarseCount;

    public TimingWheel(Instant now) => _slot = now.Ticks >> SlotShift;

    /// <summary>Entries with a deadline.</summary>
    public int Count { get; private set; }

    /// <summary>Sets or moves an entry's deadline; <see cref="Instant.Never"/> takes it out.</summary>
    public void Set(WheelEntry<T> entry, Instant deadline)
    {
        Remove(entry);
        if (deadline == Instant.Never)
            return;
        Count++;
        Insert(entry, Math.Max(SlotOf(deadline), _slot));
    }

    public void Remove(WheelEntry<T> entry)
    {
        if (!entry.IsSet)
            return;
        Unlink(entry);
        Count--;
    }

    /// <summary>The next entry whose slot has begun at <paramref name="now"/>; it is then out of the wheel.</summary>
    public bool TryTake(Instant now, out WheelEntry<T>? entry)
    {
        long current = now.Ticks >> SlotShift;
        while (_slot <= current)
        {
            entry = _fine[_slot & Mask];
            if (entry is not null)
            {
                Remove(entry);
                return true;
            }

            if (Count == 0)
            {
                _slot = current;
                break;
            }

            long next = NextOccupied(_slot);
            if (next > current)
            {
                MoveTo(current);
                if (_fine[_slot & Mask] is null)
                    break;
                continue;
            }

            MoveTo(next);
        }

        entry = null;
        return false;
    }

    /// <summary>When the next slot with entries begins; never earlier than needed to move coarse entries over. Never, if there are
    /// none.</summary>
    public Instant Next => Count == 0 ? Instant.Never : new(NextOccupied(_slot) << SlotShift);

    private static long SlotOf(Instant deadline) => (deadline.Ticks + (1L << SlotShift) - 1) >> SlotShift;

    private void Insert(WheelEntry<T> entry, long slot)
    {
        entry.Slot = slot;
        if ((slot >> RingShift) == (_slot >> RingShift))
        {
            int at = (int)(slot & Mask);
            Link(ref _fine[at], entry);
            _occupied[at >> 6] |= 1UL << at;
            entry.IsCoarse = false;
        }
        else
        {
            long turn = Math.Min(slot >> RingShift, (_slot >> RingShift) + Slots - 1);
            entry.CoarseAt = (int)(turn & Mask);
            Link(ref _coarse[entry.CoarseAt], entry);
            _coarseCount++;
            entry.IsCoarse = true;
        }
    }

    private static void Link(ref WheelEntry<T>? head, WheelEntry<T> entry)
    {
        entry.IsSet = true;
        entry.Previous = null;
        entry.Following = head;
        if (head is not null)
            head.Previous = entry;
        head = entry;
    }

    private void Unlink(WheelEntry<T> entry)
    {
        int at = entry.IsCoarse ? entry.CoarseAt : (int)(entry.Slot & Mask);
        ref WheelEntry<T>? head = ref (entry.IsCoarse ? ref _coarse[at] : ref _fine[at]);
        if (entry.Previous is null)
            head = entry.Following;
        else
            entry.Previous.Following = entry.Following;
        if (entry.Following is not null)
            entry.Following.Previous = entry.Previous;
        entry.Previous = entry.Following = null;
        entry.IsSet = false;
        if (entry.IsCoarse)
            _coarseCount--;
        else if (head is null)
            _occupied[at >> 6] &= ~(1UL << at);
    }

    /// <summary>The first occupied fine slot from <paramref name="slot"/> on within its turn, else where the next turn with entries may
    /// begin.</summary>
    private long NextOccupied(long slot)
    {
        int at = (int)(slot & Mask);
        ulong word = _occupied[at >> 6] & (ulong.MaxValue << at);
        for (int index = at >> 6; ;)
        {
            if (word != 0)
                return (slot & ~(long)Mask) + (index << 6) + BitOperations.TrailingZeroCount(word);
            if (++index == _occupied.Length)
                break;
            word = _occupied[index];
        }

        long turn = (slot >> RingShift) + 1;
        while (_coarseCount > 0 && _coarse[turn & Mask] is null)
            turn++;
        return turn << RingShift;
    }

    /// <summary>Goes on to a slot before which there is nothing; entries of a new turn come over from the coarse ring.</summary>
    private void MoveTo(long slot)
    {
        bool newTurn = (slot >> RingShift) != (_slot >> RingShift);
        _slot = slot;
        if (!newTurn)
            return;
        WheelEntry<T>? entry = _coarse[(slot >> RingShift) & Mask];
        _coarse[(slot >> RingShift) & Mask] = null;
        while (entry is not null)
        {
            WheelEntry<T>? following = entry.Following;
            _coarseCount--;
            Insert(entry, Math.Max(entry.Slot, slot));
            entry = following;
        }
    }
}
