using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.DataPlane;

public sealed class RunTableTests
{
    private static readonly IPEndPoint Member = new(IPAddress.Parse("192.0.2.1"), 5_005);
    private static readonly IPEndPoint Stranger = new(IPAddress.Parse("192.0.2.9"), 5_005);

    private readonly RunTable _table = new();

    [Fact]
    public void Whatever_comes_from_where_a_member_reports_is_for_its_channel_until_it_leaves()
    {
        (SenderRun run, MemberDelivery flow, MemberDelivery successor) = (Run(), new(), new());
        _table.Expect(Member, run, flow);

        Assert.Same(run, _table.OwnerOf([1, 2, 3], new(IPAddress.Parse("::ffff:192.0.2.1"), 5_005)));
        Assert.Null(_table.OwnerOf([1, 2, 3], Stranger));
        Assert.Null(_table.OwnerOf([1, 2, 3], new(Member.Address, 5_007)));

        _table.Expect(Member, run, successor);
        _table.Unexpect(Member, flow);
        Assert.Same(run, _table.OwnerOf([1, 2, 3], Member));
        _table.Unexpect(Member, successor);
        Assert.Null(_table.OwnerOf([1, 2, 3], Member));
    }

    [Fact]
    public void What_speaks_of_a_channels_stream_is_for_the_channel_to_judge_wherever_it_comes_from()
    {
        IPEndPoint group = new(IPAddress.Parse("239.1.2.3"), 5_004);
        SenderRun run = Run();
        SendStream stream = Add(run, new StreamTransport.Group(group, group, new(1)));
        _table.Add(run);
        _table.Own(run, stream);
        run.Owned.Add(stream.Identity.Ssrc);
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(1), new[] { new ReportBlock(stream.Identity.Ssrc, 0, 0, 0, 0, 0, 0) });

        Assert.Same(run, _table.OwnerOf(writer.Written, Stranger));
        _table.Expect(Member, run, new());
        _table.Forget(run);
        Assert.Null(_table.OwnerOf(writer.Written, Stranger));
        Assert.Null(_table.OwnerOf(writer.Written, Member));
        Assert.Empty(_table.Runs);
    }

    [Fact]
    public void Ports_of_a_member_that_serve_several_streams_are_its_own_until_the_last_of_them_goes()
    {
        SenderRun run = Run();
        StreamTransport.Udp nowhere = new(Member, Member);
        (SendStream one, SendStream other) = (Add(run, nowhere), Add(run, nowhere));
        MemberDelivery flow = new();
        flow.Add(one, Member);
        flow.Add(other, Member);

        Assert.Empty(flow.Remove(one));
        Assert.Equal([Member], flow.Remove(other));
        Assert.Empty(flow.Remove(other));
    }

    private static SenderRun Run() => new(new SendSession(new(0), default, "x"), null!);

    private static SendStream Add(SenderRun run, StreamTransport to)
    {
        TrackIndex track = SyntheticTrack.Audio(1, BitRate.Kbps(96), 1);
        return ((SendSession)run.Sender).Add(track, new MemoryFilm([]), 96, new(new(7), new(1), new(1)), 1_400, to);
    }
}
