using Streaming.Formats.Rtcp;
using Streaming.Primitives.Chance;

namespace Streaming.Server.Sending;

/// <summary>Writes the sender's side of RTCP for all streams of a session: one clock, one name, one share of the bandwidth. RFC 3550
/// §6.</summary>
internal sealed class SenderReporter(Instant created, NtpTime createdNtp, StampClock stamps, string cname, ulong seed)
{
    /// <summary>A stream that begins later than this reports ahead of its first packet, so that its place on the common clock is
    /// known.</summary>
    private static readonly TimeSpan LatestFirst = TimeSpan.FromMilliseconds(100);

    /// <summary>Assumed for tracks whose index does not tell their rate.</summary>
    private static readonly BitRate UnknownRate = BitRate.Kbps(64);

    /// <summary>Many receivers are told once a second how many they are, unless the stream is thin: RFC 3550 §6.2 would allow
    /// more.</summary>
    private static readonly TimeSpan LeastForMany = TimeSpan.FromSeconds(1);

    /// <summary>IP and UDP headers, which count. RFC 3550 §6.2.</summary>
    private const int LowerHeaders = 28;

    private readonly SeededRandom _random = new(seed);
    private BitRate _share;

    /// <summary>What a stream sends, as far as its index tells.</summary>
    public static BitRate RateOf(SendStream stream) =>
        stream.Index.Track.MeanRate > BitRate.Zero ? stream.Index.Track.MeanRate : UnknownRate;

    /// <summary>A PLAY begins: each stream reports with its first packet.</summary>
    public void Begin(ReadOnlySpan<SendStream> streams, Instant now)
    {
        Divide(streams);
        foreach (SendStream stream in streams)
        {
            stream.Reporting.Begin(Instant.Min(stream.Departure, now + LatestFirst));
            stream.Repair?.Parity?.Reporting.Begin(Instant.Never);
        }
    }

    /// <summary>Divides the share of the bandwidth that reports may take.</summary>
    public void Divide(ReadOnlySpan<SendStream> streams)
    {
        BitRate total = BitRate.Zero;
        foreach (SendStream stream in streams)
            total += RateOf(stream);
        _share = new(RtcpInterval.ShareOf(total).BitsPerSecond / Math.Max(1, streams.Length));
    }

    /// <summary>Sends a stream's report and sets the time of the next one; not where the shaper holds it back.</summary>
    public void Report(SendStream stream, Outlet outlet, Instant now, IPacketSink sink)
    {
        Reporting reporting = stream.Reporting;
        if (!TryWrite(stream, outlet, now, sink, byeReason: null, out int size))
            return;
        reporting.AverageSize = RtcpInterval.NextAverage(reporting.AverageSize, size + LowerHeaders);
        RtcpInterval interval = new(Members: 2, Senders: 1, _share, reporting.AverageSize, IsSender: true, reporting.IsFirst);
        if (reporting.Rider is { } rider)
        {
            BitRate rate = RateOf(stream);
            interval = interval with
            {
                Members = rider.Receivers + 1,
                Bandwidth = RtcpInterval.ShareOf(rate),
                Minimum = TimeSpan.FromTicks(Math.Max(LeastForMany.Ticks, RtcpInterval.ReducedMinimum(rate).Ticks)),
            };
        }

        reporting.IsFirst = false;
        reporting.Next = now + interval.Randomised(_random.NextDouble());
    }

    /// <summary>Sends each stream's report, name and BYE, in one compound, and behind it that of its parity. RFC 3550 §6.6.</summary>
    /// <returns>The size of the goodbye that the shaper holds back: to be called again; zero when all have gone.</returns>
    public int Bye(ReadOnlySpan<SendStream> streams, string reason, Outlet outlet, Instant now, IPacketSink sink)
    {
        foreach (SendStream stream in streams)
        {
            if (!stream.Reporting.IsOver && !TryWrite(stream, outlet, now, sink, reason, out int held))
                return held;
            stream.Reporting.End();
            if (stream.Repair?.Parity is not { } parity)
                continue;
            if (!parity.Reporting.IsOver && !TryWriteBye(parity, outlet, now, sink, reason, out held))
                return held;
            parity.Reporting.End();
        }

        foreach (SendStream stream in streams)
        {
            stream.Reporting.IsOver = false;
            if (stream.Repair?.Parity is { } parity)
                parity.Reporting.IsOver = false;
        }

        return 0;
    }

    private bool TryWrite(SendStream stream, Outlet outlet, Instant now, IPacketSink sink, string? byeReason, out int size)
    {
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        (uint packets, uint octets) = unchecked(((uint)stream.PacketsSent, (uint)stream.OctetsSent));
        NtpTime wall = createdNtp + (now - created);
        SenderReport report = new(stream.Identity.Ssrc, wall, stream.Numbers.StampAt(stamps.At(now)), packets, octets);
        writer.SenderReport(in report, []);
        writer.SourceDescription(stream.Identity.Ssrc, cname);
        stream.Reporting.Rider?.Write(ref writer, now);
        if (byeReason is not null)
            writer.Bye(stream.Identity.Ssrc, byeReason);
        size = writer.Written.Length;
        bool passes = TryPass(stream.Reporting, size, outlet, now);
        if (passes)
            sink.Control(stream, writer.Written);
        return passes;
    }

    private bool TryWriteBye(RepairStream parity, Outlet outlet, Instant now, IPacketSink sink, string reason, out int size)
    {
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(parity.Identity.Ssrc, []);
        writer.SourceDescription(parity.Identity.Ssrc, cname);
        writer.Bye(parity.Identity.Ssrc, reason);
        size = writer.Written.Length;
        bool passes = TryPass(parity.Reporting, size, outlet, now);
        if (passes)
            sink.Control(parity, writer.Written);
        return passes;
    }

    private static bool TryPass(Reporting reporting, int size, Outlet outlet, Instant now)
    {
        bool passes = outlet.TryPass(size, isReport: true, reporting.Held > 0, now);
        reporting.Held = passes ? 0 : size;
        return passes;
    }
}
