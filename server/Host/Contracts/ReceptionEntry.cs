using Streaming.Qos.Monitoring;

namespace Streaming.Server.Host.Contracts;

/// <summary>One report of a receiver about one stream, by what it says of the time since the one before.</summary>
/// <param name="At">When it came.</param>
/// <param name="Track">The track that was set up.</param>
internal sealed record ReceptionEntry(Instant At, int Track, ReceptionFigures Figures);
