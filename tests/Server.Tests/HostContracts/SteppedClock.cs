using Streaming.Server.Host.Control;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>Both clocks of a server, standing still until they are moved; timers never tick by themselves.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private TimeSpan _passed = TimeSpan.FromHours(1);

    public SteppedClock() => Clock = new(this);

    public ControlClock Clock { get; }

    public Instant Now => Clock.Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(double seconds) => _passed += TimeSpan.FromSeconds(seconds);

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 31, 11, 0, 0, TimeSpan.Zero) + _passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Stopped();

    private sealed class Stopped : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
