using System.Net;
using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>What a viewer wants to see, and how: what a contract is negotiated from.</summary>
/// <param name="Wanted">The track he sets up with this request: without it the contract would be of no use to him.</param>
/// <param name="Generation">Of the contract, if there is one.</param>
/// <param name="Ends">How long it will last at most.</param>
internal sealed record Bid(
    SessionId Session,
    IPAddress Client,
    MediaIndex Title,
    IReadOnlyList<StreamSetup> Streams,
    FlowSpec Asked,
    int? Wanted,
    int Generation,
    TimeSpan? Ends)
{
    /// <summary>How fast it is to be delivered: no slower than the film's own speed, so that there is always a way back to that.</summary>
    public PlaySpeed Speed { get; init; }

    /// <summary>What the session is granted already; null: nothing yet.</summary>
    public OperatingPoint? Held { get; init; }

    /// <summary>What may be sent in each stream.</summary>
    public IReadOnlyList<StreamOffer> Offers() => [.. Streams.Select(Offer)];

    /// <summary>The same viewer without his preferences: what else could be sent to him.</summary>
    public Bid WithoutPreference() => this with
    {
        Streams = [.. Streams.Select(stream => stream with { IsNamed = false })],
        Asked = Asked with { Accept = [] },
    };

    /// <summary>The same viewer without what would repair his losses.</summary>
    public Bid WithoutRepair() => this with { Asked = Asked with { Protection = [], Resend = null } };

    private StreamOffer Offer(StreamSetup stream)
    {
        bool isAlone = Streams.Count(other => other.Index.Track.Kind == TrackKind.Video) == 1;
        return StreamOffer.Of(Title, stream.Index, stream.IsNamed, isAlone, Asked, stream.MaxPacket) with
        {
            Parity = stream.HasParity ? Asked.Protection.FirstOrDefault(one => one.Track == stream.Index.Track.Id).Layout : default,
            CanResend = stream.CanResend,
        };
    }
}
