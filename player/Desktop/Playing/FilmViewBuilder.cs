using Streaming.Formats.Media;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Puts together what the window sees.</summary>
internal static class FilmViewBuilder
{
    /// <summary>A wait that is shorter is no stall to a viewer, but the beginning of a play.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    public static PlayerView Build(FilmShow show, Loudness loudness, Instant now)
    {
        PlayerView view = new()
        {
            Phase = show.Diagnosis is not null ? PlayerPhase.Failed : PlayerPhase.Idle,
            Address = show.Address,
            Name = show.Presentation is { Name.Length: > 0 } named ? named.Name : show.Address,
            Duration = show.Presentation?.Duration,
            Volume = loudness.Volume,
            IsMuted = loudness.IsMuted,
            Notice = show.Notices.At(now),
            Trouble = show.Diagnosis?.Trouble,
        };
        if (show.Viewing is not { } viewing)
            return view;
        PlaySegment? segment = viewing.Playout.Segment;
        PlayoutStatistics playout = viewing.Playout.Snapshot(now);
        MediaTime position = viewing.Playout.Clock.PositionAt(now);
        bool isHidden = show.Languages.IsTextHidden;
        ActiveStream? picture = viewing.Find(TrackKind.Video);
        return view with
        {
            Phase = Phase(show, viewing, playout, now),
            Position = Bounded(show.Seeks.Target ?? segment?.FilmAt(position) ?? show.StartsAt, view.Duration),
            BufferedTo = Bounded(segment?.FilmAt(playout.BufferedTo) ?? show.StartsAt, view.Duration),
            Scale = segment?.Scale ?? 1,
            Speed = (segment?.Speed ?? PlayRate.Normal).PartsPerMillion / 1e6,
            Rotation = picture?.Setup.Track.Rotation ?? 0,
            Audio = show.Languages.AudioViews,
            Text = show.Languages.TextViews,
            Subtitle = isHidden ? "" : Cue(viewing, show.Languages.Text, position),
            SecondSubtitle = isHidden ? "" : Cue(viewing, show.Languages.SecondText, position),
            HasSlides = viewing.Find(TrackKind.Slides) is not null,
            Statistics = show.Statistics.View,
        };
    }

    private static PlayerPhase Phase(FilmShow show, Viewing viewing, in PlayoutStatistics playout, Instant now)
    {
        if (show.Diagnosis is not null)
            return PlayerPhase.Failed;
        if (show.IsReconnecting)
            return PlayerPhase.Stalled;
        if (!show.HasBegun)
            return PlayerPhase.Opening;
        if (show.IsEndReached && viewing.Playout.IsOver(now))
            return PlayerPhase.Ended;
        if (show.IsPaused)
            return PlayerPhase.Paused;
        bool isWaiting = playout.Verb is PlayoutVerb.Hold or PlayoutVerb.Wait;
        return show.Waiting(isWaiting, now) > Patience ? PlayerPhase.Stalled : PlayerPhase.Playing;
    }

    private static string Cue(Viewing viewing, OfferedTrack? track, MediaTime position)
    {
        if (track is null)
            return "";
        ActiveStream? stream = viewing.Streams.FirstOrDefault(one => one.Setup.Track.ControlUrl == track.ControlUrl);
        return stream is null ? "" : viewing.TextOf(stream).At(position) ?? "";
    }

    private static MediaTime Bounded(MediaTime position, TimeSpan? duration)
    {
        MediaTime last = duration is { } length ? MediaTime.Zero + length : MediaTime.End;
        return MediaTime.Max(MediaTime.Zero, MediaTime.Min(position, last));
    }
}
