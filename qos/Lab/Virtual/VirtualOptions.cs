namespace Streaming.Lab.Virtual;

/// <summary>How a situation is played in virtual time.</summary>
/// <param name="Until">Only so much of it, since its beginning; null: all.</param>
/// <param name="IsExact">Packet by packet, even where equal sessions could be played once for all.</param>
public sealed record VirtualOptions(TimeSpan? Until = null, bool IsExact = false)
{
    /// <summary>Told why a run is played packet by packet though that was not asked for; null: nobody is.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Gives a run up between two of its steps.</summary>
    public CancellationToken Stop { get; init; }
}
