using Streaming.Player.Desktop.Memory;

namespace Streaming.Player.Desktop.Playing;

/// <summary>How loud it is, now and the next time.</summary>
internal sealed class Loudness(PlayerMemory memory)
{
    public const double Most = 1.5;

    public double Volume { get; private set; } = memory.Habits.Volume;

    public bool IsMuted { get; private set; } = memory.Habits.IsMuted;

    public void Set(double volume)
    {
        (Volume, IsMuted) = (Math.Clamp(volume, 0, Most), false);
        Remember();
    }

    public void Toggle()
    {
        IsMuted = !IsMuted;
        Remember();
    }

    private void Remember() => memory.Change(habits => habits with { Volume = Volume, IsMuted = IsMuted });
}
