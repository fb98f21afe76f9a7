using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>What forms of a track ask of a network beyond its stored traffic, once computed: remembered as long as the track is.</summary>
internal sealed class SurchargeCache
{
    /// <summary>Four plans, thinned or not, with a handful of layouts; clients choose the sizes of packets and layouts, so that nothing
    /// else keeps them few. 256 × 150 B = 38 kB a track.</summary>
    private const int Limit = 256;

    private readonly ConditionalWeakTable<TrackTraffic, ConcurrentDictionary<(object Form, ParityLayout Layout), TrafficSpec>> _known = [];

    public TrafficSpec Of(SentForm form, ParityLayout layout, Func<TrafficSpec> compute)
    {
        ConcurrentDictionary<(object Form, ParityLayout Layout), TrafficSpec> known = _known.GetOrCreateValue(form.Traffic);
        if (known.Count >= Limit)
            known.Clear();
        return known.GetOrAdd((form.Key, layout), _ => compute());
    }
}
