using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Streaming.Server.Channels.Announcing;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Server.Host.Announcing;

/// <summary>Announces channels to whoever listens: the sockets and the timer of an <see cref="Announcer"/>. RFC 2974.</summary>
/// <remarks>What does not leave is said once, and tried again when it is due again: a channel does not depend on it.</remarks>
public sealed class SapAnnouncer : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Announcer _announcer = new(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
    private readonly Dictionary<(IPEndPoint Scope, IPAddress From, string? Interface), AnnouncementWay> _ways = [];
    private readonly HashSet<IPEndPoint> _lost = [];
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly ILogger _log;
    private readonly Task _run;
    private long _sent;

    public SapAnnouncer(ILogger<SapAnnouncer> log)
    {
        _log = log;
        _run = RunAsync();
    }

    /// <summary>Packets that left.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Announces a channel from now on, in place of what was said of it before.</summary>
    public void Announce(Announcement announcement)
    {
        bool isAnnounced;
        lock (_lock)
            isAnnounced = _announcer.Announce(announcement, ProcessClock.Now);
        if (isAnnounced)
            AnnouncementLog.Announced(_log, announcement.Channel, SapScope.Of(announcement.Group.Rtp.Address));
        else
            AnnouncementLog.Refused(_log, announcement.Channel, Announcer.Most);
        Wake();
    }

    /// <summary>Says that a channel is over.</summary>
    public void Withdraw(string channel)
    {
        lock (_lock)
            _announcer.Withdraw(channel, ProcessClock.Now);
        Wake();
    }

    /// <summary>Says of all channels that they are over, once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _run;
        lock (_lock)
        {
            _announcer.WithdrawAll(ProcessClock.Now);
            SendAll();
        }

        foreach (AnnouncementWay way in _ways.Values)
            way.Dispose();
        _changed.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                TimeSpan wait;
                lock (_lock)
                {
                    SendAll();
                    Instant next = _announcer.Next;
                    wait = next == Instant.Never ? Timeout.InfiniteTimeSpan : next - ProcessClock.Now;
                }

                if (wait > TimeSpan.Zero || wait == Timeout.InfiniteTimeSpan)
                    await _changed.WaitAsync(wait, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
    }

    private void SendAll()
    {
        while (_announcer.TryTake(ProcessClock.Now, out AnnouncementPacket? packet))
            Send(packet);
    }

    private void Send(AnnouncementPacket packet)
    {
        try
        {
            WayOf(packet).Send(packet);
            _sent++;
            if (_lost.Remove(packet.To))
                AnnouncementLog.SentAgain(_log, packet.To);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            if (_lost.Add(packet.To))
                AnnouncementLog.NotSent(_log, packet.To, e.Message);
        }
    }

    private AnnouncementWay WayOf(AnnouncementPacket packet)
    {
        (IPEndPoint, IPAddress, string?) key = (packet.To, packet.From, packet.Options.Interface);
        if (_ways.TryGetValue(key, out AnnouncementWay? known))
            return known;
        AnnouncementWay way = _ways[key] = new(packet);
        try
        {
            way.Listen(packet.To, heard => Hear(heard.Span, packet.To));
        }
        catch (IOException e)
        {
            AnnouncementLog.NotHeard(_log, packet.To, e.Message);
        }

        return way;
    }

    private void Hear(ReadOnlySpan<byte> packet, IPEndPoint scope)
    {
        lock (_lock)
            _announcer.Hear(packet, scope, ProcessClock.Now);
    }
}
