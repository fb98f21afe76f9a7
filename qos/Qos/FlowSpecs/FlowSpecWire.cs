using System.Diagnostics.CodeAnalysis;

namespace Streaming.Qos.FlowSpecs;

/// <summary>A flow specification in the binary form of integrated services. RFC 2210 §3.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-----------------------+-------------------------------+
/// | V = 1 |       reserved        |   words that follow this one  |   message header
/// +-------+-------+-+-------------+-------------------------------+
/// |    service    |0|  reserved   |   words of the service's data |   one for each service
/// +---------------+-+-------------+-------------------------------+
/// |   parameter   |     flags     |   words of the parameter      |   one for each of its parameters
/// +---------------+---------------+-------------------------------+
/// </code>
/// The first service is that which is asked for (1, the general parameters, for best effort; 5 controlled load; 2 guaranteed) and holds
/// TOKEN_BUCKET_TSPEC (127) where traffic is specified, and for guaranteed service RSPEC (130) where R is known: of a contract, and not
/// of a wish, since a receiver asks for a delay and the server finds R. The second, of a number that is free for local use, holds what
/// RFC 2210 has no words for: what the receiver needs and accepts, and what repairs its losses. A parameter of the second that a reader
/// does not know is passed over.
/// Deviation (a single-precision number cannot hold every rate, and what was granted must come back unchanged): r, b and p are 64-bit
/// integers, as is R; r, p and R are in bits per second; version 1 says so, RFC 2210 has version 0. Where there is no peak p is
/// <see cref="TrafficSpec.NoPeak"/> and not an infinite number. The slack term of RSPEC is a whole number of microseconds, as in the RFC;
/// what is written has none, and what is read is passed over: nobody must use it.
/// </remarks>
public static class FlowSpecWire
{
    /// <summary>The longest: every parameter there is, with sixteen names of 64 letters and sixteen protected streams, is 1 500.</summary>
    public const int MaxSize = 2_048;

    internal const int Version = 1, GeneralService = 1, ReceiverService = 200, TokenBucket = 127, Reservation = 130;

    /// <summary>Writes it; answers with how many bytes that took.</summary>
    /// <param name="spec">One that <see cref="FlowSpecRules.Check(FlowSpec)"/> finds nothing wrong with.</param>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes.</param>
    public static int Write(FlowSpec spec, Span<byte> destination) => Write(spec, null, destination);

    /// <summary>Writes what was promised in answer to what was asked: the service, the traffic and the repair are those of the contract,
    /// and so is R where it is guaranteed.</summary>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes.</param>
    public static int Write(Contract contract, Span<byte> destination) => Write(
        contract.Asked with
        {
            Class = contract.Class, Traffic = contract.Traffic, Protection = contract.Protection, Resend = contract.Resend,
        },
        contract.Class == ServiceClass.Guaranteed ? contract.Reserved : null,
        destination);

    /// <summary>Reads and checks the whole of <paramref name="wire"/>; never throws on what it holds.</summary>
    public static bool TryParse(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out FlowSpec? spec, out ParseError error) =>
        TryParse(wire, out spec, out _, out error);

    /// <summary>As the other.</summary>
    /// <param name="reserved">R of a guaranteed service, at least r; null where it is not said.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> wire, [NotNullWhen(true)] out FlowSpec? spec, out BitRate? reserved, out ParseError error)
    {
        FlowSpecReader reader = new(wire);
        spec = reader.Read(out reserved, out error);
        return spec is not null;
    }

    private static int Write(FlowSpec spec, BitRate? reserved, Span<byte> destination)
    {
        FlowSpecFault? fault = FlowSpecRules.Check(spec) ?? FlowSpecRules.CheckReserved(spec.Traffic, reserved);
        Invariant.That(fault is null, $"a flow specification that is written is a good one: {fault}");
        return new FlowSpecWriter(destination).Write(spec, reserved);
    }
}
