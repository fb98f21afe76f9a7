using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Channels;

/// <summary>A channel of one film with its members, all numbers about to wrap; sent as a channel sends, recorded.</summary>
internal sealed class MembersWorld : ISender
{
    public const int MaxPacket = 1_400;

    /// <summary>Four times what the lanes send, and a picture at once.</summary>
    public static readonly TrafficSpec Quick = new(BitRate.Mbps(8), new(20_000), BitRate.Mbps(16), new(60), new(1_500));

    private int _members;

    /// <param name="tracks">One lane for each.</param>
    public MembersWorld(params TrackIndex[] tracks)
    {
        Created = new(123_456_789);
        Sending = new(Created, new(0xE000_0000_1234_5678), "server@example", seed: 7);
        Wire = new(Created);
        foreach (TrackIndex track in tracks)
        {
            uint id = (uint)Sending.Streams.Count;
            MemoryFilm film = new(SyntheticTrack.Bytes(track, id));
            IPEndPoint rtp = new(IPAddress.Parse("239.1.2.3"), 6_000 + (4 * (int)id));
            StreamTransport group = new StreamTransport.Group(rtp, new(rtp.Address, rtp.Port + 1), new(Hops: 1));
            StreamIdentity identity = new(new(10 + id), new((ushort)(65_500 + id)), new(uint.MaxValue - 900 - id));
            Sending.Add(track, film, (byte)(96 + id), identity, MaxPacket, group);
        }

        Members = new(Sending, Settings);
        Feedback = new(Sending, Members);
        Sending.Prepare(MediaTime.Zero, null, Created);
    }

    public static ChannelSettings Settings { get; } =
        new("one", new Playlist(["film"], IsLooped: true), new(IPAddress.Parse("239.1.2.3"), 6_000));

    public Instant Created { get; }

    public SendSession Sending { get; }

    public ChannelMembers Members { get; }

    public GroupFeedback Feedback { get; }

    public RecordingSink Wire { get; }

    public Instant Next => Instant.Min(Sending.Next, Instant.Min(Members.Next, Feedback.Next));

    public bool AtEnd => Sending.AtEnd;

    public SendMeter Meter => Sending.Meter;

    public IReadOnlyList<SendStream> Streams => Sending.Streams;

    public NtpTime Wall => Sending.CreatedNtp + (Wire.Now - Created);

    public void Emit(Instant now, IPacketSink sink)
    {
        Feedback.Emit(now, sink);
        Sending.Emit(now, sink);
        Members.Emit(now, sink);
    }

    public void Halt(Instant now) => Sending.Halt(now);

    public bool SayBye(string reason, Instant now, IPacketSink sink) => Sending.SayBye(reason, now, sink);

    public bool AcceptRtcp(ReadOnlySpan<byte> compound, IPEndPoint from, Instant now) => Feedback.AcceptRtcp(compound, from, now);

    public void RunFor(double seconds) => Wire.Drive(this, Wire.Now + TimeSpan.FromSeconds(seconds));

    /// <summary>A member of all lanes with ports of its own.</summary>
    /// <param name="isGroup">It joins the groups; else all comes to its own ports.</param>
    public ChannelMember Join(bool isGroup = true)
    {
        int number = _members++;
        IPAddress host = new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        ChannelMember member = new($"member {number}", host);
        foreach (SendStream stream in Streams)
        {
            uint id = stream.Identity.Ssrc.Value;
            StreamTransport own = new StreamTransport.Udp(new(host, (int)(5_000 + (2 * id))), new(host, (int)(5_001 + (2 * id))));
            Ssrc source = new(0x5000_0000 + ((uint)number * 16) + id);
            StreamIdentity resends = new(source, new((ushort)(65_530 + number)), stream.Identity.Epoch);
            Assert.True(Members.Join(new(member, stream, isGroup ? stream.Transport : own, own, 126, resends), Wire.Now));
        }

        return member;
    }

    /// <summary>What has come to a member alone, packets of one lane or of all, as they were before they were sent again.</summary>
    public IEnumerable<(Instant At, SendStream Lane, byte[] Packet)> Sent(ChannelMember member)
    {
        foreach (SentPacket sent in Wire.All)
        {
            if (sent.IsControl || sent.Repair is null || member.Lanes.FirstOrDefault(lane => lane.Own == sent.Repair) is not { } lane)
                continue;
            byte[] original = new byte[sent.Bytes.Length];
            byte type = lane.Stream.PayloadType;
            Assert.True(ResentPacket.TryUnwrap(sent.Bytes, type, lane.Stream.Identity.Ssrc, original, out int length, out _));
            yield return (sent.At, lane.Stream, original[..length]);
        }
    }

    /// <summary>What the group was sent of a lane, by number.</summary>
    public Dictionary<SequenceNumber, byte[]> Group(SendStream lane) => Wire.All
        .Where(sent => !sent.IsControl && sent.Repair is null && sent.Stream == lane)
        .ToDictionary(sent => sent.Header.Sequence, sent => sent.Bytes);

    /// <summary>A report of a member of a lane, from where it said it would come.</summary>
    /// <param name="blocks">What else it says: extended blocks.</param>
    public void Report(ChannelMember member, int lane, ReportBlock? block, ReadOnlySpan<byte> blocks = default, uint name = 77)
    {
        CompoundWriter writer = new(stackalloc byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(name), block is { } one ? new[] { one } : []);
        writer.SourceDescription(new(name), "member@example");
        if (!blocks.IsEmpty)
            writer.ExtendedReport(new(name), blocks);
        Send(member, lane, writer.Written);
    }

    /// <summary>A member asks for packets.</summary>
    public void Ask(ChannelMember member, int lane, params ReadOnlySpan<SequenceNumber> lost)
    {
        NackEntry[] entries = new NackEntry[lost.Length];
        int count = NackEntry.Pack(lost, entries);
        CompoundWriter writer = new(stackalloc byte[65_536]);
        writer.GenericNack(new(77), Streams[lane].Identity.Ssrc, entries.AsSpan(0, count));
        Send(member, lane, writer.Written);
    }

    public void Send(ChannelMember member, int lane, ReadOnlySpan<byte> compound) =>
        Feedback.AcceptRtcp(compound, RtcpOf(member.Lanes[lane]), Wire.Now);

    public static IPEndPoint RtcpOf(MemberLane lane) => ((StreamTransport.Udp)lane.Own!.Transport).Rtcp;

    public ReportBlock Block(int lane, byte lost = 0, uint jitter = 0) =>
        new(Streams[lane].Identity.Ssrc, lost, 0, 65_536, jitter, 0, 0);

    /// <summary>A report that the packet of this moment is presented so much later than by all.</summary>
    public void Present(ChannelMember member, int lane, TimeSpan late)
    {
        SendStream stream = Streams[lane];
        RtpTimestamp stamp = stream.Numbers.StampAt(Wire.Now - Created);
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        NtpTime presented = Wall + Members.Presentation.Delay + late;
        blocks.Add(new IdmsReport(stream.Identity.Ssrc, stream.PayloadType, GroupFeedback.SyncGroup, Wall, stamp, presented));
        Report(member, lane, Block(lane), blocks.Written);
    }

    bool ISender.TryTakeChange([NotNullWhen(true)] out ChangePoint? point) => Sending.TryTakeChange(out point);
}
