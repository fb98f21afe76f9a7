using System.Net;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Tests.Virtual.Checks;

/// <summary>Bugs on purpose: the checks of every run find each, and nothing else is found.</summary>
public sealed class PlantedFaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_shaper_that_leaks_one_percent_is_found_and_one_that_does_not_is_not(int percent, bool isOk)
    {
        // A shaper that is never pressed cannot leak: four seconds are held back, and leave as fast as it lets them.
        BackloggedWire? wire = null;
        IReadOnlyList<CheckRecord> checks = Play(new()
        {
            Wire = inner => wire = new(inner, percent, Instant.FromSeconds(1_004)),
            Witness = inner => new Listener(inner, traffic => wire!.Traffic = traffic),
        }, viewers: 8);
        Assert.True(wire!.Longest > 400);
        CheckRecord found = Assert.Single(checks, check => check.Name == "every packet leaves within its contract");
        Assert.Equal(isOk, found.IsOk);
        Assert.StartsWith(isOk ? "" : "home.1 was sent", found.Detail);
    }

    [Fact]
    public void A_receiver_that_never_drops_is_found()
    {
        CheckRecord found = Found(new() { Pictures = () => new StubbornLine() });
        Assert.Equal("nothing is shown too late, nobody holds too much", found.Name);
        Assert.Contains("home.1 was shown", found.Detail);
    }

    [Fact]
    public void A_lost_release_of_a_reservation_is_found()
    {
        Forgetful? forgetful = null;
        CheckRecord found = Found(new()
        {
            Witness = inner => forgetful = new(inner),
            Server = server => forgetful!.Desk = server.Desk,
        });
        Assert.Equal("links hold what was promised, and nothing afterwards", found.Name);
        Assert.Contains("of lan were still held", found.Detail);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_lane_that_is_held_for_nobody_is_found_even_if_it_is_given_back_in_the_end(int lanes, bool isOk)
    {
        Situation small = Situations.Small(2, 40);
        Situation lobby = small with
        {
            Channels = [new() { Name = "lobby", Titles = ["film"] }],
            Audiences = [small.Audiences[0] with { Title = null, Channel = "lobby" }],
        };
        Generous? generous = null;
        Seams seams = new()
        {
            Witness = inner => generous = new(inner, lanes),
            Server = server => generous!.Desk = server.Desk.Channels,
        };
        using TitleShelf shelf = TitleShelf.Open(lobby.Titles, reservesPeak: false, Stop);
        IReadOnlyList<CheckRecord> checks = VirtualRun.Play(lobby, 1, new(), shelf, seams).Checks;
        CheckRecord found = Assert.Single(checks, check => check.Name == "links hold what was promised, and nothing afterwards");
        Assert.Equal(isOk, found.IsOk);
        Assert.Contains(isOk ? "" : "of lan were held for contracts of", found.Detail);
    }

    private static CheckRecord Found(Seams seams) => Assert.Single(Play(seams), check => !check.IsOk);

    private static IReadOnlyList<CheckRecord> Play(Seams seams, int viewers = 1)
    {
        // Without protection there is one contract from the beginning to the end.
        Situation small = Situations.Small(viewers, 20);
        Situation situation = small with { Audiences = [small.Audiences[0] with { Protection = null }] };
        using TitleShelf shelf = TitleShelf.Open(situation.Titles, reservesPeak: false, Stop);
        return VirtualRun.Play(situation, 1, new(), shelf, seams).Checks;
    }

    private sealed class Listener(IServerWitness inner, Action<TrafficSpec> hear) : HeardWitness(inner)
    {
        public override void Traffic(IPAddress client, TrafficSpec traffic, Instant now)
        {
            if (Cast.NumberOf(client) == 0)
                hear(traffic);
            base.Traffic(client, traffic, now);
        }
    }

    /// <summary>From the first viewer's coming to the first one's going there are lanes that nobody receives.</summary>
    private sealed class Generous(IServerWitness inner, int lanes) : HeardWitness(inner)
    {
        private static readonly SessionId Nobody = new(7);

        public ChannelDesk? Desk { get; set; }

        public override void Admitted(IPAddress client, Contract? contract, string rendition, Instant now)
        {
            base.Admitted(client, contract, rendition, now);
            TrafficSpec traffic = new(BitRate.Kbps(300), new(20_000), TrafficSpec.NoPeak, new(64), new(1_500));
            LaneTerms terms = new(traffic, ServiceClass.ControlledLoad, 4, 0);
            for (int lane = 1; lane <= lanes; lane++)
                Desk!.Join(new(Nobody, client, new("lobby", 100 + lane, false), terms), now);
        }

        public override void Ended(IPAddress client, string reason, Verdict? verdict, Instant now)
        {
            base.Ended(client, reason, verdict, now);
            Desk!.Release(Nobody, now);
        }
    }

    /// <summary>What a session held is held on when it is over.</summary>
    private sealed class Forgetful(IServerWitness inner) : HeardWitness(inner)
    {
        private Contract? _latest;

        public ContractDesk? Desk { get; set; }

        public override void InForce(IPAddress client, Contract contract, string rendition, string reason, Instant now)
        {
            base.InForce(client, contract, rendition, reason, now);
            _latest = contract;
        }

        public override void Ended(IPAddress client, string reason, Verdict? verdict, Instant now)
        {
            base.Ended(client, reason, verdict, now);
            OperatingPoint held = new(0, "source", [], _latest!.Traffic, _latest.Buffer);
            Desk!.Reserve(new(new(7), client, [held], _latest.Asked, 1, null), now);
        }
    }
}
