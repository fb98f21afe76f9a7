using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>There is room for everything.</summary>
public sealed class OpenChannelDesk : IChannelDesk
{
    public IReadOnlyList<string> Open(Lineup lineup, Instant now) => [];

    public void Close(string channel, Instant now)
    {
    }

    public ReservationAnswer.Refused? Join(LaneWish wish, Instant now) => null;

    public ReservationAnswer.Refused? Ask(LaneWish wish, Instant now) => null;

    public void Leave(SessionId session, LaneGroup group, Instant now)
    {
    }

    public void Release(SessionId session, Instant now)
    {
    }

    public BurstTerms Lend(SessionId session, IPAddress client, TrafficSpec lanes, Instant now) =>
        new(BurstTraffic.Of(lanes, BurstTraffic.Fastest), IsReserved: true);
}
