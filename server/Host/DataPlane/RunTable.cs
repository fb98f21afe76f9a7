using System.Collections.Concurrent;
using System.Net;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>All sessions the data plane knows, and whose report is whose.</summary>
internal sealed class RunTable
{
    private readonly ConcurrentDictionary<SendSession, SessionRun> _runs = new();
    private readonly ConcurrentDictionary<Ssrc, Owner> _owners = new();

    public IEnumerable<SessionRun> Runs => _runs.Values;

    public SessionRun? Find(SendSession session) => _runs.GetValueOrDefault(session);

    public void Add(SessionRun run) => _runs[run.Session] = run;

    public void Own(SessionRun run, SendStream stream) =>
        _owners[stream.Identity.Ssrc] = new(run, Plain((stream.Transport as StreamTransport.Udp)?.Rtcp.Address));

    public void Forget(SessionRun run)
    {
        _runs.TryRemove(run.Session, out _);
        foreach (Ssrc ssrc in run.Owned)
            _owners.TryRemove(ssrc, out _);
    }

    /// <summary>The session a datagram reports about: it names one of its streams and comes from its client's address.</summary>
    public SessionRun? OwnerOf(ReadOnlySpan<byte> datagram, IPAddress from)
    {
        if (!CompoundPacket.TryParse(datagram, out CompoundPacket compound, out _))
            return null;
        foreach (RtcpPacket packet in compound)
        {
            if (GenericNack.TryParse(in packet, out GenericNack nack) && Find(nack.Source, from) is { } asked)
                return asked;
            if (!ReceiverReport.TryParse(in packet, out _, out ReportBlocks blocks) && !SenderReport.TryParse(in packet, out _, out blocks))
                continue;
            foreach (ReportBlock block in blocks)
            {
                if (Find(block.Source, from) is { } reported)
                    return reported;
            }
        }

        return null;
    }

    private SessionRun? Find(Ssrc source, IPAddress from) =>
        _owners.TryGetValue(source, out Owner owner) && owner.Address is not null && owner.Address.Equals(Plain(from)) ? owner.Run : null;

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private readonly record struct Owner(SessionRun Run, IPAddress? Address);
}
