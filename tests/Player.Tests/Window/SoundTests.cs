using Streaming.Player.Desktop.Sdl;

namespace Streaming.Player.Tests.Window;

/// <summary>The sound device, played by SDL's driver that needs none.</summary>
[Collection("SDL")]
public sealed class SoundTests
{
    public SoundTests()
    {
        Canvas.Require();
        SdlNative.SetHint("SDL_AUDIODRIVER", "dummy");
    }

    [Fact]
    public void The_device_asks_for_sound_in_small_pieces_until_it_is_closed()
    {
        using SemaphoreSlim asked = new(0);
        int samples = 0;
        SdlSound? sound = SdlSound.TryOpen(Fill, out string problem);
        Assert.True(sound is not null, problem);
        Assert.Equal("dummy", sound.Driver);
        Assert.InRange(sound.Latency, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(60));
        Assert.Equal(0, asked.CurrentCount);
        sound.Start();
        for (int i = 0; i < 5; i++)
            Assert.True(asked.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        sound.Dispose();
        Assert.Equal(sound.FramesPerCall * SdlSound.Channels, samples);

        void Fill(Span<float> into)
        {
            samples = into.Length;
            Assert.Equal(0, into[0]);
            asked.Release();
        }
    }

    [Fact]
    public void A_fault_in_the_filling_is_silence_and_is_counted()
    {
        using SemaphoreSlim asked = new(0);
        using SdlSound sound = SdlSound.TryOpen(Fill, out _)!;
        sound.Start();
        for (int i = 0; i < 3; i++)
            Assert.True(asked.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        sound.Stop();
        Assert.True(sound.Faults >= 2);

        void Fill(Span<float> into)
        {
            asked.Release();
            throw new InvalidOperationException("no sound today");
        }
    }

    [Fact]
    public void A_missing_device_is_told_in_words()
    {
        SdlNative.SetHint("SDL_AUDIODRIVER", "no such driver");
        Assert.Null(SdlSound.TryOpen(_ => { }, out string problem));
        Assert.StartsWith("no sound: ", problem);
    }
}
