using Streaming.Server.Sending;

namespace Streaming.Server.Channels;

/// <summary>A lane as it is sent.</summary>
/// <param name="Parity">Null: it has none.</param>
public sealed record LaneStream(Lane Lane, SendStream Sending, RepairStream? Parity);
