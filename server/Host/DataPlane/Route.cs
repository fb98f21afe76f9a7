namespace Streaming.Server.Host.DataPlane;

/// <summary>One way that the packets of a stream take: what the sender keeps with the stream.</summary>
internal abstract class Route(IFlow flow)
{
    /// <summary>Who counts what goes this way.</summary>
    public IFlow Flow { get; } = flow;
}
