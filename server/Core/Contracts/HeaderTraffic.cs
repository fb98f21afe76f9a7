using Streaming.Qos.FlowSpecs;
using Streaming.Server.Traffic;

namespace Streaming.Server.Contracts;

/// <summary>What a track asks of a network beyond its stored traffic where it is cut into smaller packets: their headers.</summary>
internal static class HeaderTraffic
{
    private static readonly SurchargeCache Known = new();

    public static TrafficSpec Of(SentForm form) => Known.Of(form, ParityLayout.None, () => Compute(form));

    private static TrafficSpec Compute(SentForm form)
    {
        Func<int, int> before = form.PacketsAt(TrafficAnalysis.MaxPacket), after = form.PacketsAt(form.MaxPacket);
        SampleLoad load = new();
        foreach (PlannedSample sample in form.Samples())
            load.Add(sample.Start, sample.End, Math.Max(0, after(sample.At) - before(sample.At)) * (long)StreamTraffic.Headers);

        // The packets of a sample end elsewhere than they did: by less than one of them.
        return load.Bucket(form.Plan is not null, new(form.MaxPacket + StreamTraffic.LowerHeaders), more: form.Plan is null ? 0 : 1);
    }
}
