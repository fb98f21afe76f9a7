namespace Streaming.Qos.Policing;

/// <summary>A differentiated services code point: how every router on the way is asked to treat a packet. RFC 2474 §3.</summary>
/// <param name="Value">0 to 63.</param>
public readonly record struct Dscp(byte Value)
{
    /// <summary>Best effort. RFC 2474 §4.1.</summary>
    public static readonly Dscp CS0 = new(0);

    /// <summary>Class selector 3: signalling that belongs to streams. RFC 2474 §4.2.2.</summary>
    public static readonly Dscp CS3 = new(24);

    public static readonly Dscp AF31 = new(26);

    public static readonly Dscp AF32 = new(28);

    public static readonly Dscp AF33 = new(30);

    /// <summary>Assured forwarding class 4, dropped last. RFC 2597 §6.</summary>
    public static readonly Dscp AF41 = new(34);

    public static readonly Dscp AF42 = new(36);

    /// <summary>Assured forwarding class 4, dropped first.</summary>
    public static readonly Dscp AF43 = new(38);

    /// <summary>Expedited forwarding: low delay, low loss, a rate that is kept. RFC 3246.</summary>
    public static readonly Dscp EF = new(46);

    /// <summary>The octet that IPv4 calls TOS and IPv6 calls traffic class, with no congestion bits: what sockets are given.</summary>
    public byte Octet => (byte)(Value << 2);

    public override string ToString() => this switch
    {
        { Value: 46 } => "EF",
        { Value: var value } when value % 8 == 0 => $"CS{value / 8}",
        { Value: >= 10 and <= 38 and var value } when value % 2 == 0 => $"AF{value / 8}{value % 8 / 2}",
        _ => $"DSCP {Value}",
    };
}
