using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;
using Streaming.Server.Sending;

namespace Streaming.Server.Host.Channels;

/// <summary>Hands one sender of a channel title after title, each a few seconds before it is due.</summary>
internal sealed class TitleFeed
{
    /// <summary>A title is opened so long before it is played: files are opened in milliseconds, but a disk that sleeps takes seconds to
    /// wake. No longer, so that what was imported anew meanwhile is what is played.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);

    private readonly Action<ChannelTitle, Instant?, MediaTime> _cue;
    private readonly Func<ChannelEvent?> _take;
    private readonly Lineup _lineup;
    private readonly ICatalogue _catalogue;
    private readonly List<ChannelTitle> _held = [];
    private Instant? _over;
    private bool _wants;

    private TitleFeed(
        ISender sender, Action<ChannelTitle, Instant?, MediaTime> cue, Func<ChannelEvent?> take, Lineup lineup, ICatalogue catalogue) =>
        (Sender, _cue, _take, _lineup, _catalogue) = (sender, cue, take, lineup, catalogue);

    public ISender Sender { get; }

    /// <summary>Where it is in the programme.</summary>
    public required ProgrammeCourse Course { get; init; }

    /// <summary>What follows the present title; null where that is not known (yet).</summary>
    public ProgrammeTurn? Next { get; private set; }

    /// <summary>What began last; null: nothing yet.</summary>
    public ChannelEvent.Began? Playing { get; private set; }

    /// <summary>The last of the programme is sent.</summary>
    public bool IsDone { get; private set; }

    public static TitleFeed Of(ChannelSender sender, ICatalogue catalogue, ProgrammeCourse course) => new(
        sender, sender.Cue, () => sender.TryTakeEvent(out ChannelEvent? happened) ? happened : null, sender.Lineup, catalogue)
    {
        Course = course,
    };

    public static TitleFeed Of(TransportStreamSender sender, Lineup lineup, ICatalogue catalogue, ProgrammeCourse course) => new(
        sender, sender.Cue, () => sender.TryTakeEvent(out ChannelEvent? happened) ? happened : null, lineup, catalogue)
    {
        Course = course,
    };

    /// <summary>What has happened since, for whoever keeps account of it.</summary>
    public ChannelEvent? Take()
    {
        ChannelEvent? happened = _take();
        switch (happened)
        {
            case ChannelEvent.WantsTitle:
                _wants = true;
                break;
            case ChannelEvent.Began began:
                (Playing, _over) = (began, began.At + began.Title.Facts.Duration);
                break;
            case ChannelEvent.Starved:
                (_over, IsDone) = (null, Course.IsOver);
                break;
            case ChannelEvent.Left left:
                _held.Remove(left.Title);
                left.Title.Dispose();
                break;
        }

        return happened;
    }

    /// <summary>Cues what is next, where there is room for it and it is due soon.</summary>
    /// <returns>What could not be played, and why; null where nothing went wrong.</returns>
    public (ProgrammeTurn Turn, IReadOnlyList<ChannelMistake> Why)? Step(Instant now, DateTimeOffset wall)
    {
        if (!_wants)
            return null;
        Next = Course.Next(wall);
        Instant? due = Next?.Begins is { } begins ? now + (begins - wall) : _over;
        if (Next is not { } turn || (due is { } at && at - Lead > now))
            return null;
        if (_catalogue.Open(turn.Title) is not { } open)
            return (turn, []);
        if (_lineup.TryFit(open, out ChannelTitle? title, out IReadOnlyList<ChannelMistake> misfits))
        {
            Hand(title, turn, now, wall);
            return null;
        }

        open.Dispose();
        return (turn, misfits);
    }

    /// <summary>Its sender is no more: what is open is closed.</summary>
    public void Close()
    {
        foreach (ChannelTitle title in _held)
            title.Dispose();
        _held.Clear();
    }

    /// <summary>Gives the sender what follows, with the moment it begins at. What should have begun before, and nothing plays instead, is
    /// entered in the middle.</summary>
    private void Hand(ChannelTitle title, ProgrammeTurn turn, Instant now, DateTimeOffset wall)
    {
        TimeSpan ahead = turn.Begins - wall ?? TimeSpan.Zero;
        bool isMissed = ahead < TimeSpan.Zero && _over is null;
        _held.Add(title);
        Course.Take(turn);
        _wants = false;
        _cue(title, turn.Begins is null ? null : now + ahead, isMissed ? MediaTime.Zero - ahead : MediaTime.Zero);
    }
}
