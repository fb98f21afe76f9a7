using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Channels;

/// <summary>Plays for nobody: what a viewer of a channel would see is timed, reported and thrown away.</summary>
internal sealed class UnseenPlayer : IDisposable
{
    public SessionPlayout Playout { get; } = new(new());

    public Instant Next => Playout.Next;

    public void Advance(Instant now)
    {
        if (Playout.Next <= now)
            Playout.Advance(now);
        foreach (ActiveStream stream in Playout.Streams)
        {
            while (Playout.TryTake(stream, out CodedSample? sample))
                sample.Release();
        }
    }

    public void Dispose() => Playout.Dispose();
}
