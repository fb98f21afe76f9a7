using Streaming.Formats.Media;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Titles;

/// <summary>Makes titles of nothing but their terms, by whole numbers: the same on every machine.</summary>
internal static class MadeTitle
{
    public static ShelfTitle Of(TitleTerms.Generated terms)
    {
        List<MadeTrack> tracks = [];
        if (terms.Renditions.Count > 0)
        {
            MadePicture picture = new(terms);
            foreach (RenditionTerms rendition in terms.Renditions)
                tracks.Add(picture.Rendition(tracks.Count + 1, rendition, isBest: tracks.Count == 0));
        }

        for (int i = 0; terms.Sound is not null && i < terms.Languages.Count; i++)
            tracks.Add(MadeSound.Of(terms, tracks.Count + 1, i));
        TrackIndex[] indexes = [.. tracks.Select(track => track.Index())];
        Title title = new()
        {
            Id = terms.Name,
            Name = terms.Name,
            Duration = tracks.Max(track => track.Length),
            Tracks = [.. indexes.Select(index => index.Track)],
        };
        return new(new(title, indexes), tracks.ToDictionary(track => track.Facts.Id, track => track.Film));
    }
}
