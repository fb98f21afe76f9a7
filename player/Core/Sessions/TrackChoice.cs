using Streaming.Formats.Media;

namespace Streaming.Player.Sessions;

/// <summary>Chooses of what is offered what is set up. Pure.</summary>
public static class TrackChoice
{
    /// <summary>In the order of setting up: what matters most comes first, because room may run out.</summary>
    public static IReadOnlyList<OfferedTrack> Choose(IReadOnlyList<OfferedTrack> offered, TrackPreference preference)
    {
        OfferedTrack[] playable = [.. offered.Where(track => track.IsPlayable)];
        if (preference.TakesAll)
            return playable;
        return
        [
            .. Picture(playable), .. Sound(playable, preference.Audio), .. Of(playable, TrackKind.Text),
            .. Of(playable, TrackKind.Slides).Take(1),
        ];
    }

    /// <summary>Of a channel: one lane of the picture, one sound, all texts, the slides. By multicast it begins with the smallest lane,
    /// which is to be had soonest, and others are tried; to us alone comes what is best.</summary>
    /// <param name="renditions">Those of the picture that are accepted; empty: all.</param>
    public static IReadOnlyList<OfferedTrack> ChooseOfChannel(
        IReadOnlyList<OfferedTrack> offered, TrackPreference preference, IReadOnlyList<string> renditions, bool startsLow)
    {
        OfferedTrack[] playable = [.. offered.Where(track => track.IsPlayable)];
        OfferedTrack[] pictures = Of(playable, TrackKind.Video);
        OfferedTrack[] accepted =
            [.. pictures.Where(track => renditions.Contains(track.Rendition ?? "", StringComparer.OrdinalIgnoreCase))];
        IEnumerable<OfferedTrack> byRate = (accepted.Length > 0 ? accepted : pictures).OrderBy(track => track.Rate ?? BitRate.Zero);
        return
        [
            .. (startsLow ? byRate : byRate.Reverse()).Take(1), .. Sound(playable, preference.Audio), .. Of(playable, TrackKind.Text),
            .. Of(playable, TrackKind.Slides).Take(1),
        ];
    }

    /// <summary>Those, of the pictures only the one that takes least.</summary>
    public static IReadOnlyList<OfferedTrack> Lightest(IEnumerable<OfferedTrack> tracks)
    {
        OfferedTrack[] all = [.. tracks];
        OfferedTrack? picture = all.Where(track => track.Kind == TrackKind.Video).MinBy(track => track.Rate ?? BitRate.Zero);
        return [.. all.Where(track => track.Kind != TrackKind.Video || track == picture)];
    }

    /// <summary>The one marked, else the one with the highest rate: where several are offered they are renditions of each other.</summary>
    private static IEnumerable<OfferedTrack> Picture(OfferedTrack[] playable) =>
        Of(playable, TrackKind.Video)
            .OrderByDescending(track => track.IsDefault).ThenByDescending(track => track.Rate ?? BitRate.Zero).Take(1);

    private static IEnumerable<OfferedTrack> Sound(OfferedTrack[] playable, IReadOnlyList<string> wanted)
    {
        OfferedTrack[] sounds = Of(playable, TrackKind.Audio);
        OfferedTrack? chosen = wanted
            .Select(language => Plainest(sounds, First(sounds.Where(track => Matches(track.Language, language)))))
            .FirstOrDefault(track => track is not null) ?? Plainest(sounds, First(sounds));
        return chosen is null ? [] : [chosen];
    }

    /// <summary>Of two versions of the same sound the one in mono or stereo: more is mixed down here anyway, and costs more.</summary>
    private static OfferedTrack? Plainest(OfferedTrack[] sounds, OfferedTrack? sound) => sound is not { Channels: > 2 }
        ? sound
        : sounds.FirstOrDefault(other => other.Channels <= 2 && other.Language == sound.Language && other.Label == sound.Label) ?? sound;

    private static OfferedTrack? First(IEnumerable<OfferedTrack> tracks) =>
        tracks.FirstOrDefault(track => track.IsDefault) ?? tracks.FirstOrDefault();

    /// <summary><c>en</c> asks for <c>en-GB</c> too. RFC 4647 §3.3.1.</summary>
    private static bool Matches(string language, string wanted) =>
        language.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (language.Length == wanted.Length || language[wanted.Length] == '-');

    private static OfferedTrack[] Of(OfferedTrack[] playable, TrackKind kind) => [.. playable.Where(track => track.Kind == kind)];
}
