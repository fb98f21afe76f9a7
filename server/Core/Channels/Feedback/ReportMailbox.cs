using Streaming.Server.Channels.Members;

namespace Streaming.Server.Channels.Feedback;

/// <summary>Reports on their way from whoever hears them to whoever sends the channel: any thread puts in, one takes out, none
/// waits.</summary>
internal sealed class ReportMailbox
{
    /// <summary>Looked at with every packet that leaves, every 20 ms at the latest: 12 800 a second, 60 times what 100 000 receivers may
    /// send on a channel of 6 Mb/s. 256 × 1.5 kB = 385 kB.</summary>
    public const int Limit = 256;

    /// <summary>What fits a datagram on Ethernet; a larger one is none of ours.</summary>
    public const int MostBytes = Formats.Rtcp.CompoundWriter.MaxSize;

    private readonly Mail[] _places = new Mail[Limit];
    private long _taken;
    private long _put;

    public bool IsEmpty => Volatile.Read(ref _put) == Volatile.Read(ref _taken);

    /// <summary>False where it is full, or the report too large.</summary>
    /// <param name="from">The lanes it can be about.</param>
    public bool TryPut(ReadOnlySpan<byte> compound, MemberLane[] from, Instant now)
    {
        if (compound.Length > MostBytes)
            return false;
        long place;
        do
        {
            place = Volatile.Read(ref _put);
            if (place - Volatile.Read(ref _taken) >= Limit)
                return false;
        }
        while (Interlocked.CompareExchange(ref _put, place + 1, place) != place);
        ref Mail mail = ref _places[place % Limit];
        mail.Bytes ??= new byte[MostBytes];
        compound.CopyTo(mail.Bytes);
        (mail.Length, mail.At) = (compound.Length, now);
        Volatile.Write(ref mail.From, from);
        return true;
    }

    /// <summary>The oldest; false also where it is just being put in. It is to be given back by <see cref="Drop"/>.</summary>
    public bool TryPeek(out ReadOnlySpan<byte> compound, out MemberLane[] from, out Instant at)
    {
        ref Mail mail = ref _places[_taken % Limit];
        from = Volatile.Read(ref mail.From) ?? [];
        compound = from.Length > 0 ? mail.Bytes.AsSpan(0, mail.Length) : default;
        at = mail.At;
        return from.Length > 0;
    }

    /// <summary>The oldest was looked at.</summary>
    public void Drop()
    {
        // Emptied before it is given back: whoever puts in looks at the count alone.
        Volatile.Write(ref _places[_taken % Limit].From, null);
        Volatile.Write(ref _taken, _taken + 1);
    }

    private struct Mail
    {
        /// <summary>Null: the place is empty, or being filled.</summary>
        public MemberLane[]? From;
        public byte[]? Bytes;
        public int Length;
        public Instant At;
    }
}
