namespace Streaming.Player.Receiving;

/// <summary>What became of a datagram at the door.</summary>
internal enum DoorVerdict
{
    /// <summary>It is counted, or kept on probation; nothing to take.</summary>
    Nothing,

    /// <summary>It passed.</summary>
    One,

    /// <summary>It proved its source: it and what was kept of it are to be taken from <see cref="StreamDoor.TakeProven"/>.</summary>
    Proven,
}
