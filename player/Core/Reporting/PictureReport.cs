namespace Streaming.Player.Reporting;

/// <summary>From a time on a stream's pictures have this size; the first entry is what it began with, every other a change.</summary>
/// <param name="AtMs">Presentation time, from the position playing began at; null where the server named none.</param>
/// <param name="CameMs">When the first of them was whole, from the connection.</param>
public sealed record PictureReport(int Width, int Height, double? AtMs, double CameMs);
