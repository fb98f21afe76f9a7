using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>A session whose streams are all mended, by parity and by sending again; numbers of all about to wrap.</summary>
internal sealed class RepairWorld
{
    /// <summary>With parity's headers it is what a contract of 1 448 holds.</summary>
    public const int MaxPacket = 1_384;

    public static readonly TrafficSpec Share = new(BitRate.Kbps(200), new(6_000), TrafficSpec.NoPeak, new(60), new(1_448));
    public static readonly TrafficSpec Ample = Share with { Rate = BitRate.Mbps(80), Depth = new(1_000_000) };

    private readonly Dictionary<SendStream, SendingPlan?> _plans = [];

    public RepairWorld(TimeSpan buffer, params TrackIndex[] tracks)
    {
        foreach (TrackIndex track in tracks)
            Add(track, track.Traffic?.Plans.FirstOrDefault(plan => plan.Buffer == buffer));
    }

    public SendingWorld World { get; } = new();

    public SendSession Session => World.Session;

    public RecordingSink Wire => World.Wire;

    /// <summary>With the payload format of its coding, whatever that is.</summary>
    public SendStream Add(TrackIndex track, SendingPlan? plan = null)
    {
        uint id = (uint)Session.Streams.Count;
        StreamTransport nowhere = new StreamTransport.Udp(new(0x0100007f, 5000), new(0x0100007f, 5001));
        MemoryFilm film = new(SyntheticTrack.Bytes(track, id));
        SendStream stream = Session.Add(track, film, (byte)(96 + id), Identity(10 + id), MaxPacket, nowhere, plan);
        _plans.Add(stream, plan);
        Session.Protect(stream, 127, Identity(20 + id), nowhere);
        Session.AllowResend(stream, 126, Identity(30 + id));
        return stream;
    }

    /// <summary>Another layout for all streams, under the contract they have.</summary>
    public void Lay(ParityLayout layout)
    {
        StreamChange[] changes = [.. Session.Streams.Select(stream => On(stream, layout))];
        Session.Change(new(Granted.Of(Session.Traffic ?? Ample), changes) { Resend = Share }, Wire.Now);
    }

    public StreamChange On(SendStream stream, ParityLayout layout) =>
        new(stream, stream.Index, stream.Film, _plans[stream]) { Protection = layout };

    public void Grant(TrafficSpec traffic, TrafficSpec? resend) =>
        Session.Change(new(Granted.Of(traffic), []) { Resend = resend }, Wire.Now);

    /// <summary>The receiver asks; the sender is woken as its loop would.</summary>
    public void Ask(Ssrc source, params ReadOnlySpan<NackEntry> lost)
    {
        CompoundWriter writer = new(stackalloc byte[65_536]);
        writer.GenericNack(new(99), source, lost);
        Session.AcceptRtcp(writer.Written, Wire.Now);
        if (Session.TryCall() && Session.State == SendState.Running)
            Session.Emit(Wire.Now, Wire);
    }

    public void Ask(SendStream stream, IEnumerable<SequenceNumber> lost)
    {
        SequenceNumber[] numbers = [.. lost];
        NackEntry[] entries = new NackEntry[numbers.Length];
        int count = NackEntry.Pack(numbers, entries);
        if (count > 0)
            Ask(stream.Identity.Ssrc, entries.AsSpan(0, count));
    }

    private static StreamIdentity Identity(uint id) => new(new(id), new((ushort)(65_500 + id)), new(uint.MaxValue - 900 - id));
}
