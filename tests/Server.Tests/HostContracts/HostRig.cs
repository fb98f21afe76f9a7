using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Formats.Rtsp;
using Streaming.Server.Channels;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Contracts;
using Streaming.Server.Tests.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>All of control but for its sockets, at a time that stands still unless it is moved.</summary>
internal sealed class HostRig : IAsyncDisposable
{
    private long _lastConnection;

    public HostRig(NetworkOptions? network = null, IChannels? channels = null)
    {
        Server = new(
            Catalogue,
            channels ?? new NoChannels(),
            Delivery,
            new ServerSessionOptions(),
            new ControlOptions { Network = network ?? DeskRig.Network },
            new AnonymousAuthorizer(),
            Time,
            NullLoggerFactory.Instance);
        Server.Sessions.Notifier = (_, request) => Notices.Add(request);
    }

    public SteppedClock Time { get; } = new();

    public RecordingDelivery Delivery { get; } = new();

    public MemoryCatalogue Catalogue { get; } = new(ContractTitles.Film);

    public RtspServer Server { get; }

    /// <summary>What the server told clients by itself.</summary>
    public List<RtspRequest> Notices { get; } = [];

    public FilmSession Session => Server.Sessions.All().Single().Film!;

    /// <summary>The uplink carries so much from now on.</summary>
    /// <returns>What the only session plays then.</returns>
    public async Task<string> LimitAsync(BitRate rate)
    {
        Server.Desk.ChangeRate("uplink", rate, Time.Now);
        Server.Engine.React(Time.Now);
        await SettleAsync();
        return Server.Sessions.All() is [SessionMailbox only] ? only.Session.Point!.Name : "";
    }

    /// <summary>Everybody who waits for his turn has had it.</summary>
    public async Task SettleAsync()
    {
        foreach (SessionMailbox mailbox in Server.Sessions.All())
        {
            using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        }
    }

    public ConnectionFacts Connect(string address) => Rig.Connected(++_lastConnection, address);

    public async Task<RtspResponse> SendAsync(ConnectionFacts from, string method, string uri, params (string Name, string Value)[] headers)
    {
        RtspResponse? response = null;
        await Server.Dispatcher.DispatchAsync(Rig.Request(method, uri, headers), from, answer =>
        {
            response = answer;
            return ValueTask.CompletedTask;
        });
        return response!;
    }

    /// <summary>A viewer sets picture and sound up and plays.</summary>
    /// <returns>The Session header; empty where he was refused.</returns>
    public async Task<string> PlayAsync(string address, bool isOverTcp = false, params (string Name, string Value)[] wishes)
    {
        ConnectionFacts from = Connect(address);
        string session = "";
        foreach (int track in (int[])[1, 4])
        {
            string transport = isOverTcp
                ? $"RTP/AVP/TCP;unicast;interleaved={track}-{track + 1}"
                : $"RTP/AVP;unicast;client_port={5_000 + (2 * track)}-{5_001 + (2 * track)}";
            (string, string)[] named = session.Length > 0 ? [("Session", session)] : [];
            RtspResponse response = await SendAsync(
                from, "SETUP", $"rtsp://h/film/trackID={track}", [("Transport", transport), .. named, .. wishes]);
            if (response.Status != 200)
                return "";
            session = response.Headers["Session"]!.Split(';')[0];
        }

        RtspResponse playing = await SendAsync(from, "PLAY", "rtsp://h/film/", ("Session", session));
        Assert.Equal(200, playing.Status);
        return session;
    }

    /// <summary>Time passes second by second, and the server looks after everything meanwhile.</summary>
    public async Task PassAsync(int seconds, bool isHeard = true)
    {
        for (int second = 0; second < seconds; second++)
        {
            Time.Advance(1);
            foreach (SessionMailbox mailbox in isHeard ? Server.Sessions.All() : [])
                mailbox.Session.Hear(Time.Now);
            Server.Sweep();
            await SettleAsync();
        }
    }

    public BitRate Reserved(string link) => Server.Desk.Usage().Single(usage => usage.Link.Name == link).Reserved;

    public void CheckEmpty()
    {
        Assert.Equal(0, Server.Sessions.Count);
        Assert.Equal(0, Catalogue.Held);
        Assert.Equal(0, Delivery.Running);
        Assert.All(Server.Desk.Usage(), usage => Assert.Equal(BitRate.Zero, usage.Reserved));
        Assert.Equal(0, Server.Desk.Counters.Reservations);
        Assert.Equal(0, Server.Policer.Known);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
