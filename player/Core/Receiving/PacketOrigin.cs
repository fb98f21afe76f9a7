namespace Streaming.Player.Receiving;

/// <summary>How a packet of a stream came to be here.</summary>
public enum PacketOrigin
{
    /// <summary>The network brought it.</summary>
    Network,

    /// <summary>It was lost, and made again from parity.</summary>
    Parity,

    /// <summary>It was lost, asked for, and sent again.</summary>
    Resend,

    /// <summary>Its group had sent it before we listened; it was sent again, unasked, to us alone.</summary>
    Burst,
}
