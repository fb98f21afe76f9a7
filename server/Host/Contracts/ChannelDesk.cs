using System.Net;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>Where channels and their receivers ask for room, behind the same lock as all others.</summary>
internal sealed class ChannelDesk(ContractDesk desk, ChannelBook book) : IChannelDesk
{
    public IReadOnlyList<string> Open(Lineup lineup, Instant now) => desk.Under(
        _ =>
        {
            List<string> refused = [];
            foreach (Lane lane in lineup.Lanes)
            {
                Reach(lineup, lane, isParity: false, refused, now);
                if (lane.Parity is not null)
                    Reach(lineup, lane, isParity: true, refused, now);
            }

            return refused;
        },
        now);

    public void Close(string channel, Instant now) => Do(() => book.Close(channel, now), now);

    public ReservationAnswer.Refused? Join(LaneWish wish, Instant now) => Put(wish, isMeant: true, now);

    public ReservationAnswer.Refused? Ask(LaneWish wish, Instant now) => Put(wish, isMeant: false, now);

    public void Leave(SessionId session, LaneGroup group, Instant now) => Do(() => book.Leave(group, session, now), now);

    public void Release(SessionId session, Instant now) => Do(() => book.Release(session, now), now);

    public BurstTerms Lend(SessionId session, IPAddress client, TrafficSpec lanes, Instant now) => desk.Under(
        _ =>
        {
            foreach (Ratio speed in BurstTraffic.Speeds)
            {
                TrafficSpec traffic = BurstTraffic.Of(lanes, speed);
                if (book.TryLend(session, Subnet.Of(client), traffic, BurstTraffic.Longest(speed), now))
                    return new BurstTerms(traffic, IsReserved: true);
            }

            return new BurstTerms(BurstTraffic.Of(lanes, BurstTraffic.Slowest), IsReserved: false);
        },
        now);

    /// <summary>Those who have to leave a group since this was asked last.</summary>
    public IReadOnlyList<LaneLoss> TakeLost() => desk.Under(_ => book.TakeLost());

    private void Reach(Lineup lineup, Lane lane, bool isParity, List<string> refused, Instant now)
    {
        LaneGroup group = new(lineup.Settings.Name, lane.Number, isParity);
        LaneTerms terms = LaneTerms.Of(lineup, lane, isParity);
        foreach (Subnet subnet in lineup.Settings.Reach)
        {
            if (book.Join(group, terms, new(null, subnet), isMeant: true, now) is AdmissionDecision.Refused no)
                refused.Add($"{group} is sent to {subnet} with nothing reserved: {no}");
        }
    }

    private ReservationAnswer.Refused? Put(LaneWish wish, bool isMeant, Instant now) => desk.Under<ReservationAnswer.Refused?>(
        _ => book.Join(wish.Group, wish.Terms, new(wish.Session, Subnet.Of(wish.Client)), isMeant, now) switch
        {
            AdmissionDecision.Refused no => new(
                no.Limit.Name, $"{no}", ContractDesk.Header(no.Asked), ContractDesk.Header(no.Available), null, null),
            AdmissionDecision.Malformed wrong => new("flow", $"no flow is like that: {wrong}", "", "", null, null),
            _ => null,
        },
        now);

    private void Do(Action step, Instant now) => desk.Under(
        _ =>
        {
            step();
            return true;
        },
        now);
}
