namespace Streaming.Lab.Commands;

/// <summary>What was asked for cannot be done so; the message is one line that says what to write.</summary>
internal sealed class LabUsageException(string message) : Exception(message);
