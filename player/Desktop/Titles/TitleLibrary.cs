using Streaming.Ffmpeg.Decoding;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Memory;
using Streaming.Player.Desktop.Window.Library;

namespace Streaming.Player.Desktop.Titles;

/// <summary>The titles of a server, fetched beside the window, joined with what the player remembers of them.</summary>
internal sealed class TitleLibrary : ILibrary, IDisposable
{
    /// <summary>More pictures than anybody scrolls past in one sitting; 400 of 320x180 are 35 MB.</summary>
    private const int MostThumbnails = 400;

    /// <summary>Names of a list that is opened from elsewhere; the memory holds more.</summary>
    private const int MostRecent = 30;

    private readonly CatalogueClient _catalogue;
    private readonly SapListener _announced;
    private readonly PlayerMemory _memory;
    private readonly List<VideoFrame> _thumbnails = [];
    private readonly Lock _gate = new();
    private CancellationTokenSource _current = new();
    private LibraryView _view;

    /// <param name="announced">Who hears what is announced; it stays the caller's.</param>
    public TitleLibrary(CatalogueClient catalogue, SapListener announced, PlayerMemory memory)
    {
        (_catalogue, _announced, _memory) = (catalogue, announced, memory);
        _view = new() { Recent = Recent() };
    }

    public LibraryView View => Volatile.Read(ref _view);

    public void Fetch(string address)
    {
        _current.Cancel();
        _current = new();
        Clear();
        Volatile.Write(ref _view, new() { Address = address, IsFetching = true, Recent = Recent() });
        CancellationToken stop = _current.Token;
        _ = Task.Run(() => FetchAsync(address, stop), CancellationToken.None);
    }

    /// <summary>Nothing of it may be shown any more.</summary>
    public void Dispose()
    {
        _current.Cancel();
        Clear();
    }

    private async Task FetchAsync(string address, CancellationToken stop)
    {
        try
        {
            IReadOnlyList<CatalogueTitle> titles = [.. await ChannelsAsync(address, stop), .. await _catalogue.ReadAsync(address, stop)];
            Change(view => view with { IsFetching = false, Titles = [.. titles.Select(Remembered)] }, stop);
            if (!stop.IsCancellationRequested)
                _memory.Opened(address, "");
            for (int i = 0; i < Math.Min(titles.Count, MostThumbnails) && !stop.IsCancellationRequested; i++)
                await FetchThumbnailAsync(titles[i], i, stop);
        }
        catch (CatalogueException fault)
        {
            Change(view => view with { IsFetching = false, Trouble = fault.Message }, stop);
        }
        catch (OperationCanceledException)
        {
            // Another list is wanted by now.
        }
    }

    /// <summary>A server's own, and what is announced on the network. Titles are to be had where channels are not.</summary>
    private async Task<IReadOnlyList<CatalogueTitle>> ChannelsAsync(string address, CancellationToken stop)
    {
        IReadOnlyList<CatalogueTitle> own = [];
        try
        {
            own = await _catalogue.ReadChannelsAsync(address, stop);
        }
        catch (CatalogueException)
        {
            // The list of titles meets the same trouble, and says so.
        }

        IEnumerable<CatalogueTitle> heard = _announced.Channels
            .Where(channel => channel.Address.Length > 0 && own.All(one => one.Address != channel.Address))
            .Select(channel => new CatalogueTitle(channel.Address, channel.Name, channel.Address, null, null) { IsChannel = true });
        return [.. own, .. heard];
    }

    /// <summary>A title without a picture is a title all the same.</summary>
    private async Task FetchThumbnailAsync(CatalogueTitle title, int place, CancellationToken stop)
    {
        if (title.Thumbnail is null)
            return;
        byte[]? coded;
        try
        {
            coded = await _catalogue.ReadThumbnailAsync(title, stop);
        }
        catch (CatalogueException)
        {
            return;
        }

        if (coded is null || !StillDecoder.TryDecode(coded, out VideoFrame? picture, out _))
            return;
        if (!Keep(picture, stop))
            return;
        Change(
            view => view with { Titles = [.. view.Titles.Select((one, i) => i == place ? one with { Thumbnail = picture } : one)] }, stop);
    }

    private LibraryTitle Remembered(CatalogueTitle title) =>
        new(title.Address, title.Name, title.Duration, title.IsChannel ? "channel" : "", _memory.Resume(title.Address));

    private RecentAddress[] Recent() =>
    [
        .. _memory.Addresses.Take(MostRecent).Select(one =>
            new RecentAddress(one.Address, one.Name, one.ResumeSeconds is { } seconds ? MediaTime.FromSeconds(seconds) : null)),
    ];

    private void Change(Func<LibraryView, LibraryView> change, CancellationToken stop)
    {
        lock (_gate)
        {
            if (!stop.IsCancellationRequested)
                Volatile.Write(ref _view, change(_view));
        }
    }

    private bool Keep(VideoFrame picture, CancellationToken stop)
    {
        lock (_gate)
        {
            if (!stop.IsCancellationRequested)
                _thumbnails.Add(picture);
            else
                picture.Dispose();
            return !stop.IsCancellationRequested;
        }
    }

    private void Clear()
    {
        lock (_gate)
        {
            _thumbnails.ForEach(picture => picture.Dispose());
            _thumbnails.Clear();
        }
    }
}
