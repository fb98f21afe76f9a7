using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What of a stream may be sent again: no packets, but which samples they were cut from. RFC 4588.</summary>
internal sealed class ResendLog(SendStream source, RtpNumbers numbers, RepairStream stream)
{
    /// <summary>Two seconds at 60 pictures a second, 2.7 s of AAC: more than <see cref="RepairStream.ResendTime"/>. 128 × 96 B =
    /// 12 kB.</summary>
    private const int Capacity = 128;

    /// <summary>How long a packet is on its way where nobody has measured it: two continents apart.</summary>
    private static readonly TimeSpan UnknownRoundTrip = TimeSpan.FromMilliseconds(100);

    /// <summary>Less would be another round for a receiver that asks in two reports at once.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(10);

    private readonly SentSample[] _samples = new SentSample[Capacity];
    private readonly PacketRecutter _recutter = new(numbers, source.MaxPacket);
    private readonly RequestQueue _asked = new();
    private readonly long[] _refused = new long[Enum.GetValues<ResendRefusal>().Length];
    private ResendMarks _marks;
    private long _begun;
    private long _forgotten;
    private long _knownFrom = numbers.Packets;

    public RepairStream Stream => stream;

    /// <summary>Bytes of the largest packet it sends.</summary>
    public int MaxPacket => source.MaxPacket + ResentPacket.Overhead;

    public bool IsAsked => !_asked.IsEmpty;

    /// <summary>Packets that were asked for and not sent again. May be called from any thread.</summary>
    public long Refused(ResendRefusal reason) => Interlocked.Read(ref _refused[(int)reason]);

    /// <summary>A packet is not sent again. May be called from any thread.</summary>
    public void Refuse(ResendRefusal reason, int packets = 1) => Interlocked.Add(ref _refused[(int)reason], packets);

    /// <summary>The receiver asks. May be called from any thread.</summary>
    public void Ask(NackEntry entry)
    {
        if (!_asked.TryPut(entry))
            Refuse(ResendRefusal.NoBudget, entry.Packets);
    }

    public bool TryTakeRequest(out NackEntry entry) => _asked.TryTake(out entry);

    /// <summary>The first packet of a sample leaves.</summary>
    public void Begin(in SentSample sample) => _samples[_begun++ % Capacity] = sample;

    /// <summary>Playing begins elsewhere: nothing from before may follow.</summary>
    public void Forget()
    {
        (_forgotten, _knownFrom) = (_begun, numbers.Packets);
        while (_asked.TryTake(out _))
        {
        }
    }

    /// <summary>Whether a packet may be sent again; null: yes.</summary>
    /// <param name="packet">Its unwrapped index.</param>
    public ResendRefusal? Check(SequenceNumber number, Instant now, out long packet)
    {
        int back = numbers.Next.Since(number);
        packet = numbers.Packets - back;
        if (back <= 0 || packet < _knownFrom)
            return ResendRefusal.Unknown;
        if (back > ResendMarks.Capacity || Find(packet) is not long at || IsOver(at, now))
            return ResendRefusal.TooOld;
        TimeSpan pause = source.Receptions.RoundTrip ?? UnknownRoundTrip;
        return _marks.Allows(packet, pause > ShortestPause ? pause : ShortestPause, now) ? null : ResendRefusal.TooOften;
    }

    /// <summary>It waits for its turn.</summary>
    public void Wait(long packet) => _marks.Wait(packet);

    /// <summary>Whether a packet that has waited is still of use.</summary>
    public bool IsWanted(long packet, Instant now) => Find(packet) is long at && !IsOver(at, now);

    /// <summary>Writes the packet that sends another again; it leaves.</summary>
    /// <param name="original">Room for the packet itself.</param>
    /// <returns>Its length; zero where the film cannot be read.</returns>
    public int Take(long packet, Instant now, Span<byte> original, Span<byte> resent)
    {
        int length = Find(packet) is long at ? _recutter.Write(in _samples[at % Capacity], packet, original) : 0;
        if (length == 0)
            return 0;
        _marks.Leave(packet, now);
        length = ResentPacket.Wrap(original[..length], stream.PayloadType, stream.Next, stream.Identity.Ssrc, resent);
        stream.Count(length);
        return length;
    }

    /// <summary>The sample that a packet was cut from, as far as it is remembered.</summary>
    private long? Find(long packet)
    {
        // The last that begins at or before it.
        long oldest = Math.Max(_forgotten, _begun - Capacity), low = oldest, high = _begun;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (_samples[middle % Capacity].First <= packet)
                low = middle + 1;
            else
                high = middle;
        }

        return low > oldest ? low - 1 : null;
    }

    /// <summary>Whether the last packet of a sample left too long ago: before the next one began.</summary>
    private bool IsOver(long at, Instant now) =>
        at + 1 < _begun && now - _samples[(at + 1) % Capacity].At > RepairStream.ResendTime;
}
