namespace Streaming.Player.Reporting;

/// <summary>One seek of a viewer.</summary>
/// <param name="ToMs">The position asked for.</param>
/// <param name="LandedMs">The position of the first picture; null where none came.</param>
/// <param name="FirstPictureMs">From the command to that picture.</param>
public sealed record SeekReport(double ToMs, double? LandedMs, double? FirstPictureMs);
