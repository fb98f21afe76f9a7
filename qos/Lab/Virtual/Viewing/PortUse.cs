namespace Streaming.Lab.Virtual.Viewing;

/// <summary>What comes to a port.</summary>
internal enum PortUse
{
    /// <summary>Media and parity.</summary>
    Media,

    /// <summary>RTCP of the server's.</summary>
    Report,

    /// <summary>What we asked for, and what a group sent before we listened.</summary>
    Resent,
}
