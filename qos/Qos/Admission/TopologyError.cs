namespace Streaming.Qos.Admission;

/// <summary>One mistake in the configuration of links and routes.</summary>
/// <param name="Subject">The name of the link, or the subnet as it was written.</param>
/// <param name="Text">One sentence for people.</param>
public sealed record TopologyError(TopologyFault Fault, string Subject, string Text)
{
    public override string ToString() => Text;
}
