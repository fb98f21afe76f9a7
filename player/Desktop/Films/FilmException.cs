namespace Streaming.Player.Desktop.Films;

/// <summary>A film to compare with cannot be read; the message is one line for people.</summary>
internal sealed class FilmException(string message) : Exception(message);
