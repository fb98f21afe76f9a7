namespace Streaming.Server.Host.Control;

/// <summary>What a subscriber had too much of.</summary>
public enum PolicingExcess
{
    Requests,
    Bodies,
    Sessions,
}
