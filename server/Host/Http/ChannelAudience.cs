using Streaming.Server.Channels.Feedback;

namespace Streaming.Server.Host.Http;

/// <summary>Who receives a channel, and how in step they are.</summary>
/// <param name="Receivers">Sessions that have joined.</param>
/// <param name="Reporting">Those of them that are heard of.</param>
/// <param name="DelaySeconds">From sending to presentation, as all are told now.</param>
/// <param name="SkewMs">How much later than that they present; of each, the lane that is furthest off; null where none
/// says so.</param>
/// <param name="Reports">Taken from receivers since the channel began.</param>
/// <param name="Strangers">Reports of others, which count for nothing.</param>
/// <param name="Malformed">Of receivers, and none.</param>
/// <param name="Overrun">Left out since too many came at once.</param>
/// <param name="Bursts">Newcomers that are being sent what the group got before them.</param>
internal sealed record ChannelAudience(
    int Receivers,
    int Reporting,
    double DelaySeconds,
    SpreadDetails? SkewMs,
    long Reports,
    long Strangers,
    long Malformed,
    long Overrun,
    int Bursts)
{
    public static ChannelAudience Of(ChannelFigures figures) => new(
        figures.Members,
        figures.Reporting,
        figures.Delay.TotalSeconds,
        SpreadDetails.Milliseconds(figures.Skew),
        figures.Reports,
        figures.Strangers,
        figures.Malformed,
        figures.Overrun,
        figures.Bursts);
}
