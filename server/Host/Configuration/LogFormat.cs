namespace Streaming.Server.Host.Configuration;

/// <summary>For whom the log is written.</summary>
public enum LogFormat
{
    /// <summary>People: one line per event.</summary>
    Text,

    /// <summary>Machines: one JSON object per line.</summary>
    Json,
}
