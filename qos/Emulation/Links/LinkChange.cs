namespace Streaming.Emulation.Links;

/// <summary>From a moment on a link is another.</summary>
/// <param name="At">Since the beginning of the run.</param>
public sealed record LinkChange(TimeSpan At, LinkProfile Profile);
