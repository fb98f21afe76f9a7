using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Members;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions.Channels;

/// <summary>One client of a channel: which of its lanes he has set up, and how they come to him.</summary>
/// <remarks>What plays is the channel, for all of them: a session takes part in that, and holds nothing of its own but its place.</remarks>
public sealed class ChannelSession : ServerSession
{
    private volatile IReadOnlyList<ChannelStream> _streams = [];

    internal ChannelSession(ChannelSender sender, RequestContext opener)
        : base(opener, $"{MediaUri.ChannelPrefix}{sender.Lineup.Settings.Name}")
    {
        Sender = sender;
        Member = new(Id.Brief, opener.Connection.Client);
    }

    /// <summary>The channel's name.</summary>
    public string Channel => Sender.Lineup.Settings.Name;

    /// <summary>Whom it takes part in. A channel that begins anew has another one, and this session then ends.</summary>
    public ChannelSender Sender { get; }

    public ChannelMember Member { get; }

    public IReadOnlyList<ChannelStream> Streams => _streams;

    public override bool IsOverUdp => _streams.All(stream => stream.Connection is null);

    /// <summary>Whoever only listens to the group is alive as long as he reports.</summary>
    public override Instant Heard => Member.LastHeard is { } heard ? Instant.Max(base.Heard, heard) : base.Heard;

    public override bool Uses(long connection) => _streams.Any(stream => stream.Connection == connection);

    /// <summary>What all members of the channel present now.</summary>
    public override MediaTime Position(Instant now) => Sender.Position(now) - Sender.Lineup.Settings.Delay;

    public override bool AcceptRtcp(ReadOnlySpan<byte> report, long connection, int channel, Instant now)
    {
        foreach (ChannelStream stream in _streams)
        {
            if (stream.Connection != connection || stream.Answer.Interleaved?.Rtcp != channel)
                continue;
            Sender.Feedback.AcceptInterleaved(report, Member, now);
            return true;
        }

        return false;
    }

    /// <summary>Nothing is held open for it.</summary>
    public override void Release()
    {
    }

    /// <summary>Nobody stops a channel, and lanes are joined while it plays.</summary>
    internal override string? WhyNot(string method) => method switch
    {
        RtspMethod.Pause => "a channel goes on for all who receive it: tear down what is not wanted",
        RtspMethod.Setup => null,
        _ => base.WhyNot(method),
    };

    /// <summary>The request by which its client is told that lanes are not sent to him any more: SET_PARAMETER with no body.</summary>
    public RtspRequest Notice(ChannelStream left, string reason)
    {
        RtspRequest request = Notice(reason);
        request.Headers.Add("Left", left.Url);
        return request;
    }

    internal ChannelStream? Find(int lane, bool isParity) =>
        _streams.FirstOrDefault(stream => stream.Lane.Number == lane && stream.IsParity == isParity);

    /// <summary>A stream is set up, perhaps in place of what it was before.</summary>
    internal void Replace(ChannelStream? before, ChannelStream stream) => _streams = [.. _streams.Where(one => one != before), stream];

    /// <summary>Takes what was granted to it alone, in force at once: a channel's lanes never change.</summary>
    internal void Agree(ReservationAnswer.Granted granted, FlowSpec asked, Instant now)
    {
        Agreement = Agreement with { Asked = asked, Points = [granted.Point] };
        Apply(Change(granted.Point, granted.Contract, "a stream was set up", now).Contract.Generation, now);
    }

    /// <summary>A lane goes with its parity.</summary>
    /// <returns>All that went.</returns>
    public IReadOnlyList<ChannelStream> Remove(ChannelStream stream)
    {
        ChannelStream[] gone = [.. _streams.Where(one => one == stream || (one.Lane == stream.Lane && one.IsParity))];
        _streams = [.. _streams.Except(gone)];
        return gone;
    }

    /// <summary>What it alone is sent, and asks for with these streams; null where all of them come by groups.</summary>
    internal static OperatingPoint? PointOf(IEnumerable<ChannelStream> streams)
    {
        ChannelStream[] alone = [.. streams.Where(stream => !stream.IsMulticast)];
        if (alone.Length == 0)
            return null;
        TrafficSpec traffic = alone.Select(TrafficOf).Aggregate((one, other) => one + other);
        string name = string.Join(' ', alone.Where(stream => !stream.IsParity).Select(stream => NameOf(stream.Lane)));
        StreamChoice[] choices =
        [
            .. alone.Where(stream => !stream.IsParity)
                .Select(stream => new StreamChoice(stream.Lane.Number, stream.Lane.Number, StreamMode.Whole)),
        ];
        return new(0, name, choices, traffic, TimeSpan.Zero);
    }

    /// <summary>For logs and headers: the rendition, or the language.</summary>
    public static string NameOf(Lane lane) => lane.Rendition.Length > 0 ? lane.Rendition : lane.Language;

    internal static TrafficSpec TrafficOf(ChannelStream stream) => TrafficOf(stream.Lane, stream.IsParity);

    internal static TrafficSpec TrafficOf(Lane lane, bool isParity) => isParity ? lane.ParityTraffic! : lane.Traffic;
}
