using Streaming.Formats.Rtcp;

namespace Streaming.Server.Sending;

/// <summary>What the sender reports of a stream with many receivers tell them beside: see <see cref="Reporting.Rider"/>.</summary>
internal interface IReportRider
{
    /// <summary>How many there are: all of them and the sender share what RTCP may take. RFC 3550 §6.2.</summary>
    int Receivers { get; }

    /// <summary>Goes into the compound behind report and description.</summary>
    void Write(ref CompoundWriter compound, Instant now);
}
