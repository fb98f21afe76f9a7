using System.Net;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Server.Channels;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests.Channels;

/// <summary>A channel, a network and one receiver of all its lanes, in one virtual time.</summary>
public sealed class ChannelWorld
{
    private readonly ChannelSink _sink;

    /// <param name="films">The first decides what the lanes are.</param>
    public ChannelWorld(IReadOnlyList<ChannelFilm> films, NetworkOptions? options = null, ChannelSettings? settings = null, ulong seed = 1)
    {
        Network = new(options ?? NetworkOptions.Perfect);
        Lineup = Lineup.Of(settings ?? Settings(films), [.. films.Select(film => film.Index)]);
        Assert.True(Lineup.IsPlayable);
        Now = Instant.FromSeconds(100);
        Sender = new(Lineup, Now, new NtpTime(0xffff_fff0_0000_0000), "channel", seed);
        _sink = new(Network, Sender.Lanes);
        foreach (LaneStream lane in Sender.Lanes)
        {
            PayloadDescription payload = lane.Lane.Payload;
            Assert.True(PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer));
            ReceiveStream receive =
                new(payload.PayloadType, payload.Clock, depacketizer, ReorderPolicy.Datagrams, trustsAll: false);
            StreamIdentity identity = lane.Sending.Identity;
            receive.Announce(identity.Ssrc);
            receive.Begin(identity.First, identity.Epoch, Now);
            Lanes.Add(new(receive, new(new(99), "viewer", BitRate.Mbps(1), payload.Clock, new SeededRandom(9))));
        }
    }

    public VirtualNetwork Network { get; }

    public Lineup Lineup { get; }

    public ChannelSender Sender { get; }

    /// <summary>What came of each.</summary>
    public List<ReceivedStream> Lanes { get; } = [];

    /// <summary>Everything the channel has told.</summary>
    public List<(Instant At, ChannelEvent What)> Events { get; } = [];

    public IEnumerable<ChannelEvent.Began> Began => Events.Select(told => told.What).OfType<ChannelEvent.Began>();

    /// <summary>What leaves, as it leaves.</summary>
    public ChannelSink Sent => _sink;

    public Instant Now { get; private set; }

    /// <summary>Answers every wish for a title; null: there is nothing to cue.</summary>
    public Action<ChannelWorld> OnWant { get; set; } = _ => { };

    public static ChannelSettings Settings(IReadOnlyList<ChannelFilm> films) => new(
        "one",
        new Playlist([.. films.Select(film => film.Index.Title.Id)], IsLooped: true),
        new(IPAddress.Parse("239.1.1.1"), 5_000)) { Parity = ParityLayout.None };

    /// <summary>One film after the other, and again.</summary>
    public ChannelWorld Loop(params IReadOnlyList<ChannelFilm> films)
    {
        int next = 0;
        OnWant = world => world.Sender.Cue(films[next++ % films.Count].Fit(world.Lineup), at: null);
        return this;
    }

    public ChannelWorld Run(TimeSpan time)
    {
        Instant end = Now + time;
        Answer();
        _sink.Now = Now;
        Sender.Emit(Now, _sink);
        for (; ;)
        {
            Instant next = Instant.Min(Sender.Next, Network.Next);
            foreach (ReceivedStream lane in Lanes)
                next = Instant.Min(next, lane.Receive.Next);
            if (next > end)
                break;
            _sink.Now = Now = Instant.Max(Now, next);
            Sender.Emit(Now, _sink);
            while (Network.TryArrive(Now, out InFlight? packet))
                Deliver(packet!);
            Lanes.ForEach(lane => lane.Drain(Now));
            Answer();
        }

        Now = end;
        return this;
    }

    private void Answer()
    {
        while (Sender.TryTakeEvent(out ChannelEvent? happened))
        {
            Events.Add((Now, happened));
            if (happened is ChannelEvent.WantsTitle)
                OnWant(this);
            else if (happened is ChannelEvent.Left left)
                left.Title.Dispose();
        }
    }

    private void Deliver(InFlight packet)
    {
        if (packet.IsReport)
            Lanes[packet.Stream].AcceptReport(packet.Bytes, Now);
        else
            Lanes[packet.Stream].Accept(packet.Bytes, Now);
    }
}
