using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Channels.Feedback;

/// <summary>What one member last reported about one lane, and where that is counted. 150 B; belongs to whoever sends the channel.</summary>
internal sealed class LaneReception
{
    /// <summary>Who it is in RTCP; null before it reported.</summary>
    public Ssrc? Sender { get; set; }

    /// <summary>When the lane was joined.</summary>
    public Instant Since { get; set; }

    /// <summary>When it was last heard; null: never.</summary>
    public Instant? Heard { get; set; }

    /// <summary>It is heard of, and has not said goodbye since.</summary>
    public bool IsReporting { get; set; }

    /// <summary>It is one of those by whose number all members reckon how often they may report: it has joined, and was not silent for too
    /// long.</summary>
    public bool IsExpected { get; set; }

    public ReportBlock? Block { get; set; }

    public TimeSpan? RoundTrip { get; set; }

    public TimeSpan? Skew { get; set; }

    /// <summary>When its last reference time was answered; null: never.</summary>
    public Instant? Answered { get; set; }

    /// <summary>Its places in the distributions of its lane; −1: none.</summary>
    public int LossBin { get; set; } = -1;

    public int JitterBin { get; set; } = -1;

    public int SkewBin { get; set; } = -1;
}
