using Streaming.Ffmpeg.Decoding;

namespace Streaming.Player.Desktop.Playing;

/// <summary>A window without a screen: shows what a player has to show, when it is due, and writes down what was seen.</summary>
internal sealed class RecordingScreen : IDisposable
{
    /// <summary>A viewer's commands and previews are seen after this at most.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(2);

    /// <summary>A thread cannot sleep for less.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMilliseconds(1);

    private readonly FilmPlayer _player;
    private readonly Func<Instant> _clock;
    private readonly Lock _gate = new();
    private readonly List<RecordedPicture> _pictures = [];
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <param name="player">Belongs to this screen's thread from now on, but for commands and views.</param>
    public RecordingScreen(FilmPlayer player, Func<Instant> clock)
    {
        (_player, _clock) = (player, clock);
        _thread = new(Run) { IsBackground = true, Name = "recording screen" };
        _thread.Start();
    }

    /// <summary>What was shown so far.</summary>
    public IReadOnlyList<RecordedPicture> Pictures
    {
        get
        {
            lock (_gate)
                return [.. _pictures];
        }
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
    }

    private void Run()
    {
        do
        {
            // A screen that looked in between would show what is due within half a period.
            Instant now = _clock();
            if (_player.NextPicture is var next && next != Instant.Never && next > now + Punctual)
                continue;
            if (!_player.TryShow(now, out VideoFrame? picture))
                continue;
            Instant shown = _clock();
            RecordedPicture recorded = new(shown, _player.LastShown.Position, _player.LastShown.IsPreview, Field(picture!), Mean(picture!));
            _player.Presented(shown);
            lock (_gate)
                _pictures.Add(recorded);
        }
        while (!_stop.Wait(Wait()));
    }

    private TimeSpan Wait()
    {
        TimeSpan wait = _player.NextPicture is var next && next == Instant.Never ? LongestWait : next - _clock();
        return wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : wait < LongestWait ? wait : LongestWait;
    }

    private static int Mean(VideoFrame picture) => Mean(picture, 0, 1, 0, 1);

    /// <summary>Where the sample film's flash is, without its edge.</summary>
    private static int Field(VideoFrame picture) => Mean(picture, 0.3, 0.7, 0.45, 0.85);

    private static int Mean(VideoFrame picture, double left, double right, double top, double bottom)
    {
        ReadOnlySpan<byte> luma = picture.Plane(0);
        int stride = picture.Stride(0);
        (long sum, int count) = (0, 0);
        for (int y = (int)(picture.Height * top); y < (int)(picture.Height * bottom); y += 4)
        {
            for (int x = (int)(picture.Width * left); x < (int)(picture.Width * right); x += 4, count++)
                sum += luma[(y * stride) + x];
        }

        return (int)(sum / Math.Max(1, count));
    }
}
