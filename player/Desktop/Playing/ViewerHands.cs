using Streaming.Player.Desktop.Memory;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Carries out what a viewer asks while a film is open.</summary>
internal sealed class ViewerHands(FilmShow show, Viewing viewing, PlayerMemory memory)
{
    private static readonly double[] Speeds = [0.5, 0.75, 1, 1.25, 1.5, 2];

    /// <summary>Of the end of a film no picture is left to show: a seek stays so far away from it.</summary>
    private static readonly TimeSpan BeforeEnd = TimeSpan.FromMilliseconds(500);

    public void Do(PlayerCommand command, Instant now)
    {
        switch (command)
        {
            case PlayerCommand.TogglePause when show.IsEndReached && viewing.Playout.IsOver(now):
                Seek(MediaTime.Zero, SeekDirection.Backward, now);
                break;
            case PlayerCommand.TogglePause:
                TogglePause(now);
                break;
            case PlayerCommand.Seek seek:
                Seek(seek.To, SeekDirection.Backward, now);
                break;
            case PlayerCommand.SeekBy seek:
                MediaTime from = show.Seeks.Target ?? show.Position(now) ?? show.StartsAt;
                Seek(from + seek.Step, seek.Step < TimeSpan.Zero ? SeekDirection.Backward : SeekDirection.Forward, now);
                break;
            case PlayerCommand.ChangeSpeed change:
                ChangeSpeed(change.IsFaster, now);
                break;
            case PlayerCommand.ChangeScale change:
                SetScale(change.Scale, now);
                break;
            case PlayerCommand.NormalSpeed when viewing.Playout.Segment is { Scale: not 1 }:
                SetScale(1, now);
                break;
            case PlayerCommand.NormalSpeed:
                viewing.Client.SetSpeed(1);
                break;
            case PlayerCommand.NextAudio:
                NextAudio(now);
                break;
            default:
                Text(command, now);
                break;
        }
    }

    private void TogglePause(Instant now)
    {
        if (show.Presentation?.Channel is not null)
        {
            // It goes on for everybody: the session says so.
            viewing.Client.Pause();
            return;
        }

        show.IsPaused = !show.IsPaused;
        if (show.IsPaused)
        {
            viewing.Playout.Pause(now);
            viewing.Client.Pause();
        }
        else
        {
            viewing.Playout.Resume(now);
            viewing.Client.Resume();
        }
    }

    private void Seek(MediaTime to, SeekDirection direction, Instant now)
    {
        MediaTime last = show.Presentation?.Duration is { } duration ? MediaTime.Zero + (duration - BeforeEnd) : MediaTime.End;
        MediaTime target = MediaTime.Max(MediaTime.Zero, MediaTime.Min(last, to));
        show.Seeks.Asked(target, viewing.Playout.Segment?.Number ?? 0, now);
        show.IsEndReached = false;
        viewing.Client.Seek(target, target == last ? SeekDirection.Backward : direction);
    }

    private void ChangeSpeed(bool isFaster, Instant now)
    {
        double present = (viewing.Playout.Segment?.Speed.PartsPerMillion ?? 1_000_000) / 1e6;
        double wanted = isFaster
            ? Speeds.FirstOrDefault(speed => speed > present + 0.01)
            : Speeds.LastOrDefault(speed => speed < present - 0.01);
        if (wanted == 0)
            return;
        show.Notices.Tell($"speed {wanted:0.##}", now);
        viewing.Client.SetSpeed(wanted);
    }

    private void SetScale(double scale, Instant now)
    {
        show.IsEndReached = false;
        viewing.Client.SetScale(scale, show.Position(now));
    }

    private void NextAudio(Instant now)
    {
        if (show.Languages.NextAudio(null) is not { } next)
        {
            show.Notices.Tell("there is no other language of the sound", now);
            return;
        }

        show.Notices.Tell($"sound: {show.Languages.NameOf(next)} …", now);
        viewing.Client.ChooseAudio(next);
    }

    private void Text(PlayerCommand command, Instant now)
    {
        Languages languages = show.Languages;
        switch (command)
        {
            case PlayerCommand.NextText next:
                languages.NextText(next.IsBackwards);
                Tell("subtitles", languages.Text, now);
                break;
            case PlayerCommand.NextSecondText:
                languages.NextSecondText();
                Tell("second subtitles", languages.SecondText, now);
                break;
            case PlayerCommand.ToggleText:
                languages.ToggleText();
                show.Notices.Tell(languages.IsTextHidden ? "subtitles hidden" : "subtitles shown", now);
                return;
            default:
                return;
        }

        string text = languages.Text?.Language ?? "";
        memory.Change(habits => habits with { Text = text, SecondText = languages.SecondText?.Language });
    }

    private void Tell(string what, OfferedTrack? track, Instant now)
    {
        string news = show.Languages.TextViews.Count == 0 ? "there are no subtitles" : $"{what}: {show.Languages.NameOf(track)}";
        show.Notices.Tell(news, now);
    }
}
