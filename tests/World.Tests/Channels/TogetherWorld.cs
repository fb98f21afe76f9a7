using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Channels;

/// <summary>A channel as the server sends it, with all its members and feedback, and receivers with clocks and links of their own, in one
/// virtual time.</summary>
internal sealed class TogetherWorld : IPacketSink, IDisposable
{
    /// <summary>What a burst may take.</summary>
    public static readonly TrafficSpec Quick = new(BitRate.Mbps(8), new(20_000), BitRate.Mbps(16), new(60), new(1_500));

    private readonly PriorityQueue<Action, (Instant At, int Order)> _agenda = new();
    private readonly byte[] _inline = new byte[PacketWriter.MaxInline];
    private readonly PacketPart[] _parts = new PacketPart[PacketWriter.MaxParts];
    private int _order;

    public TogetherWorld(ChannelFilm film, ulong seed)
    {
        Film = film;
        Lineup = Lineup.Of(ChannelWorld.Settings([film]), [film.Index]);
        Assert.True(Lineup.IsPlayable);
        Sender = new(Lineup, Now, new NtpTime(0xffff_fff0_0000_0000), "channel", seed);
        foreach (LaneStream lane in Sender.Lanes)
            Tracks.Add(Offer(lane), lane);
    }

    public ChannelFilm Film { get; }

    public Lineup Lineup { get; }

    public ChannelSender Sender { get; }

    /// <summary>What is offered, and which lane it is.</summary>
    public Dictionary<OfferedTrack, LaneStream> Tracks { get; } = [];

    public List<TogetherViewer> Viewers { get; } = [];

    public ReceptionMonitor Monitor { get; } = new(TimeSpan.FromMilliseconds(200));

    public Instant Now { get; private set; } = Instant.FromSeconds(100);

    public void At(Instant time, Action act) => _agenda.Enqueue(act, (time, _order++));

    /// <summary>One more, which begins with the smallest picture.</summary>
    public TogetherViewer Join(TogetherLink link, ulong seed)
    {
        TogetherViewer viewer = new(this, Viewers.Count, link, seed);
        Viewers.Add(viewer);
        OfferedTrack picture = Tracks.Keys.Where(track => track.IsLayer).MinBy(track => track.Rate!.Value.BitsPerSecond)!;
        viewer.Join(picture, Tracks.Keys.First(track => !track.IsLayer));
        return viewer;
    }

    public TogetherWorld Run(double seconds, Action? look = null)
    {
        Instant end = Now + TimeSpan.FromSeconds(seconds), nextLook = Now;
        Answer();
        Sender.Emit(Now, this);
        while (true)
        {
            Instant next = Instant.Min(Sender.Next, _agenda.TryPeek(out _, out (Instant At, int) first) ? first.At : Instant.Never);
            foreach (TogetherViewer viewer in Viewers)
                next = Instant.Min(next, viewer.Next);
            if (next > end)
                break;
            Now = Instant.Max(Now, next);
            while (_agenda.TryPeek(out _, out (Instant At, int) due) && due.At <= Now)
                _agenda.Dequeue()();
            Sender.Emit(Now, this);
            Answer();
            Viewers.ForEach(viewer => viewer.Advance());
            if (look is not null && Now >= nextLook)
            {
                look();
                nextLook = Now + TimeSpan.FromMilliseconds(50);
            }
        }

        Now = end;
        return this;
    }

    public PacketWriter Begin() => new(_inline, _parts);

    public void Packet(SendStream stream, in PacketWriter packet, Instant due)
    {
        byte[] bytes = new byte[packet.Length];
        Assert.True(packet.TryCopyTo(bytes, stream.Film));
        Viewers.ForEach(viewer => viewer.Hear(stream, bytes, isReport: false));
    }

    public void Whole(WholeStream stream, ReadOnlySpan<byte> packet, Instant due)
    {
        byte[] bytes = packet.ToArray();
        Viewers.ForEach(viewer => viewer.HearAlone(stream, bytes, isReport: false));
    }

    public void Control(OutgoingStream stream, ReadOnlySpan<byte> compound)
    {
        byte[] bytes = compound.ToArray();
        if (stream is SendStream lane)
            Viewers.ForEach(viewer => viewer.Hear(lane, bytes, isReport: true));
        else
            Viewers.ForEach(viewer => viewer.HearAlone(stream, bytes, isReport: true));
    }

    public void Dispose() => Viewers.ForEach(viewer => viewer.Dispose());

    private static OfferedTrack Offer(LaneStream lane) => new()
    {
        Number = lane.Lane.Number,
        Kind = lane.Lane.Kind,
        ControlUrl = $"rtsp://h/channels/one/trackID={lane.Lane.Number}",
        Payload = lane.Lane.Payload,
        IsPlayable = true,
        Rate = lane.Lane.Traffic.Rate,
        Rendition = lane.Lane.Rendition.Length > 0 ? lane.Lane.Rendition : null,
        Group = new($"{IPAddress.Broadcast}", new(5_004, 5_005), null, null),
        Resend = new(126, null),
    };

    private void Answer()
    {
        while (Sender.TryTakeEvent(out ChannelEvent? happened))
        {
            if (happened is ChannelEvent.WantsTitle)
                Sender.Cue(Film.Fit(Lineup), at: null);
            else if (happened is ChannelEvent.Left left)
                left.Title.Dispose();
        }
    }
}
