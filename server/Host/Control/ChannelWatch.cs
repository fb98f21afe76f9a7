using Microsoft.Extensions.Logging;
using Streaming.Server.Channels;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Control;

/// <summary>Keeps sessions and reservations in step with the channels: who is reached without asking is reserved for as long as one is
/// sent, sessions end with the sender they took part in, and lanes that a link has no room for any more are left.</summary>
/// <remarks>Looks at how things stand rather than being told: whatever happened meanwhile, it is right twice a second.</remarks>
internal sealed class ChannelWatch(IChannels channels, SessionRegistry sessions, ChannelDesk desk, ILogger log)
{
    private readonly Dictionary<string, ChannelSender> _sent = [];
    private int _isSweeping;

    /// <summary>Called twice a second; one that takes longer is not overtaken by the next.</summary>
    public void Sweep(Instant now)
    {
        if (Interlocked.Exchange(ref _isSweeping, 1) != 0)
            return;
        try
        {
            KeepReach(now);
            sessions.Run(sessions.EndAsync("the channel is sent no more", session =>
                session is ChannelSession member && channels.Find(member.Channel)?.Sender != member.Sender));
            foreach (LaneLoss loss in desk.TakeLost())
                sessions.Run(LoseAsync(loss, now));
        }
        finally
        {
            Volatile.Write(ref _isSweeping, 0);
        }
    }

    private void KeepReach(Instant now)
    {
        Dictionary<string, ChannelSender> sent = [];
        foreach (string name in channels.Names)
        {
            if (channels.Find(name)?.Sender is { } sender)
                sent[name] = sender;
        }

        foreach ((string name, ChannelSender sender) in _sent)
        {
            if (sent.GetValueOrDefault(name) == sender)
                continue;
            _sent.Remove(name);
            desk.Close(name, now);
        }

        foreach ((string name, ChannelSender sender) in sent)
        {
            if (!_sent.TryAdd(name, sender))
                continue;
            foreach (string refused in desk.Open(sender.Lineup, now))
                ControlLog.Unreserved(log, name, refused);
        }
    }

    /// <summary>A receiver is told that it has to leave, and leaves; with its last lane its session ends.</summary>
    private async Task LoseAsync(LaneLoss loss, Instant now)
    {
        if (loss.Session is not { } id)
        {
            ControlLog.Unreserved(log, loss.Group.Channel, $"{loss.Group} is sent with nothing reserved: {loss.Reason}");
            return;
        }

        if (sessions.Find(id) is not { Session: ChannelSession session, Routes: { } routes } mailbox)
            return;
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        ChannelStream? lost = session.Streams.FirstOrDefault(one => one.IsMulticast && one.GroupOf(session.Channel) == loss.Group);
        if (mailbox.IsClosed || lost is null)
            return;
        IReadOnlyList<ChannelStream> gone = session.Remove(lost);
        foreach (ChannelStream stream in gone)
        {
            desk.Leave(id, stream.GroupOf(session.Channel), now);
            if (session.KnowsChannels)
                sessions.Notifier(session.Control, session.Notice(stream, loss.Reason));
        }

        ControlLog.Lost(log, session.Id.Brief, $"{loss.Group}", loss.Reason);
        await sessions.Channels.LeaveAsync(session, routes, gone);
        if (session.Streams.Any(stream => !stream.IsParity))
            return;
        await sessions.QuietAsync(mailbox);
        sessions.Close(mailbox, loss.Reason);
    }
}
