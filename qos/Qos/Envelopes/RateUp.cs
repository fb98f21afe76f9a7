namespace Streaming.Qos.Envelopes;

/// <summary>Rates that must be enough: rounded up where <see cref="BitRate.Of"/> rounds down.</summary>
public static class RateUp
{
    /// <summary>The smallest whole rate at which <paramref name="bytes"/> pass in <paramref name="time"/>, which is longer than
    /// zero.</summary>
    public static BitRate Of(ByteCount bytes, TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        Int128 bits = (Int128)bytes.Bytes * 8 * TimeSpan.TicksPerSecond;
        return new((long)((bits + time.Ticks - 1) / time.Ticks));
    }
}
