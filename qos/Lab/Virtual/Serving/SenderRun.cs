using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>A sender in the hands of a virtual delivery.</summary>
/// <param name="number">The smaller, the earlier it came.</param>
/// <param name="client">Who it sends to; null: a channel, which sends to groups.</param>
internal sealed class SenderRun(ISender sender, long number, IPAddress? client)
{
    public ISender Sender => sender;

    /// <summary>The same, where it plays a film.</summary>
    public SendSession? Session { get; } = sender as SendSession;

    public long Number => number;

    public IPAddress? Client => client;

    public ISendEvents? Events { get; set; }

    public bool IsRunning { get; set; }

    /// <summary>Its goodbye, while part of it is held back.</summary>
    public string? Farewell { get; set; }

    /// <summary>Where the heap has it; −1: nowhere.</summary>
    public int Place { get; set; } = -1;

    /// <summary>What it was last seen to keep to.</summary>
    public TrafficSpec? Traffic { get; set; }

    /// <summary>The ends of members of a channel that report on it.</summary>
    public List<IPEndPoint> Members { get; } = [];
}
