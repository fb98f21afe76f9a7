using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;

namespace Streaming.Server.Contracts;

/// <summary>What a group of a channel is reserved as.</summary>
/// <param name="Priority">Of its channel: 0 … 9; the smallest gives way first.</param>
/// <param name="Rank">Among the lanes of its channel, what is given up first where a link has room for some only: the smallest. Extra
/// languages, then pictures from the best down, then text, and sound last.</param>
public sealed record LaneTerms(TrafficSpec Traffic, ServiceClass Class, int Priority, int Rank)
{
    private const int Pictures = 100, Texts = 200, Sound = 300;

    /// <param name="isParity">Its parity is meant, which goes with it.</param>
    public static LaneTerms Of(Lineup lineup, Lane lane, bool isParity)
    {
        ChannelSettings settings = lineup.Settings;
        TrafficSpec traffic = isParity ? lane.ParityTraffic! : lane.Traffic;
        int place = lineup.Lanes.Where(other => other.Kind == lane.Kind).TakeWhile(other => other != lane).Count();
        int rank = lane.Kind switch
        {
            // The last language is the first to go.
            TrackKind.Audio => place == 0 ? Sound : GroupPlan.MostLanes - place,
            TrackKind.Text => Texts + GroupPlan.MostLanes - place,
            _ => Pictures + place,
        };
        return new(traffic, settings.Service, settings.Priority, rank);
    }
}
