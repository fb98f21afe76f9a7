namespace Streaming.Lab.Real.Relaying;

/// <summary>A message on a connection, or an interleaved frame.</summary>
internal sealed class RelayedMessage(RelayedStream stream, byte[] bytes) : RelayLoad
{
    public override void Arrive(TimeSpan took) => stream.Write(bytes);

    /// <summary>A connection over a link that never comes back is broken.</summary>
    public override void Drop(string link, string cause, Instant at) => stream.Break();
}
