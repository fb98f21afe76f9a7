namespace Streaming.Emulation.Flows;

/// <summary>The times of packets of one size at one rate: the n-th after n · size / rate, rounded up to a tick, and never further from
/// that.</summary>
internal struct EvenPace(BitRate rate, ByteCount packet)
{
    private readonly long _ticks = BitTicksOf(packet) / rate.BitsPerSecond;
    private readonly long _rest = BitTicksOf(packet) % rate.BitsPerSecond;
    private long _carried;

    /// <summary>Of the next packet, since the first.</summary>
    public TimeSpan Next { get; private set; }

    public void Step()
    {
        // What is carried is how much of the last tick was not needed.
        long ticks = _ticks;
        _carried -= _rest;
        if (_carried < 0)
        {
            ticks++;
            _carried += rate.BitsPerSecond;
        }

        Next += new TimeSpan(ticks);
    }

    private static long BitTicksOf(ByteCount packet) => checked(packet.Bytes * 8 * TimeSpan.TicksPerSecond);
}
