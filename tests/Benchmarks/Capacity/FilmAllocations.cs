using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing.Sending;

namespace Streaming.Benchmarks.Capacity;

/// <summary>Three ways of promising one film. A receiver waits a quarter of a second for the network; a whole one where a plan or a queue
/// smooths.</summary>
internal sealed class FilmAllocations(IReadOnlyList<TrackIndex> tracks, Func<TrackIndex, IByteSource> film)
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>What a receiver allows the queues on the way, where it is not the queue that smooths.</summary>
    private static readonly TimeSpan Network = TimeSpan.FromMilliseconds(250);

    public IEnumerable<Allocation> All() => [ByPeak(), ByEnvelope(), ByPlan()];

    /// <summary>The highest rate that any of its samples needs to leave within its own duration.</summary>
    private Allocation ByPeak()
    {
        BitRate peak = Sum(track => track.Traffic!.PeakRate);
        return new("peak rate", Spec(peak, new(3 * tracks.Sum(track => track.Traffic!.LargestPacket.Bytes))), Sent(isPlanned: false));
    }

    /// <summary>Every sample at once at its time, by the bucket of the envelope that lets most sessions in.</summary>
    private Allocation ByEnvelope()
    {
        // All tracks are taken at corners of equal slope: there the sum of their depths is least for the sum of their rates.
        TrafficSpec? best = null;
        foreach (BitRate rate in tracks.SelectMany(track => track.Traffic!.Envelope).Select(corner => corner.Rate))
        {
            TrafficSpec spec = Spec(
                Sum(track => At(track, rate)), new(tracks.Sum(track => track.Traffic!.Depth(At(track, rate)).Bytes)));
            if (best is null || SharedLink.Admits(spec) > SharedLink.Admits(best))
                best = spec;
        }

        return new("envelope (r, b)", best!, AtOnce());
    }

    /// <summary>The plan for a buffer of a second: what a client is given that says nothing.</summary>
    private Allocation ByPlan()
    {
        ByteCount depth = new(tracks.Sum(track => Plan(track).Depth.Bytes));
        return new("plan for 1 s", Spec(Sum(track => Plan(track).Rate), depth), Sent(isPlanned: true));
    }

    private static BitRate At(TrackIndex track, BitRate rate)
    {
        IReadOnlyList<EnvelopePoint> envelope = track.Traffic!.Envelope;
        return rate < envelope[0].Rate ? envelope[0].Rate : rate > envelope[^1].Rate ? envelope[^1].Rate : rate;
    }

    private static SendingPlan Plan(TrackIndex track) => track.Traffic!.Plans.First(plan => plan.Buffer == Wait);

    private TrafficSpec Spec(BitRate rate, ByteCount depth) => new(
        rate,
        depth,
        TrafficSpec.MostRate,
        tracks.Min(track => track.Traffic!.SmallestPacket),
        tracks.Max(track => track.Traffic!.LargestPacket));

    private BitRate Sum(Func<TrackIndex, BitRate> rate) => tracks.Aggregate(BitRate.Zero, (sum, track) => sum + rate(track));

    /// <summary>What the server's own sender makes of it; on the way nothing may take longer than the network is allowed.</summary>
    private Departure[] Sent(bool isPlanned)
    {
        Instant start = new(0);
        SendSession session = new(start, new(0), "bench");
        foreach (TrackIndex track in tracks)
        {
            StreamIdentity identity = new(new((uint)track.Track.Id), new(1), new(0));
            StreamTransport.Udp nowhere = new(new(System.Net.IPAddress.Loopback, 2), new(System.Net.IPAddress.Loopback, 3));
            session.Add(track, film(track), 96, identity, TrafficAnalysis.MaxPacket, nowhere, isPlanned ? Plan(track) : null);
        }

        RecordingSink sink = new(start);
        session.Prepare(MediaTime.Zero, null, start);
        sink.DriveToEnd(session);
        return
        [
            .. sink.All.Select(packet => new Departure(
                packet.At - start, DatagramSizes.Of(packet.Bytes.Length), packet.Due - start + Network)),
        ];
    }

    private Departure[] AtOnce()
    {
        List<Departure> departures = [];
        foreach (TrackIndex track in tracks)
        {
            IPacketizer packetizer = PayloadFormats.CreatePacketizer(track.Track, TrafficAnalysis.MaxPacket - RtpHeader.Size);
            RecordingSink sink = new(new(0));
            for (int i = 0; i < track.Samples.Length; i++)
            {
                ref readonly MediaSample sample = ref track.Samples[i];
                TimeSpan at = track.Track.Clock.ToLength(Math.Max(0, sample.DecodeUnits));
                for (int packets = packetizer.Begin(in sample, track.UnitsOf(in sample)); packets > 0; packets--)
                {
                    PacketWriter packet = sink.Begin();
                    packetizer.Write(in sample, track.UnitsOf(in sample), ref packet);
                    departures.Add(new(at, DatagramSizes.Of(packet.Length + RtpHeader.Size), at + Wait));
                }
            }
        }

        return [.. departures.OrderBy(departure => departure.At)];
    }
}
