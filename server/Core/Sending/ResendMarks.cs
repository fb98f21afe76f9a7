namespace Streaming.Server.Sending;

/// <summary>How often each packet of a stream was sent again, and when last.</summary>
internal struct ResendMarks
{
    /// <summary>Packets that may still be asked for: a second at 20 Mb/s, a fifth of one at 100. 2 048 × 16 B = 33 kB, and only where
    /// anything was ever asked for.</summary>
    public const int Capacity = 2_048;

    /// <summary>Whoever does not get it in three has no use for it any more, or never had.</summary>
    private const int Most = 3;

    private Mark[]? _marks;

    /// <summary>Whether a packet may be sent again now.</summary>
    /// <param name="packet">One of the last <see cref="Capacity"/>, counted from 1.</param>
    /// <param name="pause">Within this it is still on its way.</param>
    public readonly bool Allows(long packet, TimeSpan pause, Instant now)
    {
        if (_marks is null)
            return true;
        Mark mark = _marks[packet % Capacity];
        return mark.Packet != unchecked((uint)packet) || (mark.Times < Most && now - mark.Last >= pause);
    }

    /// <summary>It waits to be sent again.</summary>
    public void Wait(long packet)
    {
        _marks ??= new Mark[Capacity];
        ref Mark mark = ref _marks[packet % Capacity];
        int before = mark.Packet == unchecked((uint)packet) ? mark.Times : 0;
        mark = new Mark(Instant.Never, unchecked((uint)packet), before + 1);
    }

    /// <summary>It was sent again.</summary>
    public readonly void Leave(long packet, Instant now)
    {
        ref Mark mark = ref _marks![packet % Capacity];
        if (mark.Packet == unchecked((uint)packet))
            mark = mark with { Last = now };
    }

    /// <param name="Last">Never, while it waits.</param>
    private readonly record struct Mark(Instant Last, uint Packet, int Times);
}
