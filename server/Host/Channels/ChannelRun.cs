using System.Globalization;
using System.Net;
using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Channels;

/// <summary>One channel as it runs: made ready when there is something to play, sent, and looked after.</summary>
/// <remarks>Nobody waits in it and nothing happens between its steps. One caller at a time; what is public may be read by others.</remarks>
internal sealed class ChannelRun
{
    private const string Over = "its programme is over", NotThere = "the library has none of its titles";

    /// <summary>What could not be done is tried again then, if the library does not change before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Later than that is worth a line: a tenth of it is what a lane waits for its turn anyway.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(100);

    private readonly ChannelStage _stage;
    private readonly ISendEvents _events;
    private readonly HashSet<string> _unreadable = [];
    private readonly ChannelMistakes _mistakes;
    private ChannelSenders _sent = ChannelSenders.None;
    private string _waiting = "it has not begun yet";
    private string _told = "";
    private string? _obstacle;
    private Instant _notBefore;
    private IPAddress? _source;

    /// <param name="isKept">Made by the API, not by the configuration.</param>
    public ChannelRun(ChannelSection section, bool isKept, ChannelStage stage, ISendEvents events)
    {
        (_stage, _events) = (stage, events);
        (Section, IsKept) = (section, isKept);
        Settings = OptionMapping.Channel(section);
        _mistakes = new(stage.Log);
    }

    public string Name => Section.Name;

    /// <summary>For people.</summary>
    public string Label => Section.Label.Length > 0 ? Section.Label : Name;

    public ChannelSection Section { get; private set; }

    public bool IsKept { get; }

    public ChannelSettings Settings { get; private set; }

    public bool IsSent => Volatile.Read(ref _sent).Feeds.Count > 0;

    /// <summary>What sends its lanes; null: nothing does.</summary>
    public ChannelSender? Sender => Volatile.Read(ref _sent).Lanes;

    /// <summary>What sends its transport stream; null: nothing does.</summary>
    public TransportStreamSender? TransportStream => Volatile.Read(ref _sent).TransportStream;

    /// <summary>Where its first lane goes, or its transport stream; null: it is not sent.</summary>
    public StreamTransport.Group? FirstGroup =>
        (Sender?.Streams is [var lane, ..] ? lane.Transport : TransportStream?.Media.Transport) as StreamTransport.Group;

    /// <summary>Where its packets come from; null: it is not sent.</summary>
    public IPAddress? Source => IsSent ? Volatile.Read(ref _source) : null;

    /// <summary>When it began to be sent.</summary>
    public Instant Created { get; private set; }

    /// <summary>The same by the time of day.</summary>
    public NtpTime CreatedNtp { get; private set; }

    /// <summary>Why it is not sent; empty where it is.</summary>
    public string Waiting => IsSent ? "" : Volatile.Read(ref _waiting);

    /// <summary>What is wrong with it and its titles.</summary>
    public IReadOnlyList<ChannelMistake> Mistakes => _mistakes.All;

    /// <summary>What began last; null: nothing yet.</summary>
    public ChannelEvent.Began? Playing => Leading?.Playing;

    /// <summary>What follows that; null where it is not known (yet).</summary>
    public ProgrammeTurn? Next => Leading?.Next;

    public SkewHistory Skew { get; } = new();

    /// <summary>The last of its programme is sent: it is to be stopped, and does not begin again by itself.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whose titles are told of: the lanes and their transport stream play the same.</summary>
    private TitleFeed? Leading => Volatile.Read(ref _sent).Feeds is [var first, ..] ? first : null;

    /// <summary>Of one of its lanes; 0 for what is none (any more).</summary>
    public int NumberOf(SendStream stream) => Sender?.Lanes.FirstOrDefault(lane => lane.Sending == stream)?.Lane.Number ?? 0;

    public bool IsSentBy(ISender sender) => _sent.Feeds.Any(feed => feed.Sender == sender);

