namespace Streaming.Qos.Monitoring;

/// <summary>A window as the meters cut it.</summary>
public interface IWindow<T>
    where T : struct, IWindow<T>
{
    /// <summary>An empty one that begins at <paramref name="start"/>.</summary>
    static abstract T Empty(Instant start);
}
