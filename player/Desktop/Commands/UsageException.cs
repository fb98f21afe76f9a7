namespace Streaming.Player.Desktop.Commands;

/// <summary>The command line asks for something that cannot be; the message is one line for people.</summary>
internal sealed class UsageException(string message) : Exception(message);
