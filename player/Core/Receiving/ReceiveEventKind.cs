namespace Streaming.Player.Receiving;

/// <summary>What a stream hands on, in the order of the film.</summary>
public enum ReceiveEventKind
{
    Sample,
    Loss,
    Ended,
}
