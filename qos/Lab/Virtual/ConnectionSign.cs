namespace Streaming.Lab.Virtual;

/// <summary>What happens to a connection.</summary>
internal enum ConnectionSign
{
    /// <summary>Something is said on it.</summary>
    Message,

    /// <summary>It is opened, by a viewer.</summary>
    Open,

    /// <summary>There is nobody who could take it.</summary>
    Refused,

    /// <summary>It is closed, or has broken.</summary>
    Closed,
}
