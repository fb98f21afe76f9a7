using Streaming.Formats.Rtcp;

namespace Streaming.Server.Sending;

/// <summary>What receivers ask for, on its way from whoever hears them to whoever sends: any thread puts in, one takes out, none
/// waits.</summary>
internal sealed class RequestQueue
{
    /// <summary>64 entries of up to 17 packets: a receiver that has lost more than 1 088 packets at once has lost the stream.</summary>
    public const int Limit = 64;

    /// <summary>Tells an entry from an empty place.</summary>
    private const ulong Taken = 1UL << 32;

    private readonly ulong[] _places = new ulong[Limit];
    private long _taken;
    private long _put;

    public bool IsEmpty => Volatile.Read(ref _put) == Volatile.Read(ref _taken);

    /// <summary>False where it is full.</summary>
    public bool TryPut(NackEntry entry)
    {
        long place;
        do
        {
            place = Volatile.Read(ref _put);
            if (place - Volatile.Read(ref _taken) >= Limit)
                return false;
        }
        while (Interlocked.CompareExchange(ref _put, place + 1, place) != place);
        Volatile.Write(ref _places[place % Limit], Taken | ((ulong)entry.First.Value << 16) | entry.Following);
        return true;
    }

    /// <summary>The oldest; false also where it is just being put in.</summary>
    public bool TryTake(out NackEntry entry)
    {
        ref ulong place = ref _places[_taken % Limit];
        ulong value = Volatile.Read(ref place);
        entry = new(new(unchecked((ushort)(value >> 16))), unchecked((ushort)value));
        if (value == 0)
            return false;

        // Emptied before it is given back: whoever puts in looks at the count alone.
        Volatile.Write(ref place, 0);
        Volatile.Write(ref _taken, _taken + 1);
        return true;
    }
}
