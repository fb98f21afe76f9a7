using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Keeps packets whose source is not proven yet. RFC 3550 §6.2.1 and §A.1 (MIN_SEQUENTIAL = 2).</summary>
/// <remarks>Two neighbouring numbers of one source, in whatever order, prove it and all that was kept of it nearby. The RFC drops the
/// packets before; keeping them is why a film starts whole.</remarks>
internal sealed class Probation
{
    /// <summary>16 × 1 400 B = 22 kB: enough for the reordering at a start, too little to be worth flooding.</summary>
    public const int Capacity = 16;

    private readonly List<ProbationPacket> _kept = [];

    /// <summary>Packets that found no second and were dropped for newer ones.</summary>
    public long Strays { get; private set; }

    public int Kept => _kept.Count;

    /// <summary>The source of the packet that has waited longest.</summary>
    public RtpHeader First => _kept[0].Header;

    /// <summary>Keeps a copy.</summary>
    public void Keep(in RtpHeader header, ReadOnlySpan<byte> payload, int size, Instant now)
    {
        if (_kept.Count == Capacity)
        {
            _kept.RemoveAt(0);
            Strays++;
        }

        _kept.Add(new(header, payload.ToArray(), size, now));
    }

    /// <summary>Whether a neighbour of this packet is kept.</summary>
    public bool Vouches(RtpHeader header)
    {
        foreach (ProbationPacket kept in _kept)
        {
            if (kept.Header.Ssrc == header.Ssrc && Math.Abs(kept.Header.Sequence.Since(header.Sequence)) == 1)
                return true;
        }

        return false;
    }

    /// <summary>Takes all that belongs to the same run of numbers, lowest first.</summary>
    public List<ProbationPacket> Take(RtpHeader near)
    {
        bool IsNear(ProbationPacket kept) =>
            kept.Header.Ssrc == near.Ssrc && Math.Abs(kept.Header.Sequence.Since(near.Sequence)) < SourceGate.MaxMisorder;

        List<ProbationPacket> run = _kept.FindAll(IsNear);
        _kept.RemoveAll(IsNear);
        run.Sort((left, right) => left.Header.Sequence.Since(near.Sequence).CompareTo(right.Header.Sequence.Since(near.Sequence)));
        return run;
    }
}
