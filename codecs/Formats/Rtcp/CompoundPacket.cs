namespace Streaming.Formats.Rtcp;

/// <summary>A datagram of RTCP packets, checked as a whole: <c>foreach (RtcpPacket packet in compound)</c>. RFC 3550 §6.1, appendix
/// A.2.</summary>
/// <remarks>Taken too: a compound that does not begin with a report (RFC 5506); <see cref="IsReducedSize"/> says so.</remarks>
public readonly ref struct CompoundPacket
{
    private readonly ReadOnlySpan<byte> _wire;

    private CompoundPacket(ReadOnlySpan<byte> wire) => _wire = wire;

    /// <summary>Does not begin with a sender or receiver report, as RFC 3550 §6.1 wants it.</summary>
    public bool IsReducedSize => _wire.Length < 2 || (RtcpType)_wire[1] is not (RtcpType.SenderReport or RtcpType.ReceiverReport);

    /// <summary>All or nothing: one packet that is wrong makes all of them suspect, since these checks are what tells RTCP from
    /// noise.</summary>
    public static bool TryParse(ReadOnlySpan<byte> wire, out CompoundPacket compound, out ParseError error)
    {
        compound = default;
        ReadOnlySpan<byte> rest = wire;
        do
        {
            int at = wire.Length - rest.Length;
            if (!RtcpPacket.TryTake(ref rest, out RtcpPacket packet, out ParseFault fault, out string production))
            {
                error = new(fault, at, production);
                return false;
            }

            if (!packet.HoldsWhatItSays())
            {
                error = new(ParseFault.Truncated, at, "body");
                return false;
            }
        }
        while (!rest.IsEmpty);

        error = ParseError.None;
        compound = new(wire);
        return true;
    }

    public Enumerator GetEnumerator() => new(_wire);

    /// <summary>Walks the packets.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;
        private RtcpPacket _current;

        internal Enumerator(ReadOnlySpan<byte> wire) => _rest = wire;

        public readonly RtcpPacket Current => _current;

        public bool MoveNext() => RtcpPacket.TryTake(ref _rest, out _current, out _, out _);
    }
}
