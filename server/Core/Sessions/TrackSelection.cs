using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;

namespace Streaming.Server.Sessions;

/// <summary>Which of a title's streams a client is offered: what it chose in the query, else what plays everywhere.</summary>
/// <remarks>
/// <c>audio=</c> and <c>text=</c> take a language, several (<c>de,en</c>), <c>all</c> or <c>none</c>; <c>rendition=</c> a rung of the
/// ladder,
/// <c>all</c> or <c>none</c>; <c>slides=</c> 1 or 0, or <c>all</c>, which is no error where there are none. Without them: the default
/// picture, the default sound, no text and, beside a picture, no slides: a player shows every video stream it is offered in a window of its
/// own, and takes an unknown coding for an error. The first of a kind is the one to begin with, and of every language comes first what
/// plays everywhere.
/// </remarks>
public sealed class TrackSelection
{
    private readonly Title _title;
    private readonly List<Track> _chosen = [];
    private string? _missing;

    private TrackSelection(Title title) => _title = title;

    /// <summary>Picture first, then sound, slides and text.</summary>
    /// <param name="missing">Where false: what was asked for, and what there is, in one sentence.</param>
    public static bool TryChoose(
        Title title, MediaQuery query, [NotNullWhen(true)] out IReadOnlyList<Track>? tracks, [NotNullWhen(false)] out string? missing)
    {
        TrackSelection selection = new(title);
        selection.ChooseVideo(query["rendition"]);
        selection.ChooseLanguages(TrackKind.Audio, "audio", query["audio"] ?? "");
        selection.ChooseSlides(query["slides"]);
        selection.ChooseLanguages(TrackKind.Text, "text", query["text"] ?? (selection._chosen.Count == 0 ? "" : "none"));
        if (selection._chosen.Count == 0)
            selection._missing ??= $"nothing of '{title.Id}' is left to play";
        missing = selection._missing;
        tracks = missing is null ? selection._chosen : null;
        return missing is null;
    }

    private void ChooseVideo(string? rendition)
    {
        Track[] videos = Of(TrackKind.Video);
        if (IsNone(rendition))
            return;
        if (IsAll(rendition))
            _chosen.AddRange(videos);
        else if (string.IsNullOrEmpty(rendition))
            Add(Default(videos));
        else if (Default(videos.Where(track => track.Rendition.Equals(rendition, StringComparison.OrdinalIgnoreCase))) is { } match)
            Add(match);
        else
            Miss("rendition", rendition, videos.Select(track => track.Rendition));
    }

    private void ChooseSlides(string? wanted)
    {
        bool hasPicture = _chosen.Any(track => track.Kind == TrackKind.Video);
        bool isWanted = string.IsNullOrEmpty(wanted) ? !hasPicture : wanted != "0" && !IsNone(wanted);
        if (!isWanted)
            return;
        if (Default(Of(TrackKind.Slides)) is { } slides)
            Add(slides);
        else if (!string.IsNullOrEmpty(wanted) && !IsAll(wanted))
            Miss("slides", wanted, []);
    }

    private void ChooseLanguages(TrackKind kind, string name, string wanted)
    {
        Track[] tracks = Of(kind);
        if (IsNone(wanted))
            return;
        if (wanted.Length == 0)
        {
            Add(MostCompatible(tracks, Default(tracks)));
            return;
        }

        if (IsAll(wanted))
        {
            _chosen.AddRange(BestFirst(tracks));
            return;
        }

        foreach (string language in wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (MostCompatible(tracks, Default(tracks.Where(track => Matches(track.Language, language)))) is { } match)
                Add(match);
            else
                Miss(name, language, tracks.Select(track => track.Language));
        }
    }

    /// <summary>Language by language, that of the default first; of each the version that plays everywhere before the others.</summary>
    private static IEnumerable<Track> BestFirst(Track[] tracks)
    {
        string? first = Default(tracks)?.Language;
        foreach (IGrouping<string, Track> language in tracks.GroupBy(track => track.Language).OrderBy(group => group.Key != first))
        {
            Track[] versions = [.. language];
            Track? best = MostCompatible(versions, Default(versions));
            foreach (Track version in versions.OrderBy(track => track != best).ThenBy(track => track.Channels > 2))
                yield return version;
        }
    }

    /// <summary>Of two versions of the same sound, the one in mono or stereo: not every client mixes six channels down.</summary>
    private static Track? MostCompatible(Track[] tracks, Track? track) => track is not { Channels: > 2 }
        ? track
        : tracks.FirstOrDefault(other => other.Channels is 1 or 2 && other.Language == track.Language && other.Label == track.Label)
            ?? track;

    private static Track? Default(IEnumerable<Track> tracks) => tracks.FirstOrDefault(track => track.IsDefault) ?? tracks.FirstOrDefault();

    /// <summary><c>en</c> asks for <c>en-GB</c> too. RFC 4647 §3.3.1.</summary>
    private static bool Matches(string language, string wanted) =>
        language.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)
        && (language.Length == wanted.Length || language[wanted.Length] == '-');

    private static bool IsAll(string? value) => "all".Equals(value, StringComparison.OrdinalIgnoreCase);

    private static bool IsNone(string? value) => "none".Equals(value, StringComparison.OrdinalIgnoreCase);

    private Track[] Of(TrackKind kind) => [.. _title.Tracks.Where(track => track.Kind == kind)];

    private void Add(Track? track)
    {
        if (track is not null && !_chosen.Contains(track))
            _chosen.Add(track);
    }

    private void Miss(string what, string wanted, IEnumerable<string> available)
    {
        string list = string.Join(", ", available.Distinct());
        _missing ??= $"'{_title.Id}' has no {what} '{wanted}'; it has {(list.Length == 0 ? "none" : list)}";
    }
}
