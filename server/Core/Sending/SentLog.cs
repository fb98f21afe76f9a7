using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What has left of a stream lately: no packets, but which samples they were cut from, so that any of them can be cut
/// again.</summary>
/// <remarks>One for all who are sent the stream.</remarks>
/// <param name="maxPacket">Largest RTP packet, header included, in bytes.</param>
/// <param name="capacity">Samples that are remembered; 96 B each.</param>
internal sealed class SentLog(RtpNumbers numbers, int maxPacket, int capacity)
{
    /// <summary>For one receiver that asks for what it has lost. Two seconds at 60 pictures a second, 2.7 s of AAC: more than
    /// <see cref="RepairStream.ResendTime"/>. 128 × 96 B = 12 kB.</summary>
    public const int ForResends = 128;

    /// <summary>For newcomers to a channel, who begin at a key picture. 17 s at 60 pictures a second, 20 s of AAC: more than the 12 s that
    /// the rarest key pictures are apart. 1 024 × 96 B = 98 kB.</summary>
    public const int ForNewcomers = 1_024;

    private readonly SentSample[] _samples = new SentSample[capacity];
    private PacketRecutter _recutter = new(numbers, maxPacket);
    private PacketRecutter? _before;
    private long _begun;
    private long _forgotten;
    private long _knownFrom = numbers.Packets;

    /// <summary>What was made of it, for all who are sent the stream.</summary>
    public ResendTally Resends { get; } = new();

    /// <summary>Bytes of the largest packet that sends another again.</summary>
    public int MaxResent => maxPacket + ResentPacket.Overhead;

    /// <summary>The unwrapped index of the next packet that leaves.</summary>
    public long Next => numbers.Packets;

    /// <summary>The samples that are remembered: numbered from the first that ever left, up to <see cref="Ends"/>.</summary>
    public long Begins => Math.Max(_forgotten, _begun - capacity);

    /// <summary>Behind the last sample that is remembered.</summary>
    public long Ends => _begun;

    /// <summary>One from <see cref="Begins"/> to before <see cref="Ends"/>.</summary>
    public ref readonly SentSample this[long at] => ref _samples[at % capacity];

    /// <summary>The first packet of a sample leaves.</summary>
    public void Begin(in SentSample sample) => _samples[_begun++ % capacity] = sample;

    /// <summary>Playing begins elsewhere: nothing from before may follow.</summary>
    public void Forget() => (_forgotten, _knownFrom) = (_begun, numbers.Packets);

    /// <summary>The unwrapped index of a packet that was sent lately; false where there was none.</summary>
    public bool TryUnwrap(SequenceNumber number, out long packet)
    {
        int back = numbers.Next.Since(number);
        packet = numbers.Packets - back;
        return back > 0 && packet >= _knownFrom;
    }

    /// <summary>The sample that a packet was cut from, as far as it is remembered.</summary>
    public long? Find(long packet)
    {
        // The last that begins at or before it.
        long oldest = Begins, low = oldest, high = _begun;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (this[middle].First <= packet)
                low = middle + 1;
            else
                high = middle;
        }

        return low > oldest ? low - 1 : null;
    }

    /// <summary>Whether a packet left no longer than <paramref name="reach"/> ago; of a sample's packets, all as long as the last of
    /// them, which left before the next sample began.</summary>
    public bool IsWithin(TimeSpan reach, long packet, Instant now) =>
        Find(packet) is long at && (at + 1 == _begun || now - this[at + 1].At <= reach);

    /// <summary>Writes a packet once more, put together.</summary>
    /// <returns>Its length; zero where it is forgotten, or the film cannot be read.</returns>
    public int Write(long packet, Span<byte> destination)
    {
        if (Find(packet) is not long at)
            return 0;

        // Where one film follows another, some still ask for packets of the one before.
        if (!_recutter.IsFor(this[at].Source))
            (_recutter, _before) = (_before ?? new(numbers, maxPacket), _recutter);
        return _recutter.Write(in this[at], packet, destination);
    }
}
