using Streaming.Player.Reporting;

namespace Streaming.Player.Desktop.Output;

/// <summary>What there is to say of a channel: which lanes were taken and why, and whether it was in step with everybody.</summary>
internal static class ChannelLines
{
    public static void Write(TextWriter output, ChannelReport channel)
    {
        foreach (LaneReport lane in channel.Lanes)
        {
            string why = lane.Why.Length > 0 ? $": {ReportTable.Clean(lane.Why)}" : "";
            output.WriteLine($"{lane.AtMs / 1_000,8:0.000} s  {ReportTable.Clean(lane.Lane)} {lane.Fate}{why}");
        }

        if (channel.InStep is not { SkewP99Ms: { } most, SkewMedianMs: { } median } step)
            return;
        string from = step.InStepAfterMs is { } after ? $", from {after:0} ms after PLAY on" : "";
        string clock = step.ClockErrorMs is { } error ? $"; the server's clock is known within {error:0.0} ms" : "";
        output.WriteLine($"in step: {median:0.0} ms late in the middle, 99 % within {most:0.0} ms of everybody{from}{clock}");
    }
}
