using System.Buffers.Binary;
using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;

namespace Streaming.Testing.Repair;

/// <summary>What becomes of a lossy line when parity goes over it too: the real encoder and decoder, in as much time as it takes.</summary>
public static class RecoveryTrial
{
    private const int PacketSize = RtpHeader.Size + 8;
    private const byte ParityType = 127;

    private static readonly StreamIdentity Parity = new(new(0xfec), new(65_500), default);
    private static readonly Ssrc Source = new(7);

    /// <summary>Sends <paramref name="packets"/> packets of media and their parity; all of them may be lost alike.</summary>
    /// <returns>How many packets of media were lost, and how many of these were recovered.</returns>
    /// <exception cref="InvalidOperationException">A recovered packet differs from the one that was sent.</exception>
    public static (long Lost, long Recovered) Run(ParityLayout layout, LossPattern loss, int packets)
    {
        FecEncoder encoder = new(ParityType, Parity, Source);
        encoder.Change(layout);
        FecDecoder decoder = new(MediaPackets.PayloadType, ClockRate.Video);
        byte[] media = new byte[PacketSize], parity = new byte[PacketSize + FlexFecPacket.Overhead], expected = new byte[PacketSize];
        (long lost, long recovered) = (0, 0);
        for (int i = 0; i < packets; i++)
        {
            Write(media, i);
            encoder.Accept(media);
            if (loss.Next())
                lost++;
            else
                decoder.AcceptSource(media);
            Drain();
            while (encoder.HasNext)
            {
                int length = encoder.WriteNext(parity);
                if (!loss.Next())
                    Invariant.That(decoder.AcceptParity(parity.AsSpan(0, length)));
                Drain();
            }

            void Drain()
            {
                for (; decoder.TryTake(out ReadOnlySpan<byte> packet); recovered++)
                {
                    int back = (ushort)(i - BinaryPrimitives.ReadUInt16BigEndian(packet[2..]));
                    Write(expected, i - back);
                    Invariant.That(packet.SequenceEqual(expected));
                }
            }
        }

        return (lost, recovered);
    }

    /// <summary>Every packet differs from those around it, in its stamp and in its bytes.</summary>
    private static void Write(Span<byte> packet, int number)
    {
        new RtpHeader(MediaPackets.PayloadType, number % 5 == 0, new((ushort)number), new((uint)number * 236), Source).Write(packet);
        BinaryPrimitives.WriteUInt64LittleEndian(packet[RtpHeader.Size..], (ulong)number * 0x9e37_79b9_7f4a_7c15);
    }
}
