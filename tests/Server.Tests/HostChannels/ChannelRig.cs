using System.Net;
using Streaming.Server.Channels;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Tests.HostContracts;
using Streaming.Server.Tests.Library;
using Streaming.Testing;

namespace Streaming.Server.Tests.HostChannels;

/// <summary>A table of channels in virtual time: the shelf can be changed, and it is 12:00:00 UTC when it begins.</summary>
internal sealed class ChannelRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _clock = new();

    public ChannelRig(params string[] titles)
    {
        Shelf.Put(titles);
        Delivery = new(() => _clock.Now);
        Table = Make();
    }

    public static DateTimeOffset Noon { get; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public ShelfCatalogue Shelf { get; } = new();

    public SteppedDelivery Delivery { get; }

    public RecordedLog<ChannelTable> Log { get; } = new();

    public ChannelTable Table { get; private set; }

    public string File => Path.Combine(_folder.Path, "channels.json");

    public static ChannelSection Channel(string name, params string[] play) => new(name)
    {
        Play = play, Group = IPAddress.Parse($"239.255.{name.Length}.0"), Origin = "streaming.yml:7",
    };

    public static ChannelSection Scheduled(string name, params (string At, string Title)[] titles) => Channel(name) with
    {
        Schedule = [.. titles.Select(one => new ScheduledTitle(one.Title, new StartTime.Daily(TimeOnly.Parse(one.At, null))))],
    };

    public ChannelRun Run(string name) => Table.FindRun(name)!;

    public ChannelSender Sender(string name) => Run(name).Sender!;

    /// <summary>Time passes; every half second the table looks after its channels, as its timer would have it.</summary>
    public async Task PassAsync(double seconds)
    {
        for (double left = seconds; left > 0; left -= 0.5)
        {
            _clock.Advance(Math.Min(left, 0.5));
            Delivery.DriveTo(_clock.Now);
            await Table.LookAsync();
        }
    }

    /// <summary>What began within that time, as seen once a tenth of a second.</summary>
    public async Task<List<string>> PlayedAsync(string name, double seconds)
    {
        List<string> played = [];
        ChannelEvent.Began? last = null;
        for (double passed = 0; passed < seconds; passed += 0.1)
        {
            await PassAsync(0.1);
            if (Run(name).Playing is { } began && began != last)
                played.Add((last = began).Title.Facts.Id);
        }

        return played;
    }

    /// <summary>The server is started again, with what it has kept.</summary>
    public async Task RestartAsync(params ChannelSection[] configured)
    {
        await Table.DisposeAsync();
        Table = Make();
        await Table.RestoreAsync();
        await Table.ConfigureAsync(configured);
    }

    public async ValueTask DisposeAsync()
    {
        await Table.DisposeAsync();
        _folder.Dispose();
    }

    private ChannelTable Make() => new(new(Shelf, Delivery, _clock.Clock, "server", Log), new(File, Log));
}
