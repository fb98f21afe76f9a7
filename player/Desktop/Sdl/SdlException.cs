namespace Streaming.Player.Desktop.Sdl;

/// <summary>A window, a font or a sound device is not to be had; the message is one line that says why and what to do.</summary>
internal sealed class SdlException(string message) : Exception(message);
