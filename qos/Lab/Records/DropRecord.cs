namespace Streaming.Lab.Records;

/// <summary>Packets of one session that one link did not let through within one second: of media, of parity, and such as
/// were sent again; no reports.</summary>
/// <param name="Cause">queueFull, loss, policed or down.</param>
public sealed record DropRecord(int SecondS, string Link, string Cause, int Packets);
