namespace Streaming.Lab.Real;

/// <summary>A situation cannot be played on sockets, here or at all; the message says why, in a sentence.</summary>
public sealed class RealRunException(string message) : Exception(message);
