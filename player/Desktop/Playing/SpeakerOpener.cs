using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Opens a sound device.</summary>
/// <param name="fill">Gives it the sound.</param>
/// <param name="problem">Why there is none; films are then played in silence.</param>
internal delegate ISpeaker? SpeakerOpener(SoundFill fill, out string problem);
