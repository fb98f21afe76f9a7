using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.HostContracts;

namespace Streaming.Server.Tests.Control;

public sealed class ControlClockTests
{
    [Fact]
    public void Dice_that_are_handed_in_are_thrown_for_the_client_that_asks_at_the_time_of_day()
    {
        Loaded dice = new();
        SteppedClock time = new();
        ControlClock clock = new(time, dice);
        FreshIdentity drawn = clock.Draw(IPAddress.Parse("10.2.0.7"));
        Assert.Equal((new SessionId(7), clock.Wall, 42UL), (drawn.Session, drawn.Wall, clock.Seed()));
        Assert.Equal("10.2.0.7", $"{dice.Client}");
    }

    [Fact]
    public void The_systems_dice_never_fall_twice_the_same()
    {
        ControlClock clock = new(TimeProvider.System);
        HashSet<SessionId> sessions = [];
        HashSet<ulong> seeds = [];
        for (int i = 0; i < 1_000; i++)
            Assert.True(sessions.Add(clock.Draw(IPAddress.Loopback).Session) & seeds.Add(clock.Seed()));
    }

    private sealed class Loaded : IDice
    {
        public IPAddress? Client { get; private set; }

        public FreshIdentity Draw(IPAddress client, NtpTime wall)
        {
            Client = client;
            return new(new(7), default(StreamIdentity), default(StreamIdentity), wall);
        }

        public ulong Seed() => 42;
    }
}
