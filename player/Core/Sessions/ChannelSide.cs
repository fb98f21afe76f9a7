using Streaming.Formats.Media;
using Streaming.Player.Channels;
using Streaming.Player.Contracts;
using Streaming.Player.Playout;
using Streaming.Player.Reporting;

namespace Streaming.Player.Sessions;

/// <summary>The part of a receiving session that is about a channel: what is decided about its lanes is done, what is done is told to who
/// decides, and all of it is kept for the report.</summary>
/// <param name="make">Makes who decides, when it is known that it is a channel.</param>
internal sealed class ChannelSide(ClientSession session, Func<IChannelReception> make) : IDisposable
{
    /// <summary>A join and a leave every few seconds for an hour: 1 024 × 100 B = 100 kB. Later ones are counted.</summary>
    private const int MostEvents = 1_024;

    private readonly List<LaneEvent> _events = [];
    private LayerVerb? _doing;
    private OfferedChannel? _channel;
    private IChannelReception? _reception;
    private long _dropped;

    public bool IsOn => _reception is not null;

    public Deadline Next => new(_reception?.Next ?? Instant.Never, WakeReason.Lane);

    /// <summary>What is offered is known.</summary>
    /// <returns>Whom the streams of a channel tell; null where it is none, or nobody is to be told.</returns>
    public IStreamListener? Described(Presentation presentation, Instant now)
    {
        if (presentation.Channel is null)
            return null;
        _channel = presentation.Channel;
        _reception = make();
        _reception.Described(presentation, now);
        return _reception.Listener;
    }

    /// <summary>The session has done something.</summary>
    public void Heard(SessionEffect effect, Instant now)
    {
        switch (effect)
        {
            case SessionEffect.StreamOpened opened when IsOn:
                Opened(opened.Stream, now);
                break;
            case SessionEffect.StreamClosed closed when IsOn:
                Closed(closed.Stream, TakeReason(closed.Stream.Setup.Track), now);
                break;
            case SessionEffect.LaneRefused refused when IsOn:
                Refused(refused.Track, refused.Why, refused.Shortage, now);
                break;
        }
    }

    /// <summary>PLAY is answered.</summary>
    public void Began(PlayAnswer answer, Instant now) => _reception?.Began(answer, now);

    /// <summary>All streams are given up for another way.</summary>
    public void FallBack(string why, IReadOnlyList<ActiveStream> streams, Instant now)
    {
        foreach (ActiveStream stream in streams)
            Closed(stream, why, now);
        _doing = null;
        _reception?.FellBack(now);
    }

    /// <summary>A compound of the server's has come.</summary>
    public void Reported(ActiveStream stream, ReadOnlySpan<byte> compound, Instant now) =>
        _reception?.Reported(stream, compound, now);

    public void Advance(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        if (_reception is not null && _reception.Next <= now)
            _reception.Advance(streams, now);
    }

    /// <summary>Does what is decided, one thing after the other.</summary>
    public void Step(Instant now)
    {
        while (_doing is null && _reception is not null && _reception.TryTake(out LayerVerb? verb))
        {
            switch (verb)
            {
                case LayerVerb.Join join when session.Join(join.Track, now):
                    _doing = join;
                    break;
                case LayerVerb.Join join:
                    Refused(join.Track, "nothing can be joined now", null, now);
                    break;
                case LayerVerb.Leave leave when session.Leave(leave.Track, now):
                    _doing = leave;
                    break;
            }
        }
    }

    /// <summary>What is known of it; null where it is a title.</summary>
    /// <param name="started">When the session began.</param>
    public ChannelReport? Report(IReadOnlyList<ActiveStream> streams, Instant started, Instant now) => _channel is null ? null : new()
    {
        DelayMs = _channel.Delay?.TotalMilliseconds,
        GroupSize = streams.Count > 0 ? streams.Max(stream => stream.Reporter.Members) : 0,
        BurstPackets = streams.Sum(stream => stream.Repair.StatisticsAt(now).Burst),
        BurstNeeded = streams.Sum(stream => stream.Receive.Counters.FromBurst),
        Duplicates = streams.Sum(stream => stream.Receive.Counters.Duplicates),
        Lanes = [.. _events.Select(happened => LaneReport.Of(happened, started))],
        LanesDropped = _dropped,
        InStep = _reception?.Report(now),
    };

    public void Dispose() => (_reception as IDisposable)?.Dispose();

    private void Opened(ActiveStream stream, Instant now)
    {
        OfferedTrack track = stream.Setup.Track;
        stream.Reporter.Blocks = (at, blocks) => _reception!.WriteBlocks(stream, at, blocks);
        stream.Reporter.MostBlocks = IChannelReception.MostBlocks;
        Keep(track, LaneFate.Joined, TakeReason(track), now);
        _reception?.Opened(stream, now);
    }

    private void Closed(ActiveStream stream, string why, Instant now)
    {
        Keep(stream.Setup.Track, LaneFate.Left, why, now);
        _reception?.Closed(stream, now);
    }

    /// <summary>What was decided about a lane is done.</summary>
    /// <returns>Why it was; empty where nobody decided it.</returns>
    private string TakeReason(OfferedTrack track)
    {
        if (_doing is not { } done || done.Track != track)
            return "";
        _doing = null;
        return done.Why;
    }

    private void Refused(OfferedTrack track, string why, Shortage? shortage, Instant now)
    {
        _doing = null;
        Keep(track, LaneFate.Refused, why, now);
        _reception?.Refused(track, why, shortage, now);
    }

    private void Keep(OfferedTrack track, LaneFate fate, string why, Instant now)
    {
        if (_events.Count == MostEvents)
            _dropped++;
        else
            _events.Add(new(now, NameOf(track), fate, why));
    }

    /// <summary>Of a picture its rendition, of all else its language.</summary>
    private static string NameOf(OfferedTrack track)
    {
        string kind = track.Kind.ToString().ToLowerInvariant();
        return track.Kind == TrackKind.Video ? track.Rendition ?? kind : $"{kind} {track.Language}";
    }
}
