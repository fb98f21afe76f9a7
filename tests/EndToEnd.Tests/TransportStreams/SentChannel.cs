using System.Net;
using Streaming.EndToEnd.Tests.DataPlane;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.TransportStreams;

/// <summary>A film, over and over, as the transport stream of a channel on the loop-back interface.</summary>
internal sealed class SentChannel : ISendEvents, IAsyncDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly Delivery _delivery = new(new() { RtpPort = 0, Loops = 1 });
    private readonly TitleFolders _folders;
    private readonly MediaIndex _index;
    private readonly Lineup _lineup;

    private SentChannel(string film, ParityLayout parity)
    {
        _folders = new(_data.Path);
        ImportResult result = new Importer(_folders, new()).ImportAsync(film, null, CancellationToken.None).GetAwaiter().GetResult();
        _index = _folders.Index(Assert.IsType<ImportResult.Imported>(result).Title.Id)!;
        ChannelSettings settings = new("one", new Playlist([_index.Title.Id], IsLooped: true), new(Group.Rtp.Address, Group.Rtp.Port)
        {
            Interface = Group.Interface.Name, TimeToLive = 1,
        })
        {
            Label = "One", Parity = parity, TransportStream = Group.Rtp,
        };
        _lineup = Lineup.Of(settings, [_index]);
        Program = TransportProgram.Of(settings, _lineup.Lanes)!;
        Sender = new(Program, ProcessClock.Now, NtpTime.FromUtc(DateTime.UtcNow), "channel", seed: 1);
    }

    public LocalGroup Group { get; } = LocalGroup.OfIPv4();

    public TransportProgram Program { get; }

    public TransportStreamSender Sender { get; }

    /// <summary>Imported, but not sent yet.</summary>
    /// <param name="film">Its path.</param>
    public static SentChannel Prepare(string film, ParityLayout parity = default)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "groups on the loop-back interface are Linux's");
        return new(film, parity);
    }

    /// <summary>Waits until somebody has joined the group, and begins.</summary>
    public async Task StartAsync()
    {
        string group = Convert.ToHexString([.. Group.Rtp.Address.GetAddressBytes().Reverse()]);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!(await File.ReadAllTextAsync("/proc/net/igmp", patience.Token)).Contains(group, StringComparison.OrdinalIgnoreCase))
            await Task.Delay(20, patience.Token);
        _delivery.Start(Sender, this);
        News(Sender);
    }

    public void News(ISender sender)
    {
        while (Sender.TryTakeEvent(out ChannelEvent? happened))
        {
            if (happened is ChannelEvent.WantsTitle)
                Sender.Cue(Open(), at: null);
            else if (happened is ChannelEvent.Left left)
                left.Title.Dispose();
        }
    }

    public void Ended(ISender sender)
    {
    }

    public void Failed(ISender sender, string reason)
    {
    }

    public void Heard(ISender sender, IPEndPoint from)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _delivery.StopAsync(Sender);
        _delivery.Dispose();
        _data.Dispose();
    }

    private ChannelTitle Open()
    {
        string folder = _folders.Of(_index.Title.Id)!;
        Dictionary<int, FileSource> files =
            _index.Title.Tracks.ToDictionary(track => track.Id, track => new FileSource(Path.Combine(folder, track.SampleFile)));
        OpenTitle title = new(_index, files.ToDictionary(pair => pair.Key, pair => (IByteSource)pair.Value), () =>
        {
            foreach (FileSource file in files.Values)
                file.Dispose();
        });
        Assert.True(_lineup.TryFit(title, out ChannelTitle? fitted, out _));
        return fitted;
    }
}
