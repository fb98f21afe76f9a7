using System.Diagnostics.CodeAnalysis;
using System.Net;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Channels;

/// <summary>Runs the channels: those of the configuration, and those made by the API.</summary>
/// <remarks>Whatever changes them goes one after the other; who looks at them waits for nobody.</remarks>
public sealed class ChannelTable : IChannels, ISendEvents, IAsyncDisposable
{
    /// <summary>How often channels are looked after when nothing happens: a title is opened ten seconds before it is due.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan SamplingInterval = TimeSpan.FromSeconds(1);

    private readonly ChannelStage _stage;
    private readonly ChannelStore _store;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _timer;
    private readonly List<(ISender Sender, string Reason)> _failed = [];
    private ChannelRun[] _runs = [];
    private Dictionary<string, (NtpTime, ChannelSection)> _announced = [];
    private Instant _sampled;
    private bool _libraryChanged;
    private bool _isOver;

    /// <param name="store">Keeps those that the API makes.</param>
    internal ChannelTable(ChannelStage stage, ChannelStore store)
    {
        (_stage, _store) = (stage, store);
        _timer = stage.Clock.Time.CreateTimer(_ => Wake(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. Runs.Select(run => run.Name)];

    /// <summary>In the order in which they were declared. May be read from any thread.</summary>
    internal IReadOnlyList<ChannelRun> Runs => Volatile.Read(ref _runs);

    /// <inheritdoc/>
    public ChannelFacts? Find(string name) => FindRun(name) is { } run
        ? new(run.Settings, run.Sender) { Source = run.Source, Waiting = run.Waiting }
        : null;

    /// <summary>How many there may be.</summary>
    internal int Most { get; set; } = 32;

    internal Instant Now => _stage.Clock.Now;

    internal DateTimeOffset Wall => _stage.Wall;

    internal ChannelRun? FindRun(string name) => Runs.FirstOrDefault(run => run.Name == name);

    /// <summary>What is wrong with the programme of one that may be declared.</summary>
    internal IReadOnlyList<ChannelMistake> Check(ChannelSection section) => ChannelRun.Check(section, Wall, _stage.LengthOf);

    /// <summary>Some of those that receive a channel, in no particular order.</summary>
    internal async Task<IReadOnlyList<ReceiverFigures>> ReceiversAsync(ChannelRun run, int first, int count)
    {
        IReadOnlyList<ReceiverFigures> receivers = [];
        if (run.Sender is { } sender)
            await _stage.Delivery.DoAsync(sender, _ => receivers = sender.Feedback.Receivers(first, count));
        return receivers;
    }

    /// <summary>The channels of the configuration are these from now on: those that are as they were go on as they are.</summary>
    internal Task ConfigureAsync(IReadOnlyList<ChannelSection> wanted) => InTurnAsync(async () =>
    {
        foreach (ChannelRun run in _runs.Where(run => wanted.Any(one => one.Name == run.Name) == run.IsKept).ToArray())
            await EndAsync(run, run.IsKept ? "it is declared in the configuration as well" : "it is not declared any more");
        foreach (ChannelSection section in wanted)
            await PutAsync(section, isKept: false);
        foreach (ChannelRun kept in _runs.Where(run => run.IsKept))
            await kept.ObstructAsync(ChannelChecks.Flaws(kept.Section, wanted).FirstOrDefault()?.Text);
    });

    /// <summary>Begins with what the API made before the server was started.</summary>
    internal Task RestoreAsync() => InTurnAsync(async () =>
    {
        foreach (ChannelSection kept in _store.Load())
            await PutAsync(kept, isKept: true);
    });

    /// <summary>Makes a channel, or changes one that was made so, and keeps it.</summary>
    internal Task KeepAsync(ChannelSection section) => InTurnAsync(async () =>
    {
        await PutAsync(section, isKept: true);
        Save();
    });

    /// <summary>Ends a channel that was made so.</summary>
    internal Task RemoveAsync(string name) => InTurnAsync(async () =>
    {
        if (FindRun(name) is { IsKept: true } run)
            await EndAsync(run, "it was deleted");
        Save();
    });

    /// <summary>Titles have come, gone or changed. May be called from any thread.</summary>
    internal void LookAgain()
    {
        Volatile.Write(ref _libraryChanged, true);
        Wake();
    }

    /// <summary>Looks after all channels now.</summary>
    internal Task LookAsync() => InTurnAsync(() => Task.CompletedTask);

    /// <summary>Ends all of them with a goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await InTurnAsync(async () =>
        {
            _isOver = true;
            foreach (ChannelRun run in _runs.ToArray())
                await EndAsync(run, "the server stops");
        });
    }

