using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Desktop.Playing;

/// <summary>The machine's own sound device.</summary>
internal sealed class SdlSpeaker : ISpeaker
{
    private readonly SdlSound _sound;

    private SdlSpeaker(SdlSound sound) => _sound = sound;

    public TimeSpan Latency => _sound.Latency;

    public TimeSpan Block => TimeSpan.FromSeconds((double)_sound.FramesPerCall / SdlSound.Rate);

    public string Name => _sound.Driver;

    public static ISpeaker? TryOpen(SoundFill fill, out string problem) =>
        SdlSound.TryOpen(fill, out problem) is { } sound ? new SdlSpeaker(sound) : null;

    public void Start() => _sound.Start();

    public void Dispose() => _sound.Dispose();
}
