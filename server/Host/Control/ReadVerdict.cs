namespace Streaming.Server.Host.Control;

/// <summary>What is to be done about a connection.</summary>
internal enum ReadVerdict
{
    Fine,

    /// <summary>Nothing has been said, or nothing for too long, and no session needs the connection: close it without a word.</summary>
    Idle,

    /// <summary>A message that does not come to its end: answer 408 and close.</summary>
    TooSlow,

    /// <summary>It has had its last answer, and time enough to read it: close it.</summary>
    Left,

    /// <summary>What we write is not read: cut it off.</summary>
    Stalled,
}
