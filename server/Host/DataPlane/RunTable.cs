using System.Collections.Concurrent;
using System.Net;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>All senders the data plane knows, and whose report is whose.</summary>
internal sealed class RunTable
{
    private readonly ConcurrentDictionary<ISender, SenderRun> _runs = new();
    private readonly ConcurrentDictionary<Ssrc, Owner> _owners = new();
    private readonly ConcurrentDictionary<IPEndPoint, Member> _members = new();

    public IEnumerable<SenderRun> Runs => _runs.Values;

    public SenderRun? Find(ISender sender) => _runs.GetValueOrDefault(sender);

    public void Add(SenderRun run) => _runs[run.Sender] = run;

    public void Own(SenderRun run, SendStream stream) => _owners[stream.Identity.Ssrc] = stream.Transport switch
    {
        StreamTransport.Udp udp => new(run, Plain(udp.Rtcp.Address), IsAnybody: false),
        StreamTransport.Group => new(run, null, IsAnybody: true),
        _ => new(run, null, IsAnybody: false),
    };

    /// <summary>Whatever comes from there is for that sender: a member's reports may speak of no stream yet.</summary>
    public void Expect(IPEndPoint from, SenderRun run, MemberDelivery member) => _members[Plain(from)] = new(run, member);

    /// <summary>What comes from there is a stranger's again, unless another member said so since.</summary>
    public void Unexpect(IPEndPoint from, MemberDelivery member)
    {
        IPEndPoint plain = Plain(from);
        if (_members.TryGetValue(plain, out Member known) && known.Flow == member)
            _members.TryRemove(new(plain, known));
    }

    public void Forget(SenderRun run)
    {
        _runs.TryRemove(run.Sender, out _);
        foreach (Ssrc ssrc in run.Owned)
            _owners.TryRemove(ssrc, out _);
        foreach ((IPEndPoint from, Member member) in _members)
        {
            if (member.Run == run)
                _members.TryRemove(from, out _);
        }
    }

    /// <summary>The sender a datagram is for: it comes from where one of its members reports from, or names one of its streams and comes
    /// from its client's address; what names a channel's is for the channel to judge.</summary>
    public SenderRun? OwnerOf(ReadOnlySpan<byte> datagram, IPEndPoint from)
    {
        if (_members.TryGetValue(Plain(from), out Member member))
            return member.Run;
        if (!CompoundPacket.TryParse(datagram, out CompoundPacket compound, out _))
            return null;
        foreach (RtcpPacket packet in compound)
        {
            if (GenericNack.TryParse(in packet, out GenericNack nack) && Find(nack.Source, from.Address) is { } asked)
                return asked;
            if (!ReceiverReport.TryParse(in packet, out _, out ReportBlocks blocks) && !SenderReport.TryParse(in packet, out _, out blocks))
                continue;
            foreach (ReportBlock block in blocks)
            {
                if (Find(block.Source, from.Address) is { } reported)
                    return reported;
            }
        }

        return null;
    }

    private SenderRun? Find(Ssrc source, IPAddress from) =>
        _owners.TryGetValue(source, out Owner owner) && (owner.IsAnybody || Plain(from).Equals(owner.Address)) ? owner.Run : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPEndPoint Plain(IPEndPoint point) =>
        point.Address.IsIPv4MappedToIPv6 ? new(point.Address.MapToIPv4(), point.Port) : point;

    private readonly record struct Owner(SenderRun Run, IPAddress? Address, bool IsAnybody);

    private readonly record struct Member(SenderRun Run, MemberDelivery Flow);
}
