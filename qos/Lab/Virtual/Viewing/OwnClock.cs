namespace Streaming.Lab.Virtual.Viewing;

/// <summary>A viewer's clock: begins when the viewer comes, runs a little faster or slower than the run's, and may jump.</summary>
/// <remarks>It shows the same to everybody who has been there for the same time, whenever they came: so two viewers to whom the same
/// happens do the same to the tick.</remarks>
/// <param name="skewPpm">How much faster than the run's it is, in millionths.</param>
internal sealed class OwnClock(Instant came, int skewPpm)
{
    private const long Million = 1_000_000;

    /// <summary>Nothing in a session lies so far back.</summary>
    private static readonly Instant Origin = new(TimeSpan.TicksPerDay);

    private TimeSpan _stepped;

    public Instant At(Instant run)
    {
        long passed = (run - came).Ticks;
        return Origin + _stepped + new TimeSpan(passed + (passed * skewPpm / Million));
    }

    public Moment Read(Instant run) => new(run, At(run));

    /// <summary>The first instant of the run at which it shows that, or is past it.</summary>
    public Instant RunAt(Instant own)
    {
        if (own == Instant.Never)
            return own;
        long passed = (own - Origin - _stepped).Ticks;
        if (skewPpm == 0)
            return came + new TimeSpan(passed);
        Instant run = came + new TimeSpan(Exact.Share(passed, Million, Million + skewPpm));
        while (At(run) < own)
            run += new TimeSpan(1);
        return run;
    }

    /// <summary>Jumps.</summary>
    public void Step(TimeSpan by) => _stepped += by;
}
