using System.Globalization;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>Rows that go both ways: a sample, the packets it makes, and the same sample out of these packets.</summary>
/// <remarks>
/// Packets are hex with slashes between them; a star ends one with the marker bit, <c>+n</c> one that begins n units late.
/// </remarks>
internal static class Golden
{
    public static void Holds(Track track, FilmSample sample, int maxPayload, string packets)
    {
        Assert.Equal(packets, Text(Wire.Send(track, [sample], maxPayload)));

        IDepacketizer receiver = Wire.Receiver(track);
        List<Received> received = Wire.Receive(receiver, Parse(packets));
        Assert.Equal(0, receiver.Malformed);
        Assert.All(received, one => Assert.True(one.IsComplete));
        Assert.Equal(Hex.Text(sample.Canonical), Hex.Text([.. received.SelectMany(one => one.Bytes)]));
    }

    /// <summary>
    /// What comes out of packets as others send them: samples as hex, behind a tilde if incomplete, with <c>+n</c> if n units late.
    /// </summary>
    public static string Receive(PayloadDescription description, string packets, out int malformed)
    {
        Assert.True(PayloadFormats.TryCreateDepacketizer(description, out IDepacketizer? receiver));
        List<Received> received = Wire.Receive(receiver, ParseWithGaps(packets));
        malformed = receiver.Malformed;
        return string.Join(" / ", received.Select(one =>
            (one.IsComplete ? "" : "~ ") + Hex.Text(one.Bytes) + (one.Time == 0 ? "" : $" +{one.Time}")));
    }

    /// <summary>A sample without units.</summary>
    public static FilmSample Raw(string hex, SampleFlags flags = SampleFlags.Key)
    {
        byte[] bytes = Hex.Bytes(hex);
        return new(new(0, 0, 0, bytes.Length, 0, 0, 0, flags), [], bytes, bytes);
    }

    /// <summary>A sample of NAL units behind three-byte start codes, separated by bars.</summary>
    public static FilmSample Nal(string units)
    {
        List<byte> stored = [], canonical = [];
        List<MediaUnit> bounds = [];
        foreach (byte[] unit in units.Split('|').Select(Hex.Bytes))
        {
            stored.AddRange([0, 0, 1]);
            bounds.Add(Unit(stored.Count, unit));
            stored.AddRange(unit);
            canonical.AddRange([0, 0, 0, 1, .. unit]);
        }

        return new(new(0, 0, 0, stored.Count, 0, 0, (ushort)bounds.Count, SampleFlags.Key), [.. bounds], [.. stored], [.. canonical]);
    }

    public static MediaUnit Unit(int offset, byte[] unit) =>
        new(offset, unit.Length, (ushort)((unit.ElementAtOrDefault(0) << 8) | unit.ElementAtOrDefault(1)));

    private static string Text(List<WirePacket> packets) => string.Join(" / ", packets.Select(packet =>
        Hex.Text(packet.Payload) + (packet.Time == 0 ? "" : $" +{packet.Time}") + (packet.Marker ? " *" : "")));

    private static IEnumerable<WirePacket> Parse(string packets) => ParseWithGaps(packets).Select(packet => packet!.Value);

    private static IEnumerable<WirePacket?> ParseWithGaps(string packets)
    {
        foreach (string packet in packets.Split('/').Select(packet => packet.Trim()))
        {
            if (packet == "lost")
            {
                yield return null;
                continue;
            }

            string[] parts = packet.TrimEnd('*', ' ').Split('+');
            long time = parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
            yield return new(Hex.Bytes(parts[0]), time, packet.EndsWith('*'));
        }
    }
}
