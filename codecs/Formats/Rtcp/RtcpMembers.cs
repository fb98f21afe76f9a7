using System.Numerics;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>Who is heard in a session in which everybody hears everybody, counted for an <see cref="RtcpTimer"/>. RFC 3550 §6.2.1,
/// §6.3.</summary>
/// <remarks>
/// Of many members only a sample is kept: those whose SSRC agrees with one's own in its last bits, one bit more each time the table is full
/// (RFC 2762 §2). The estimate is off by a sixty-fourth in the mean then, which interval and share bear well.
/// </remarks>
/// <param name="own">Oneself, who is always counted and never in the table.</param>
public sealed class RtcpMembers(Ssrc own)
{
    /// <summary>4 096 × 24 bytes, 100 kB with the table's own.</summary>
    public const int MostKept = 4_096;

    /// <summary>Whoever pretends to be more senders is not one of them.</summary>
    public const int MostSenders = 256;

    /// <summary>Intervals of silence after which a member has left without a word. RFC 3550 §6.3.5.</summary>
    private const int SilentIntervals = 5;

    /// <summary>Intervals without media after which a sender is none any more. RFC 3550 §6.3.5.</summary>
    private const int IntervalsWithoutMedia = 2;

    private readonly Dictionary<Ssrc, Instant> _members = [];
    private readonly Dictionary<Ssrc, Instant> _senders = [];
    private uint _mask;

    /// <summary>How many there are, oneself and senders included; an estimate where not all are kept.</summary>
    public int Count => (int)Math.Min(1 + _senders.Count + ((long)_members.Count << BitOperations.PopCount(_mask)), int.MaxValue);

    /// <summary>Those of them who have sent media lately, oneself not included.</summary>
    public int Senders => _senders.Count;

    /// <summary>One is heard.</summary>
    /// <param name="hasMedia">By a packet of media or a sender report; else by a report.</param>
    public void Heard(Ssrc source, bool hasMedia, Instant now)
    {
        if (source == own)
            return;
        if (hasMedia && (_senders.ContainsKey(source) || _senders.Count < MostSenders))
        {
            _senders[source] = now;
            _members.Remove(source);
        }
        else if (!_senders.ContainsKey(source) && IsSampled(source))
        {
            _members[source] = now;
            if (_members.Count > MostKept)
                Thin();
        }
    }

    /// <summary>One has said goodbye.</summary>
    public void Left(Ssrc source)
    {
        _members.Remove(source);
        _senders.Remove(source);
    }

    /// <summary>Forgets who was not heard for too long. RFC 3550 §6.3.5.</summary>
    /// <param name="interval">Of the timer: <see cref="RtcpTimer.Interval"/>.</param>
    public void Expire(TimeSpan interval, Instant now)
    {
        foreach ((Ssrc source, Instant heard) in _senders)
        {
            if (now - heard <= interval * IntervalsWithoutMedia)
                continue;
            _senders.Remove(source);
            if (IsSampled(source))
                _members[source] = heard;
        }

        foreach ((Ssrc source, Instant heard) in _members)
        {
            if (now - heard > interval * SilentIntervals)
                _members.Remove(source);
        }

        // A crowd that has gone is counted one by one again.
        if (_mask != 0 && _members.Count < MostKept / 8)
            _mask >>= 1;
    }

    private bool IsSampled(Ssrc source) => ((source.Value ^ own.Value) & _mask) == 0;

    private void Thin()
    {
        _mask = (_mask << 1) | 1;
        foreach (Ssrc source in _members.Keys)
        {
            if (!IsSampled(source))
                _members.Remove(source);
        }
    }
}
