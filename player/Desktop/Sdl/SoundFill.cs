namespace Streaming.Player.Desktop.Sdl;

/// <summary>Gives the next sound. Called from the sound device's own thread, about a hundred times a second; it must not block.</summary>
/// <param name="samples">Left and right in turn, from −1 to 1, silent when handed over; what is not written stays silent.</param>
internal delegate void SoundFill(Span<float> samples);
