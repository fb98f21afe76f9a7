namespace Streaming.Emulation.Links;

/// <summary>The sending end of a link: when the last bit of one packet after the other has left.</summary>
/// <remarks>Lindley's recursion, D(n) = max(A(n), D(n−1)) + S(n) / rate, in bit-ticks: what a packet leaves over of the tick it ends in is
/// the next one's, so that a link that is never idle carries its rate to the bit. Rates that change hold for what has not been sent yet,
/// whenever it came.</remarks>
internal struct Transmitter(LinkStage[] stages)
{
    private readonly LinkStage[] _stages = stages;
    private int _stage;
    private long _credit;

    /// <summary>When all that it was given has left, rounded up to a tick.</summary>
    public Instant Free { get; private set; } = new(long.MinValue);

    /// <summary>Sends a packet behind those before it.</summary>
    /// <param name="came">When it came: it does not begin earlier, and idle time before that is gone.</param>
    /// <returns>When it has left.</returns>
    public Instant Send(ByteCount size, Instant came)
    {
        if (came >= Free)
        {
            Free = came;
            _credit = 0;
        }

        long need = (size.Bytes * LinkStage.PerByte) - _credit;
        while (true)
        {
            while (_stages[_stage].Until <= Free)
                _stage++;
            LinkStage stage = _stages[_stage];
            if (need <= 0 || stage.Rate == 0)
            {
                _credit = stage.Rate == 0 ? 0 : -need;
                return Free;
            }

            long ticks = ((need - 1) / stage.Rate) + 1;
            if (ticks <= stage.Until.Ticks - Free.Ticks)
            {
                Free = new(Free.Ticks + ticks);
                _credit = (ticks * stage.Rate) - need;
                return Free;
            }

            need -= (stage.Until.Ticks - Free.Ticks) * stage.Rate;
            Free = stage.Until;
        }
    }

    /// <summary>What it has been given and not sent by then, in bit-ticks.</summary>
    public readonly long Backlog(Instant at)
    {
        long work = 0;
        Instant end = Free;
        for (int stage = _stage; end > at; stage--)
        {
            Instant from = Instant.Max(at, _stages[stage].From);
            if (end > from)
                work += (end.Ticks - from.Ticks) * _stages[stage].Rate;
            end = Instant.Min(end, from);
        }

        return Math.Max(0, work - _credit);
    }
}
