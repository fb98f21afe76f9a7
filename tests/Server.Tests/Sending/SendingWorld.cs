using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>A session with its wire, at an odd moment of an odd clock, its numbers about to wrap.</summary>
internal sealed class SendingWorld
{
    private static readonly StreamTransport Nowhere = new StreamTransport.Udp(new(0x0100007f, 5000), new(0x0100007f, 5001));

    private bool _isPlain;

    public SendingWorld(params TrackIndex[] tracks)
    {
        Created = new(123_456_789);
        Session = new(Created, CreatedNtp, "server@example", seed: 7);
        Wire = new(Created);
        foreach (TrackIndex track in tracks)
            Add(track);
    }

    /// <summary>Of the plans followed.</summary>
    public TimeSpan Buffer { get; }

    public Instant Created { get; }

    public NtpTime CreatedNtp { get; } = new(0xE000_0000_1234_5678);

    public SendSession Session { get; }

    public RecordingSink Wire { get; }

    /// <summary>All streams by plan, but those whose track has none for that buffer.</summary>
    public SendingWorld(TimeSpan buffer, params TrackIndex[] tracks)
        : this()
    {
        Buffer = buffer;
        foreach (TrackIndex track in tracks)
            Add(track, track.Traffic?.Plans.FirstOrDefault(plan => plan.Buffer == buffer));
    }

    /// <summary>As the others, but no packet carries the time of day: all samples are cut alike, wherever playing begins.</summary>
    public static SendingWorld Plain(TimeSpan buffer, params TrackIndex[] tracks)
    {
        SendingWorld world = new() { _isPlain = true };
        foreach (TrackIndex track in tracks)
            world.Add(track, track.Traffic?.Plans.FirstOrDefault(plan => plan.Buffer == buffer));
        return world;
    }

    public SendStream Add(TrackIndex track, SendingPlan? plan = null, int maxPacket = 1_400)
    {
        uint id = (uint)track.Track.Id;
        StreamIdentity identity = new(new(7 + id), new((ushort)(65_530 + id)), new(uint.MaxValue - 900 - id));
        MemoryFilm film = new(SyntheticTrack.Bytes(track, id));
        if (track.Track.Codec == Codec.TimedText)
            return Session.Add(track, film, 98, identity, new WholeSamples(), 1_400, Nowhere);
        return _isPlain
            ? Session.Add(
                track, film, (byte)(95 + id), identity, PayloadFormats.CreatePacketizer(track.Track, 1_388), 1_400, Nowhere, plan)
            : Session.Add(track, film, (byte)(95 + id), identity, maxPacket, Nowhere, plan);
    }

    public PlayPoint Play(double? from, double? to = null) =>
        Session.Prepare(Time(from), Time(to), Wire.Now);

    public PlayPoint Play(PlayWish wish) => Session.Prepare(wish, Wire.Now);

    public void RunFor(double seconds) => Wire.Drive(Session, Wire.Now + TimeSpan.FromSeconds(seconds));

    /// <summary>As a loop says it: by and by, where it must be.</summary>
    public void SayGoodbye()
    {
        Session.Halt(Wire.Now);
        while (!Session.SayBye("teardown", Wire.Now, Wire))
            Wire.Idle(Session.Next - Wire.Now);
    }

    private static MediaTime? Time(double? seconds) => seconds is double given ? MediaTime.FromSeconds(given) : null;

    /// <summary>The largest number of packets, reports included, within any window of this length.</summary>
    public int MostWithin(TimeSpan window)
    {
        int most = 0, first = 0;
        for (int i = 0; i < Wire.All.Count; i++)
        {
            while (Wire.All[i].At - Wire.All[first].At >= window)
                first++;
            most = Math.Max(most, i - first + 1);
        }

        return most;
    }

    /// <summary>In no interval left more than the specification allows.</summary>
    public void AssertConforms(TrafficSpec traffic) => Conformity.Assert(Wire.All, traffic);
}
