using Microsoft.Extensions.Logging.Abstractions;
using Streaming.Formats.Media;
using Streaming.Server.Channels;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;
using Streaming.Testing.Titles;

namespace Streaming.EndToEnd.Tests.Control;

/// <summary>A real Kestrel on a real loopback port, with a clock and a data plane of the test's.</summary>
internal sealed class ControlRig : IAsyncDisposable
{
    private readonly KestrelHost _host;

    private ControlRig(RtspServer server, KestrelHost host, MemoryCatalogue catalogue, FakeDelivery delivery, ManualTime time)
    {
        Server = server;
        _host = host;
        Catalogue = catalogue;
        Delivery = delivery;
        Time = time;
    }

    public RtspServer Server { get; }

    public MemoryCatalogue Catalogue { get; }

    public FakeDelivery Delivery { get; }

    public ManualTime Time { get; }

    public static async Task<ControlRig> StartAsync(ControlOptions? options = null, params MediaIndex[] titles)
    {
        MemoryCatalogue catalogue = new(titles.Length == 0 ? [TestTitles.Film, TestTitles.Song] : titles);
        FakeDelivery delivery = new();
        ManualTime time = new();
        RtspServer server = new(
            catalogue,
            new NoChannels(),
            delivery,
            new ServerSessionOptions(),
            options ?? new(),
            new AnonymousAuthorizer(),
            time,
            NullLoggerFactory.Instance);
        return new(server, await KestrelHost.StartAsync(server), catalogue, delivery, time);
    }

    public async Task<WireClient> ConnectAsync() => await WireClient.ConnectAsync(_host.EndPoint);

    /// <summary>What happens on other threads happens soon, or never.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"waited in vain until {what}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves the clock on by seconds until something has happened: when the bytes sent last have arrived is not known.</summary>
    public Task AdvanceUntilAsync(Func<bool> condition, string what) => UntilAsync(
        () =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        what);

    /// <summary>All that clients left behind is gone.</summary>
    public async Task CheckEmptyAsync()
    {
        await UntilAsync(() => Server.Counters is { Connections: 0, Sessions: 0 }, "no connection and no session is left");
        Assert.Equal(0, Catalogue.Held);
        Assert.Equal(0, Delivery.Known);
        Assert.Empty(Delivery.Running);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Server.DisposeAsync();
    }
}
