using System.Diagnostics;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Memory;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Sdl;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The window player's whole engine before a screen and a loudspeaker that write down what they present.</summary>
internal sealed class Audience : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MonotonicClock _clock = new(TimeProvider.System);
    private readonly List<(float[] Samples, Instant Heard)> _sound = [];
    private readonly FilmPlayer _player;
    private readonly RecordingScreen _screen;
    private RecordingSpeaker? _speaker;
    private bool _isDisposed;

    public Audience(string address)
    {
        _player = new(new()
        {
            Client = playing => new NetworkClient(playing, TimeProvider.System, _clock),
            Decoders = new FfmpegDecoders(),
            Speaker = Speak,
            Clock = () => _clock.Now,
            Memory = new PlayerMemory(null, _ => { }),
            Note = Notes.Add,
        });
        _screen = new(_player, () => _clock.Now);
        _player.Do(new PlayerCommand.Open(address));
    }

    public List<string> Notes { get; } = [];

    public Instant Now => _clock.Now;

    public PlayerView View => _player.View(Now);

    /// <summary>How often the machine kept the loudspeaker waiting for longer than a real one could have.</summary>
    public int RanDry => _speaker!.RanDry;

    public PlayerResult? Result => _player.Result;

    public void Do(PlayerCommand command) => _player.Do(command);

    public static Task Watch(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds));

    public async Task UntilAsync(Func<PlayerView, bool> isTrue)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!isTrue(View))
        {
            Assert.True(waited.Elapsed < Patience, $"{View.Phase}, {View.Notice}, {View.Trouble}, {string.Join("; ", Notes)}");
            await Task.Delay(10);
        }
    }

    /// <summary>What was presented from a moment on.</summary>
    public LipSyncMarks MarksSince(Instant from)
    {
        LipSyncMarks marks = new();
        foreach (RecordedPicture picture in _screen.Pictures.Where(picture => picture.At >= from))
        {
            if (picture.IsPreview)
                marks.Skip();
            else
                marks.Picture(picture.Field, picture.At);
        }

        foreach ((float[] samples, Instant heard) in SoundSince(from))
            marks.Sound(samples, RecordingSpeaker.Channels, RecordingSpeaker.Rate, heard);
        return marks;
    }

    /// <summary>The strength of a tone in all that was heard from a moment on.</summary>
    public double Tone(double hertz, Instant from)
    {
        double sum = 0;
        foreach ((float[] samples, _) in SoundSince(from))
        {
            (double real, double imaginary) = (0, 0);
            for (int i = 0; i < samples.Length; i += RecordingSpeaker.Channels)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * hertz * (i / RecordingSpeaker.Channels) / RecordingSpeaker.Rate);
                (real, imaginary) = (real + (samples[i] * cosine), imaginary + (samples[i] * sine));
            }

            sum += Math.Sqrt((real * real) + (imaginary * imaginary));
        }

        return sum;
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _screen.Dispose();
        _player.Dispose();
    }

    private RecordingSpeaker Speak(SoundFill fill, out string problem)
    {
        problem = "";
        return _speaker = new(fill, () => _clock.Now, Record);
    }

    private void Record(float[] samples, Instant heard)
    {
        lock (_sound)
            _sound.Add((samples, heard));
    }

    private List<(float[] Samples, Instant Heard)> SoundSince(Instant from)
    {
        lock (_sound)
            return [.. _sound.Where(block => block.Heard >= from)];
    }
}
