using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>What one stream and its parity left on the wire, received with losses.</summary>
internal sealed class ParityReplay
{
    private readonly Dictionary<SequenceNumber, string> _lost = [];

    /// <param name="isLost">By the place of a packet among those of its kind; whether it is parity.</param>
    public ParityReplay(SendStream stream, IEnumerable<SentPacket> packets, Func<int, bool, bool> isLost)
    {
        FecDecoder decoder = new(stream.PayloadType, stream.Index.Track.Clock);
        decoder.Follow(stream.Identity.Ssrc);
        (int media, int parity) = (0, 0);
        foreach (SentPacket packet in packets.Where(one => one.Stream == stream && !one.IsControl))
        {
            if (packet.Repair is null && isLost(media++, false))
                _lost.Add(packet.Header.Sequence, Hex.Text(packet.Bytes));
            else if (packet.Repair is null)
                decoder.AcceptSource(packet.Bytes);
            else if (packet.Repair == stream.Repair!.Parity && !isLost(parity++, true))
                Assert.True(decoder.AcceptParity(packet.Bytes));
            while (decoder.TryTake(out ReadOnlySpan<byte> recovered))
                Take(recovered);
        }

        (Media, Parity, Restarts) = (media, parity, (int)decoder.Statistics.Restarts);
        Lost = _lost.Count + Recovered;
    }

    public int Media { get; }

    public int Parity { get; }

    /// <summary>How often the receiver forgot what came before, since stamps had jumped so far that the numbers may have gone
    /// round.</summary>
    public int Restarts { get; }

    public int Lost { get; }

    public int Recovered { get; private set; }

    private void Take(ReadOnlySpan<byte> recovered)
    {
        Assert.True(RtpHeader.TryParse(recovered, out RtpHeader header, out _, out _));
        Assert.True(_lost.Remove(header.Sequence, out string? original));
        Assert.Equal(original, Hex.Text(recovered));
        Recovered++;
    }
}
