using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Server.Traffic;

namespace Streaming.Server.Contracts;

/// <summary>How a track is sent: what more than its stored traffic it asks of a network is computed from that.</summary>
/// <param name="Plan">Null: each sample within its own duration.</param>
/// <param name="IsThinned">Without the pictures that no other needs.</param>
/// <param name="MaxPacket">The largest RTP packet, header included, in bytes.</param>
internal readonly record struct SentForm(TrackIndex Index, TrackTraffic Traffic, SendingPlan? Plan, bool IsThinned, int MaxPacket)
{
    /// <summary>What tells forms of one track apart; of one length it has one plan.</summary>
    public (TimeSpan Buffer, bool IsThinned, int MaxPacket) Key => (Plan?.Buffer ?? TimeSpan.Zero, IsThinned, MaxPacket);

    /// <summary>What is sent of it, one after the other.</summary>
    public IEnumerable<PlannedSample> Samples()
    {
        PlanSchedule schedule = Plan is null ? default : new(Traffic, Plan);
        for (int at = 0; at < Index.Samples.Length; at++)
        {
            if (IsThinned && (Index.Samples[at].Flags & SampleFlags.Disposable) != 0)
                continue;
            long start = Plan is null ? Math.Max(0, Index.DecodeTime(at).Ticks) : schedule.Start(at).Ticks;
            yield return new(at, start, Plan is null ? start : schedule.End(at).Ticks);
        }
    }

    /// <summary>Counts the packets of samples that are cut for packets of at most <paramref name="maxPacket"/> bytes.</summary>
    public Func<int, int> PacketsAt(int maxPacket)
    {
        TrackIndex index = Index;
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(index.Track, maxPacket - RtpHeader.Size);
        return at => packetizer.Begin(in index.Samples[at], index.UnitsOf(in index.Samples[at]));
    }
}