    /// <summary>Titles have come, gone or changed.</summary>
    public void LookAgain(DateTimeOffset wall)
    {
        _unreadable.Clear();
        _notBefore = default;
        _mistakes.OfProgramme(Section, Check(Section, wall, LengthOf));
    }

    /// <summary>Does what is due.</summary>
    public async Task StepAsync(Instant now, DateTimeOffset wall)
    {
        if (!IsSent && now >= _notBefore && !IsDone)
            await TryBeginAsync(now, wall);
        foreach (TitleFeed feed in _sent.Feeds)
            Feed(feed, now, wall);
        if (Leading is { IsDone: true })
        {
            IsDone = true;
            await StopAsync(Over);
        }
    }

    /// <summary>Goes on with another programme where nothing else is different; otherwise it must begin anew.</summary>
    public bool TryChange(ChannelSection changed, DateTimeOffset wall)
    {
        ChannelSection sameButFor = Section with
        {
            Label = changed.Label, Play = changed.Play, Loop = changed.Loop, Schedule = changed.Schedule,
            TimeZone = changed.TimeZone, AllowsGaps = changed.AllowsGaps, Announce = changed.Announce,
        };
        if (!ChannelKeys.AreSame(sameButFor, changed))
            return false;
        Section = changed;
        Settings = OptionMapping.Channel(changed);
        foreach (TitleFeed feed in _sent.Feeds)
            feed.Course.Change(Settings.Programme, wall);
        _mistakes.Clear();
        IsDone = false;
        LookAgain(wall);
        ChannelLog.Changed(_stage.Log, Name);
        return true;
    }

    /// <summary>Does not let it be sent as long as there is something in its way; null: nothing is.</summary>
    public async Task ObstructAsync(string? why)
    {
        _obstacle = why;
        if (why is not null)
            await StopAsync(why);
    }

    /// <summary>Ends it: its receivers are told. It begins anew with the next step, unless it is done.</summary>
    public async Task StopAsync(string reason)
    {
        if (!IsSent)
            return;
        ChannelSenders sent = _sent;
        Volatile.Write(ref _waiting, reason);
        Volatile.Write(ref _sent, ChannelSenders.None);
        foreach (TitleFeed feed in sent.Feeds)
        {
            await _stage.Delivery.StopAsync(feed.Sender);
            _stage.Delivery.Bye(feed.Sender, reason);
            feed.Close();
        }

        ChannelLog.Stopped(_stage.Log, Name, reason, sent.Packets, new(sent.Bytes));
    }

    /// <summary>One of its senders could not go on: all of it begins anew, a while later.</summary>
    public async Task FailAsync(string reason, Instant now)
    {
        ChannelLog.NotSent(_stage.Log, Name, reason);
        await StopAsync(reason);
        _notBefore = now + Patience;
    }

    /// <summary>What is wrong with a programme, as far as its titles are there.</summary>
    public static IReadOnlyList<ChannelMistake> Check(ChannelSection section, DateTimeOffset wall, Func<string, TimeSpan?> lengths) =>
    [
        // That there is nothing to play yet is nothing wrong: titles come while the server runs.
        .. OptionMapping.Channel(section).Programme.Check(wall, lengths).Where(one => one.Fault switch
        {
            ChannelFault.Empty => false,
            ChannelFault.Gap => !section.AllowsGaps,
            _ => true,
        }).Select(one => one.Fault == ChannelFault.Gap
            ? one with { IsFatal = true, Sentence = $"{one.Sentence}; 'gaps: allowed' lets it be so" }
            : one),
    ];

