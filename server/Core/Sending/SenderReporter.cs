using Streaming.Formats.Rtcp;
using Streaming.Primitives.Chance;

namespace Streaming.Server.Sending;

/// <summary>Writes the sender's side of RTCP for all streams of a session: one clock, one name, one share of the bandwidth. RFC 3550
/// §6.</summary>
internal sealed class SenderReporter(Instant created, NtpTime createdNtp, string cname, ulong seed)
{
    /// <summary>A stream that begins later than this reports ahead of its first packet, so that its place on the common clock is
    /// known.</summary>
    private static readonly TimeSpan LatestFirst = TimeSpan.FromMilliseconds(100);

    /// <summary>Assumed for tracks whose index does not tell their rate.</summary>
    private static readonly BitRate UnknownRate = BitRate.Kbps(64);

    /// <summary>IP and UDP headers, which count. RFC 3550 §6.2.</summary>
    private const int LowerHeaders = 28;

    private readonly SeededRandom _random = new(seed);
    private BitRate _share;

    /// <summary>A PLAY begins: each stream reports with its first packet.</summary>
    public void Begin(ReadOnlySpan<SendStream> streams, Instant now)
    {
        BitRate total = BitRate.Zero;
        foreach (SendStream stream in streams)
            total += stream.Index.Track.MeanRate > BitRate.Zero ? stream.Index.Track.MeanRate : UnknownRate;
        _share = new(RtcpInterval.ShareOf(total).BitsPerSecond / Math.Max(1, streams.Length));
        foreach (SendStream stream in streams)
            stream.Reporting.Next = Instant.Min(stream.Departure, now + LatestFirst);
    }

    /// <summary>Sends a stream's report and sets the time of the next one.</summary>
    public void Report(SendStream stream, Instant now, IPacketSink sink)
    {
        Reporting reporting = stream.Reporting;
        int size = Write(stream, now, sink, byeReason: null);
        reporting.AverageSize = RtcpInterval.NextAverage(reporting.AverageSize, size + LowerHeaders);
        RtcpInterval interval = new(Members: 2, Senders: 1, _share, reporting.AverageSize, IsSender: true, reporting.IsFirst);
        reporting.IsFirst = false;
        reporting.Next = now + interval.Randomised(_random.NextDouble());
    }

    /// <summary>Sends a stream's report, name and BYE, in one compound. RFC 3550 §6.6.</summary>
    public void Bye(SendStream stream, string reason, Instant now, IPacketSink sink)
    {
        stream.Reporting.Next = Instant.Never;
        Write(stream, now, sink, reason);
    }

    private int Write(SendStream stream, Instant now, IPacketSink sink, string? byeReason)
    {
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        TimeSpan age = now - created;
        (uint packets, uint octets) = unchecked(((uint)stream.PacketsSent, (uint)stream.OctetsSent));
        SenderReport report = new(stream.Identity.Ssrc, createdNtp + age, stream.StampAt(age), packets, octets);
        writer.SenderReport(in report, []);
        writer.SourceDescription(stream.Identity.Ssrc, cname);
        if (byeReason is not null)
            writer.Bye(stream.Identity.Ssrc, byeReason);
        sink.Control(stream, writer.Written);
        return writer.Written.Length;
    }
}
