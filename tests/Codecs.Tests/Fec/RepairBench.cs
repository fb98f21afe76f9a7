using System.Buffers.Binary;
using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>An encoder and a decoder with a line of one's own making between them; every packet that is recovered is compared with the one
/// that was sent.</summary>
internal sealed class RepairBench
{
    public const byte ParityType = 127;

    public static readonly StreamIdentity ParityStream = new(new(0x0fec_0001), new(65_530), default);
    public static readonly Ssrc Source = new(MediaPackets.UsualSource);

    private readonly Dictionary<int, byte[]> _originals = [];

    public RepairBench(ParityLayout layout)
    {
        Encoder.Change(layout);
    }

    public FecEncoder Encoder { get; } = new(ParityType, ParityStream, Source);

    public FecDecoder Decoder { get; } = new(MediaPackets.PayloadType, ClockRate.Video);

    /// <summary>The numbers of what was recovered, in that order.</summary>
    public List<int> Recovered { get; } = [];

    public static int NumberOf(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);

    /// <summary>A media packet leaves; answers with the parity that it sets free.</summary>
    public List<byte[]> Send(byte[] media)
    {
        _originals[NumberOf(media)] = media;
        Encoder.Accept(media);
        return TakeParity();
    }

    /// <summary>Several leave; answers with all parity of them.</summary>
    public List<byte[]> Send(IEnumerable<byte[]> media) => [.. media.SelectMany(Send)];

    public List<byte[]> Flush()
    {
        Encoder.Flush();
        return TakeParity();
    }

    public void Arrive(IEnumerable<byte[]> media)
    {
        foreach (byte[] packet in media)
            Arrive(packet);
    }

    /// <summary>A packet of media or parity arrives; answers with whether it was taken, which is asked of parity alone.</summary>
    public bool Arrive(byte[] packet)
    {
        bool isTaken = true;
        if ((packet[1] & 0x7f) == ParityType)
            isTaken = Decoder.AcceptParity(packet);
        else
            Decoder.AcceptSource(packet);
        while (Decoder.TryTake(out ReadOnlySpan<byte> recovered))
        {
            Assert.Equal(_originals[NumberOf(recovered)], recovered);
            Recovered.Add(NumberOf(recovered));
        }

        return isTaken;
    }

    private List<byte[]> TakeParity()
    {
        List<byte[]> all = [];
        while (Encoder.HasNext)
        {
            byte[] packet = new byte[Encoder.NextSize];
            Assert.Equal(packet.Length, Encoder.WriteNext(packet));
            all.Add(packet);
        }

        return all;
    }
}