    void ISendEvents.Ended(ISender sender) => Lose(sender, "it has ended");

    void ISendEvents.Failed(ISender sender, string reason) => Lose(sender, reason);

    void ISendEvents.News(ISender sender) => Wake();

    void ISendEvents.Heard(ISender sender, IPEndPoint from)
    {
        // Members are sessions of RTSP, which see to it themselves.
    }

    private void Lose(ISender sender, string reason)
    {
        lock (_failed)
            _failed.Add((sender, reason));
        Wake();
    }

    /// <summary>Has everything looked after soon, without waiting for it; what is being done just now looks at all anyway.</summary>
    private void Wake() => ThreadPool.QueueUserWorkItem(_ => LookAsync());

    [SuppressMessage("Design", "CA1031", Justification = "what one channel meets may not end the others; it is logged")]
    private async Task InTurnAsync(Func<Task> change)
    {
        await _turn.WaitAsync();
        try
        {
            await change();
            await StepAsync();
        }
        catch (Exception wrong)
        {
            ChannelLog.Broken(_stage.Log, wrong);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StepAsync()
    {
        if (_isOver)
            return;
        Instant now = _stage.Clock.Now;
        bool isLibraryNew = Interlocked.Exchange(ref _libraryChanged, false);
        foreach ((ISender sender, string reason) in TakeFailed())
        {
            if (Array.Find(_runs, run => run.IsSentBy(sender)) is { } failed)
                await failed.FailAsync(reason, now);
        }

        foreach (ChannelRun run in _runs)
        {
            if (isLibraryNew)
                run.LookAgain(_stage.Wall);
            await run.StepAsync(now, _stage.Wall);
        }

        Announce();
        if (now < _sampled + SamplingInterval)
            return;
        _sampled = now;
        foreach (ChannelRun run in _runs)
            await SampleAsync(run);
    }

    private async Task SampleAsync(ChannelRun run)
    {
        if (run.Sender is not { } sender || (sender.Members.Count == 0 && run.Skew.IsEmpty))
            return;
        IReadOnlyList<ReceiverFigures> some = await ReceiversAsync(run, 0, SkewHistory.MostReceivers);
        run.Skew.Take(sender.Feedback.Snapshot().Skew, [.. some.Select(one => (one.Member.Id, one.Member.Address, one.Skew()))]);
    }

    private async Task PutAsync(ChannelSection section, bool isKept)
    {
        ChannelRun? run = FindRun(section.Name);
        if (run is not null && ChannelKeys.AreSame(run.Section, section))
            return;
        if (run is not null && run.TryChange(section, _stage.Wall))
            return;
        if (run is not null)
            await run.StopAsync("it begins anew with what has changed");
        ChannelRun fresh = new(section, isKept, _stage, this);
        Volatile.Write(ref _runs, run is null ? [.. _runs, fresh] : [.. _runs.Select(one => one == run ? fresh : one)]);
    }

    private void Save() => _store.Save(_runs.Where(run => run.IsKept).Select(run => run.Section));

    /// <summary>Tells the network which channels there are. What is told of one changes when it begins anew.</summary>
    private void Announce()
    {
        if (_stage.Announcer is not { } announcer)
            return;
        Dictionary<string, (NtpTime, ChannelSection)> wanted = _runs.Where(run => run is { IsSent: true, Section.Announce: true })
            .ToDictionary(run => run.Name, run => (run.CreatedNtp, run.Section));
        foreach (string gone in _announced.Keys.Except(wanted.Keys))
            announcer.Withdraw(gone);
        foreach (string name in wanted.Keys.Where(name => !_announced.TryGetValue(name, out var said) || said != wanted[name]))
        {
            if (ChannelDescription.Announce(FindRun(name)!, _stage.RtspPort()) is { } announcement)
                announcer.Announce(announcement);
        }

        _announced = wanted;
    }

    private async Task EndAsync(ChannelRun run, string reason)
    {
        await run.StopAsync(reason);
        Volatile.Write(ref _runs, Array.FindAll(_runs, one => one != run));
    }

    private (ISender Sender, string Reason)[] TakeFailed()
    {
        lock (_failed)
        {
            (ISender, string)[] all = [.. _failed];
            _failed.Clear();
            return all;
        }
    }
}
