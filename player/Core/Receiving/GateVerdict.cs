namespace Streaming.Player.Receiving;

/// <summary>What the gate says of a packet.</summary>
internal enum GateVerdict
{
    /// <summary>It goes on with the source that plays.</summary>
    Current,

    /// <summary>It begins a source that needs no proof.</summary>
    Proven,

    /// <summary>A stray, or the first sign of another source or of numbers that jumped: kept until a second one vouches for it.</summary>
    Unproven,
}
