using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>One way of playing a session: which tracks its streams send, and what that asks of the network.</summary>
/// <param name="Level">0 for the best of the session's ladder, rising as quality falls.</param>
/// <param name="Name">For people: <c>720p</c>, <c>480p thinned</c>, <c>sound only</c>.</param>
/// <param name="Streams">One for each stream that is set up.</param>
/// <param name="Buffer">The receiver's buffer, and so which sending plan is followed; zero: each sample within its own duration.</param>
public sealed record OperatingPoint(
    int Level, string Name, IReadOnlyList<StreamChoice> Streams, TrafficSpec Traffic, TimeSpan Buffer)
{
    /// <summary>The most that its plans leave with the receiver; zero where none is followed.</summary>
    public ByteCount Memory { get; init; }

    /// <summary>Which parity protects which stream, part of <see cref="Traffic"/>; of suspended streams, too.</summary>
    public IReadOnlyList<StreamProtection> Protection { get; init; } = [];

    /// <summary>The bucket of packets sent again, part of <see cref="Traffic"/>; null: none are.</summary>
    public TrafficSpec? Resend { get; init; }

    /// <summary>False where a picture was set up and nothing of it is sent: the last that is given up.</summary>
    public bool HasPicture { get; init; } = true;
}
