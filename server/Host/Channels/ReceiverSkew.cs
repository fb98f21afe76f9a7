using Streaming.Server.Channels.Feedback;

namespace Streaming.Server.Host.Channels;

/// <summary>How far out of step a receiver is as a whole.</summary>
internal static class ReceiverSkew
{
    /// <summary>Of the lane that is furthest off; null before it said so of any.</summary>
    public static TimeSpan? Skew(this ReceiverFigures receiver)
    {
        TimeSpan? furthest = null;
        foreach (ReceiverLane lane in receiver.Lanes)
        {
            if (lane.Skew is { } skew && !(furthest?.Duration() >= skew.Duration()))
                furthest = skew;
        }

        return furthest;
    }
}
