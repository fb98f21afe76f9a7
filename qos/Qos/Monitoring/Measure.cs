using System.Globalization;

namespace Streaming.Qos.Monitoring;

/// <summary>A figure with its unit, promised or measured.</summary>
/// <param name="Value">In the smallest step of the unit: ticks, billionths, bytes, packets, levels.</param>
public readonly record struct Measure(MeasureUnit Unit, long Value)
{
    public static Measure Of(TimeSpan time) => new(MeasureUnit.Time, time.Ticks);

    public static Measure Of(Ratio share) => new(MeasureUnit.Share, share.Billionths);

    public static Measure Of(ByteCount bytes) => new(MeasureUnit.Bytes, bytes.Bytes);

    public static Measure Packets(long packets) => new(MeasureUnit.Packets, packets);

    public static Measure Level(int level) => new(MeasureUnit.Level, level);

    public override string ToString() => Unit switch
    {
        MeasureUnit.Time => string.Create(CultureInfo.InvariantCulture, $"{Value / (double)TimeSpan.TicksPerMillisecond:0.###} ms"),
        MeasureUnit.Share => string.Create(CultureInfo.InvariantCulture, $"{Value / 1e7:0.###} %"),
        MeasureUnit.Bytes => new ByteCount(Value).ToString(),
        MeasureUnit.Packets => Value == 1 ? "1 packet" : $"{Value} packets",
        _ => $"level {Value}",
    };
}
