using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>The repair of a client that wants some and does not say which: a plain one, that knows no flow specifications.</summary>
internal static class UsualRepair
{
    /// <summary>One packet in six is parity.</summary>
    private const int Rows = 5;

    /// <summary>The longest burst that is mended. Of a film of 4 Mb/s twenty packets are 50 ms; what is longer is an outage.</summary>
    private const int MostColumns = 20;

    /// <summary>What a viewer at the end of a bad line waits for without a thought.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    /// <summary>Twice what the loss of one packet in forty takes.</summary>
    private static readonly Ratio Share = Ratio.Percent(5);

    /// <summary>What is asked, and the usual layout for a track that nothing is asked for.</summary>
    /// <param name="length">Of the film.</param>
    public static FlowSpec Protecting(FlowSpec asked, StreamSetup stream, TimeSpan length)
    {
        int track = stream.Index.Track.Id;
        return asked.Protection.Any(one => one.Track == track)
            ? asked
            : asked with { Protection = [.. asked.Protection, new(track, LayoutFor(PacketRate(stream, length)))] };
    }

    /// <summary>What is asked, and the usual share for packets sent again.</summary>
    public static FlowSpec Resending(FlowSpec asked) => asked with { Resend = asked.Resend ?? Share };

    /// <summary>Columns as far as the whole, from a packet to its last parity, is short enough; of slower streams each fifth packet is
    /// parity.</summary>
    public static ParityLayout LayoutFor(double packetsPerSecond)
    {
        int columns = (int)Math.Min(MostColumns, packetsPerSecond * Longest.TotalSeconds / (2 * Rows));
        return columns < 2 ? ParityLayout.OfRows(Rows) : ParityLayout.OfColumns(columns, Rows);
    }

    /// <summary>Each sample ends in a packet that is half full on average, and has one at least.</summary>
    private static double PacketRate(StreamSetup stream, TimeSpan length)
    {
        double samples = stream.Index.Samples.Length / Math.Max(1, length.TotalSeconds);
        double full = stream.Index.Track.MeanRate.BitsPerSecond / (8.0 * (stream.MaxPacket - RtpHeader.Size));
        return Math.Max(samples, full + (samples / 2));
    }
}
