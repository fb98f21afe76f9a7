using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Tests.Sending;

/// <summary>Contracts as a desk would grant them.</summary>
internal static class Granted
{
    /// <summary>Room for the reports of one stream.</summary>
    private static readonly TrafficSpec Reports = new(new(4_096), new(512), new(4_096), new(88), new(512));

    public static Contract Of(TrafficSpec traffic, int generation = 1, ServiceClass service = ServiceClass.ControlledLoad) => new()
    {
        Generation = generation,
        Class = service,
        Traffic = traffic,
        Reserved = traffic.Rate,
        Buffer = TimeSpan.FromSeconds(1),
        Priority = 5,
    };

    /// <summary>What a client without a buffer is granted for these tracks.</summary>
    public static TrafficSpec Prompt(params TrackIndex[] tracks) => tracks
        .Select(track => StreamTraffic.Of(track, TimeSpan.Zero, 1_400) + StreamTraffic.Reports)
        .Aggregate((sum, one) => sum + one) with { Peak = TrafficSpec.MostRate };

    /// <summary>What these plans ask, a 64th more, with no peak.</summary>
    public static TrafficSpec For(params SendingPlan[] plans) => plans
        .Select(plan => new TrafficSpec(
            new(plan.Rate.BitsPerSecond * 65 / 64), new(Math.Max(plan.Depth.Bytes, 1_448)), BitRate.Zero, new(60), new(1_448)) + Reports)
        .Aggregate((sum, one) => sum + one) with { Peak = TrafficSpec.MostRate };
}
