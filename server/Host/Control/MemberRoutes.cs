using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Control;

/// <summary>The ways by which one session on a channel is sent what goes to it alone: lanes it does not take from their groups, packets
/// again, answers to its reports.</summary>
/// <remarks>Used by whoever has the session's turn, or on its behalf.</remarks>
internal sealed class MemberRoutes(IDelivery delivery, ChannelSession session)
{
    private readonly MemberDelivery _flow = new();
    private readonly Dictionary<ChannelStream, OutgoingStream[]> _open = [];

    /// <summary>Opens those of streams that have none yet: from the next packet on they are sent to it.</summary>
    public void Open()
    {
        foreach (ChannelStream stream in session.Streams)
        {
            if (_open.ContainsKey(stream))
                continue;
            List<OutgoingStream> open = [];
            if (!stream.IsMulticast)
                Attach(stream.IsParity ? stream.Stream.Parity! : stream.Stream.Sending, stream.Transport, open);
            if (stream.Membership?.Own is { } own)
                Attach(own, own.Transport, open);
            _open.Add(stream, [.. open]);
        }
    }

    public void Close(IEnumerable<ChannelStream> streams)
    {
        foreach (ChannelStream stream in streams)
        {
            if (!_open.Remove(stream, out OutgoingStream[]? open))
                continue;
            foreach (OutgoingStream one in open)
                delivery.Detach(one, _flow);
        }
    }

    public void CloseAll() => Close([.. _open.Keys]);

    /// <summary>What it was sent by itself so far.</summary>
    public FlowReport Report() => _flow.Report();

    private void Attach(OutgoingStream stream, StreamTransport transport, List<OutgoingStream> open)
    {
        delivery.Attach(session.Sender, stream, transport, _flow);
        open.Add(stream);
    }
}
