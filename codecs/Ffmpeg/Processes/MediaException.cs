namespace Streaming.Ffmpeg.Processes;

/// <summary>A file, or the tool that reads it, failed; the message is one line for the person who named the file.</summary>
public sealed class MediaException(string message) : Exception(message);
