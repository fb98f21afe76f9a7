namespace Streaming.Server.Sending;

/// <summary>How often each packet of a stream was sent again, and when last.</summary>
/// <param name="capacity">Packets that are known; 16 B each, and only where anything was ever asked for. Of two that share a place, the
/// later is.</param>
internal struct ResendMarks(int capacity)
{
    /// <summary>Packets that may still be asked for: a second at 20 Mb/s, a fifth of one at 100. All of them take 33 kB.</summary>
    public const int Reach = 2_048;

    /// <summary>For one of very many receivers: as many as may wait at once. 64 × 16 B = 1 kB.</summary>
    public const int OfMember = 64;

    /// <summary>Whoever does not get it in three has no use for it any more, or never had.</summary>
    private const int Most = 3;

    private Mark[]? _marks;

    /// <summary>Whether a packet may be sent again now.</summary>
    /// <param name="packet">Its unwrapped index.</param>
    /// <param name="pause">Within this it is still on its way.</param>
    public readonly bool Allows(long packet, TimeSpan pause, Instant now)
    {
        if (_marks is null)
            return true;
        Mark mark = _marks[packet % capacity];
        return mark.Packet != unchecked((uint)packet) || (mark.Times < Most && now - mark.Last >= pause);
    }

    /// <summary>It waits to be sent again.</summary>
    public void Wait(long packet)
    {
        _marks ??= new Mark[capacity];
        ref Mark mark = ref _marks[packet % capacity];
        int before = mark.Packet == unchecked((uint)packet) ? mark.Times : 0;
        mark = new Mark(Instant.Never, unchecked((uint)packet), before + 1);
    }

    /// <summary>It was sent again.</summary>
    public readonly void Leave(long packet, Instant now)
    {
        if (_marks is null)
            return;
        ref Mark mark = ref _marks[packet % capacity];
        if (mark.Packet == unchecked((uint)packet))
            mark = mark with { Last = now };
    }

    /// <param name="Last">Never, while it waits.</param>
    private readonly record struct Mark(Instant Last, uint Packet, int Times);
}