    private async Task TryBeginAsync(Instant now, DateTimeOffset wall)
    {
        _notBefore = now + Patience;
        IReadOnlyList<ChannelMistake> wrong = Check(Section, wall, LengthOf);
        _mistakes.OfProgramme(Section, wrong);
        ProgrammeCourse course = new(Settings.Programme, LengthOf);
        if ((_obstacle ?? wrong.FirstOrDefault(one => one.IsFatal)?.Sentence) is { } obstacle)
        {
            Wait(obstacle);
        }
        else if (course.Next(wall) is not { } turn)
        {
            Wait(course.IsOver ? Over : $"{NotThere}: {string.Join(", ", Settings.Programme.Titles)}");
        }
        else if (turn.Begins - TitleFeed.Lead > wall)
        {
            _notBefore = Instant.Min(_notBefore, now + (turn.Begins!.Value - TitleFeed.Lead - wall));
            Wait(Told(turn));
        }
        else
        {
            await BeginAsync(turn, now, wall);
        }
    }

    private async Task BeginAsync(ProgrammeTurn turn, Instant now, DateTimeOffset wall)
    {
        ChannelOpening opening = new(_stage, Settings);
        Lineup? lineup = opening.Measure(turn.Title);
        ChannelSenders senders = lineup is null
            ? ChannelSenders.None
            : opening.Senders(lineup, now, () => new(Settings.Programme, LengthOf));
        _mistakes.OfTitles(Section, opening.Mistakes);
        if (lineup is null || senders.Feeds.Count == 0)
        {
            // The next of the programme may do.
            _unreadable.Add(turn.Title);
            _notBefore = now;
            Wait(opening.Mistakes is [.., var last] ? last.Sentence : $"'{turn.Title}' cannot be played");
            return;
        }

        (Created, CreatedNtp) = (now, _stage.Clock.Wall);
        Volatile.Write(ref _sent, senders);
        try
        {
            Volatile.Write(ref _source, _stage.Delivery.SourceOf(FirstGroup!));
            foreach (TitleFeed feed in senders.Feeds)
            {
                Feed(feed, now, wall);
                _stage.Delivery.Start(feed.Sender, _events);
            }

            ChannelLog.Started(_stage.Log, Name, $"{Settings.Group.Address}", lineup.Lanes.Count, lineup.Traffic.Rate);
        }
        catch (IOException wrong)
        {
            await FailAsync(wrong.Message, now);
        }
    }

    private void Feed(TitleFeed feed, Instant now, DateTimeOffset wall)
    {
        while (feed.Take() is { } happened)
            Tell(feed, happened);
        if (feed.Step(now, wall) is not var (turn, why))
            return;
        _mistakes.OfTitles(Section, why);
        if (_unreadable.Add(turn.Title))
            ChannelLog.PassedOver(_stage.Log, Name, turn.Title);
    }

    private void Tell(TitleFeed feed, ChannelEvent happened)
    {
        if (feed != Leading)
            return;
        switch (happened)
        {
            case ChannelEvent.Began { Title.Facts: var title } began:
                if (title.Id != _told)
                    ChannelLog.Plays(_stage.Log, Name, _told = title.Id, Figures.Length(title.Duration));
                if (began.Late > Late)
                    ChannelLog.PlaysLate(_stage.Log, Name, title.Id, began.Late.TotalSeconds);
                break;
            case ChannelEvent.Starved when !feed.IsDone:
                ChannelLog.Waits(_stage.Log, Name, feed.Next is { Begins: { } } next ? Told(next) : NotThere);
                break;
            case ChannelEvent.Failed failed:
                _unreadable.Add(failed.Title.Facts.Id);
                ChannelLog.CutShort(_stage.Log, Name, failed.Title.Facts.Id, failed.Reason);
                break;
        }
    }

    private void Wait(string why)
    {
        if (why != _waiting)
            ChannelLog.Waits(_stage.Log, Name, why);
        Volatile.Write(ref _waiting, why);
    }

    private static string Told(ProgrammeTurn turn) =>
        string.Create(CultureInfo.InvariantCulture, $"'{turn.Title}' begins at {turn.Begins:yyyy-MM-dd HH:mm:ss zzz}");

    /// <summary>Of what the library has and can be read.</summary>
    private TimeSpan? LengthOf(string id) => _unreadable.Contains(id) ? null : _stage.LengthOf(id);
}
