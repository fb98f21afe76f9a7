using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Server.Traffic;

namespace Streaming.Server.Sending;

/// <summary>What a stream sends: a track, its bytes, how it is cut into packets and when they leave. Belongs to one stream.</summary>
internal sealed record StreamSource
{
    /// <param name="plan">One of the track's; null: each sample leaves within its own duration.</param>
    public StreamSource(TrackIndex index, IByteSource film, IPacketizer packetizer, SendingPlan? plan)
    {
        Invariant.That(plan is null || index.Traffic?.Plans.Contains(plan) == true);
        (Index, Film, Packetizer, Plan) = (index, film, packetizer, plan);
    }

    /// <summary>Cut into packets of at most <paramref name="maxPacket"/> bytes, RTP header included.</summary>
    public static StreamSource Of(TrackIndex index, IByteSource film, int maxPacket, SendingPlan? plan) =>
        new(index, film, PayloadFormats.CreatePacketizer(index.Track, maxPacket - RtpHeader.Size), plan)
        {
            Opening = PacketCutter.Opening(index.Track, maxPacket),
        };

    public TrackIndex Index { get; }

    public IByteSource Film { get; }

    public IPacketizer Packetizer { get; init; }

    /// <summary>Cuts the first sample of a PLAY; null: as all others, see <see cref="PacketCutter"/>.</summary>
    public IPacketizer? Opening { get; init; }

    public SendingPlan? Plan { get; }

    /// <summary>The parity from here on; null: the same as before.</summary>
    public ParityLayout? Protection { get; init; }

    /// <summary>When samples leave by the plan; of a source that has one.</summary>
    public PlanSchedule Schedule() => new(Index.Traffic!, Plan!);
}
