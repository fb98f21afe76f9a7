using Streaming.Primitives.Chance;

namespace Streaming.Formats.Rtcp;

/// <summary>When one member of a session sends its next RTCP packet, so that all of them, two or a hundred thousand, keep to one share of
/// the bandwidth. RFC 3550 §6.3.</summary>
/// <remarks>
/// <see cref="Join"/>; at <see cref="Next"/> ask <see cref="IsDue"/>, and if so send and say <see cref="Sent"/>. Tell it what arrives
/// (<see cref="Heard"/>) and how large the group is (<see cref="Resize"/>), which either <see cref="RtcpMembers"/> counts or a
/// <see cref="ReceiverSummary"/> says. A timer that expires is reconsidered, as the group may have grown meanwhile (§6.3.6), and members
/// that leave bring it forward (§6.3.4). After <see cref="Leave"/> what is due is the BYE, behind those of everybody else who leaves just
/// then (§6.3.7).
/// </remarks>
/// <param name="bandwidth">What all members together may use; see <see cref="RtcpInterval.ShareOf"/>.</param>
/// <param name="size">Bytes that the first compound will about have.</param>
/// <param name="random">Chance, from a seed handed in.</param>
public sealed class RtcpTimer(BitRate bandwidth, int size, SeededRandom random)
{
    /// <summary>UDP and IPv4, which the average counts, too. RFC 3550 §6.2.</summary>
    public const int LowerHeaders = 28;

    /// <summary>Up to so many members a BYE needs not wait. RFC 3550 §6.3.7.</summary>
    private const int MostWithoutBackOff = 50;

    /// <summary>tp: when the last one was sent.</summary>
    private Instant _previous;

    /// <summary>pmembers: how many there were when <see cref="Next"/> was last reckoned.</summary>
    private int _reckonedMembers = 1;

    private double _averageSize = size + LowerHeaders;
    private bool _isFirst = true;
    private bool _isAtOnce;

    /// <summary>tn: when to ask whether something is due.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>Oneself included; 1 or more.</summary>
    public int Members { get; private set; } = 1;

    /// <summary>Those of them that have sent media lately.</summary>
    public int Senders { get; private set; }

    /// <summary>Whether oneself is one of the senders.</summary>
    public bool IsSender { get; set; }

    /// <summary>Shortest interval before it is randomised.</summary>
    public TimeSpan Minimum { get; set; } = RtcpInterval.DefaultMinimum;

    /// <summary>What all members together may use.</summary>
    public BitRate Bandwidth { get; set; } = bandwidth;

    /// <summary>What is due is the last one.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>Mean size of the compounds sent and heard, with lower headers, in bytes.</summary>
    public double AverageSize => _averageSize;

    /// <summary>Td: the mean interval, by which silent members are judged as well.</summary>
    public TimeSpan Interval => Reckon().Deterministic();

    /// <summary>The first half interval begins. RFC 3550 §6.3.2.</summary>
    public void Join(Instant now)
    {
        _previous = now;
        _reckonedMembers = Members;
        Next = now + Draw();
    }

    /// <summary>Whether to send now. The interval is drawn again by what is known now: where it is not over yet,
    /// <see cref="Next"/> moves. RFC 3550 §6.3.6.</summary>
    public bool IsDue(Instant now)
    {
        if (now < Next || _isAtOnce)
            return _isAtOnce;
        Instant reconsidered = _previous + Draw();
        if (reconsidered <= now)
            return true;
        Next = reconsidered;
        _reckonedMembers = Members;
        return false;
    }

    /// <summary>A compound was sent, when it was due or earlier (RFC 4585 §3.5.2).</summary>
    /// <param name="size">Its bytes.</param>
    public void Sent(int size, Instant now)
    {
        Count(size);
        (_isFirst, _isAtOnce) = (false, false);
        _previous = now;
        _reckonedMembers = Members;
        Next = IsLeaving ? Instant.Never : now + Draw();
    }

    /// <summary>A compound of another member's came, or one of one's own was sent aside from the rhythm. RFC 3550 §6.3.3.</summary>
    /// <remarks>Once leaving, tell only of those with a BYE: they alone count then.</remarks>
    public void Heard(int size)
    {
        Count(size);
        if (IsLeaving)
            Members++;
    }

    /// <summary>So many are there now; where they are fewer, what is to come is brought forward. RFC 3550 §6.3.4.</summary>
    /// <param name="members">Oneself included.</param>
    /// <param name="senders">Of these.</param>
    public void Resize(int members, int senders, Instant now)
    {
        Invariant.That(members >= 1 && senders >= 0);
        if (IsLeaving)
            return;
        (Members, Senders) = (members, senders);
        if (members >= _reckonedMembers || Next == Instant.Never)
            return;
        double share = (double)members / _reckonedMembers;
        if (Next > now)
            Next = now + ((Next - now) * share);
        _previous = now - ((now - _previous) * share);
        _reckonedMembers = members;
    }

    /// <summary>The sender tells how large the group is, whose members do not hear each other. RFC 5760 §7.1.11.</summary>
    /// <param name="senders">As heard: the summary counts receivers only.</param>
    public void Accept(in ReceiverSummary summary, int senders, Instant now)
    {
        if (summary.Receivers is not { } receivers || IsLeaving)
            return;
        if (summary.AverageSize > 0)
            _averageSize = summary.AverageSize;
        Resize((int)Math.Clamp(receivers + (long)senders, 1, int.MaxValue), senders, now);
    }

    /// <summary>Oneself leaves: at <see cref="Next"/>, if it <see cref="IsDue"/>, the BYE is sent. RFC 3550 §6.3.7.</summary>
    /// <remarks>Of many that leave at once, only some need say so: the others are done when they were told enough others'. Whoever has sent
    /// nothing says nothing.</remarks>
    /// <param name="size">Bytes of the compound with the BYE.</param>
    /// <param name="hasSentMedia">Whether others know of oneself by packets of media.</param>
    public void Leave(int size, bool hasSentMedia, Instant now)
    {
        IsLeaving = true;
        if (_isFirst && !hasSentMedia)
        {
            Next = Instant.Never;
            return;
        }

        if (Members <= MostWithoutBackOff)
        {
            (_isAtOnce, Next) = (true, now);
            return;
        }

        _previous = now;
        (Members, Senders, IsSender, _isFirst) = (1, 0, false, true);
        _averageSize = size + LowerHeaders;
        _reckonedMembers = 1;
        Next = now + Draw();
    }

    private void Count(int size) => _averageSize = RtcpInterval.NextAverage(_averageSize, size + LowerHeaders);

    private TimeSpan Draw() => Reckon().Randomised(random.NextDouble());

    private RtcpInterval Reckon() => new(Members, Senders, Bandwidth, _averageSize, IsSender, _isFirst) { Minimum = Minimum };
}
