using System.Net;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Server.Sending;
using Streaming.World.Tests.Films;

namespace Streaming.World.Tests.Network;

/// <summary>A sender and a receiver with a network between them, in one virtual time. No clock runs, nothing sleeps.</summary>
public sealed class Pair
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 9);

    private readonly SendSession _session;
    private readonly NetworkSink _sink;
    private readonly PriorityQueue<Action<SendSession, Instant>, Instant> _acts = new();

    /// <param name="tracks">One that knows its traffic is sent by the plan for the smallest buffer.</param>
    /// <param name="start">Where to play from.</param>
    /// <param name="end">Where to; null: to the end.</param>
    /// <param name="pace">How.</param>
    public Pair(
        IReadOnlyList<SyntheticTrack> tracks, NetworkOptions options, ReorderPolicy policy,
        MediaTime start = default, MediaTime? end = null, PlayPace pace = default)
    {
        Network = new(options);
        _sink = new(Network);
        Now = Instant.FromSeconds(1);
        _session = new(Now, new NtpTime(0xffff_fff0_0000_0000), "world", options.Seed);
        for (int i = 0; i < tracks.Count; i++)
        {
            PayloadDescription payload = PayloadFormats.Describe(tracks[i].Track, (byte)(96 + i));

            // Identities about to wrap, by default.
            StreamIdentity identity = new(new((uint)(7 + i)), new(65_530), new(uint.MaxValue - 900));
            StreamTransport transport = new StreamTransport.Udp(Nowhere, Nowhere);
            SendStream stream = _session.Add(
                tracks[i].Index, tracks[i].Film, payload.PayloadType, identity, 1_400, transport, tracks[i].Plan);
            _sink.Add(stream, i);
            Assert.True(PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer));
            ReceiveStream receive = new(payload.PayloadType, payload.Clock, depacketizer, policy, trustsAll: false);
            receive.Announce(identity.Ssrc);
            Streams.Add(new(receive, new(new(99), "viewer", BitRate.Mbps(1), payload.Clock, new SeededRandom(options.Seed))));
        }

        Point = _session.Prepare(new PlayWish(start, end) { Pace = pace }, Now);
        for (int i = 0; i < Streams.Count; i++)
            Streams[i].Receive.Begin(Point.Streams[i].First, Point.Streams[i].AtStart, Now);
    }

    public VirtualNetwork Network { get; }

    public List<ReceivedStream> Streams { get; } = [];

    public PlayPoint Point { get; }

    public Instant Now { get; private set; }

    /// <summary>Does something to the session, as long after the start.</summary>
    public void After(TimeSpan time, Action<SendSession, Instant> act) => _acts.Enqueue(act, Now + time);

    /// <summary>Runs until every stream has ended.</summary>
    public Pair Run()
    {
        int steps = 0;
        while (Streams.Exists(stream => !stream.HasEnded))
        {
            Instant next = Instant.Min(_session.Next, Network.Next);
            foreach (ReceivedStream stream in Streams)
                next = Instant.Min(next, stream.Receive.Next);
            if (_acts.TryPeek(out _, out Instant act))
                next = Instant.Min(next, act);
            Assert.True(next < Instant.Never, "nobody waits for anything, but the streams have not ended");
            Assert.True(steps++ < 1_000_000, "the world does not come to an end");
            Now = Instant.Max(Now, next);
            _sink.Now = Now;
            while (_acts.TryPeek(out _, out Instant due) && due <= Now)
                _acts.Dequeue()(_session, Now);
            _session.Emit(Now, _sink);
            while (Network.TryArrive(Now, out InFlight? packet))
                Deliver(packet!);
            Streams.ForEach(stream => stream.Drain(Now));
        }

        return this;
    }

    private void Deliver(InFlight packet)
    {
        if (packet.IsReport)
            Streams[packet.Stream].AcceptReport(packet.Bytes, Now);
        else
            Streams[packet.Stream].Accept(packet.Bytes, Now);
    }
}
