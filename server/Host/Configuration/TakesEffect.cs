namespace Streaming.Server.Host.Configuration;

/// <summary>When a change in the file is felt.</summary>
internal enum TakesEffect
{
    /// <summary>At once, and nobody who plays is disturbed.</summary>
    AtOnce,

    /// <summary>When the server is started again; the log says so.</summary>
    AtRestart,
}
