using Streaming.Player.Client;
using Streaming.Player.Comparing;
using Streaming.Player.Desktop.Films;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Output;

/// <summary>Compares every stream with the film and says what came of it.</summary>
internal static class VerifyReport
{
    /// <returns>Whether everything that should have come has come, unchanged.</returns>
    public static bool Write(TextWriter output, TextWriter errors, Film film, PlayerResult result)
    {
        PlayAnswer answer = result.Answer!;
        bool isWhole = result.Outcome is SessionOutcome.Completed { Why: EndReason.EndOfFilm or EndReason.RangeOver };
        PlayedRange range = new(answer.Start, answer.End ?? MediaTime.End, isWhole);
        bool isSame = true;
        foreach (ActiveStream stream in result.Streams)
        {
            string name = $"{stream.Setup.Track.Kind.ToString().ToLowerInvariant()} {stream.Setup.Track.Codec}";
            if (film.Find(stream.Setup.Track) is not { } track)
            {
                errors.WriteLine($"verify: {name}: the film has no such track");
                isSame = false;
                continue;
            }

            IReadOnlyList<RenditionFilm> ladder = film.Ladder(track);
            bool isWholeOnWire = stream.Receive.Counters is { Lost: 0, GivenUp: 0 };
            PlayedRange played = range with { MayBeThinned = isWholeOnWire && ladder.Count > 1 };
            LadderResult comparison = LadderComparison.Compare(ladder, stream.Tally.Digests, played);
            isSame &= comparison.IsSame;
            string seen = Seen(comparison, ladder.Count);
            if (comparison.IsSame)
                output.WriteLine($"verify: {name}: {comparison.Equal} samples equal the film's byte for byte{seen}");
            else
                errors.WriteLine(
                    $"verify: {name}: {comparison.Differences} differences, {comparison.Equal} samples equal{seen}; "
                    + $"first: {comparison.First}");
        }

        return isSame;
    }

    /// <summary>Which renditions came, where there is more than one: <c>600 of 720p, 150 of 480p from 24.000 s on</c>.</summary>
    private static string Seen(LadderResult comparison, int renditions)
    {
        if (renditions == 1 || comparison.Runs.Count == 0)
            return "";
        string counts = string.Join(", ", comparison.ByRendition.Select(one => $"{one.Equal} of {one.Rendition}"));
        string changes = comparison.Runs.Count == 1
            ? ""
            : $"; {string.Join(", ", comparison.Runs.Skip(1).Select(run => $"{run.Rendition} from {run.From}"))}";
        string clean = comparison.IsSame ? ", no gap, no duplicate" : "";
        string thinned = comparison.Thinned > 0 ? $", {comparison.Thinned} pictures left out that no other needs" : "";
        return $": {counts}{thinned}{clean}{changes}";
    }
}
