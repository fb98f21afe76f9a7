using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>Where channels and their receivers ask for room: each group holds every link to its receivers once, however many they are. May
/// be called from any thread; every call is one step, all or nothing.</summary>
/// <remarks>Who comes by himself, over unicast, is served by <see cref="IContractDesk"/> as the viewers of films are.</remarks>
public interface IChannelDesk
{
    /// <summary>The channel is sent from now on: what it needs to reach those who come without asking
    /// (<see cref="ChannelSettings.Reach"/>) is reserved, until <see cref="Close"/>.</summary>
    /// <returns>Where there is no room, one sentence for each group; it is sent there all the same.</returns>
    IReadOnlyList<string> Open(Lineup lineup, Instant now);

    /// <summary>It is sent no more: nothing is held for its reach. Whoever has joined it leaves with his session.</summary>
    void Close(string channel, Instant now);

    /// <summary>Reserves the links to a receiver that the group does not hold yet; null: done. They are held until it leaves, or its
    /// session releases everything.</summary>
    ReservationAnswer.Refused? Join(LaneWish wish, Instant now);

    /// <summary>As <see cref="Join"/>, without reserving.</summary>
    ReservationAnswer.Refused? Ask(LaneWish wish, Instant now);

    /// <summary>Gives back the links that nobody else in the group needs; harmless where it has not joined.</summary>
    void Leave(SessionId session, LaneGroup group, Instant now);

    /// <summary>Gives back all that a receiver holds, its burst too.</summary>
    void Release(SessionId session, Instant now);

    /// <summary>Room on the way to a newcomer for a burst of what lanes have sent before: of four times, twice or once their rate, as it
    /// fits beyond what he holds, for as long as that takes; else of half of it, with nothing reserved.</summary>
    /// <param name="lanes">What the joined lanes ask for together.</param>
    BurstTerms Lend(SessionId session, IPAddress client, TrafficSpec lanes, Instant now);
}
