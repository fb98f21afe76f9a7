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

            ComparisonResult comparison = FilmComparison.Compare(track, film.Samples(track), stream.Tally.Digests, range);
            if (comparison.IsSame)
            {
                output.WriteLine($"verify: {name}: {comparison.Equal} samples equal the film's byte for byte");
                continue;
            }

            isSame = false;
            errors.WriteLine(
                $"verify: {name}: {comparison.Differences} differences, {comparison.Equal} samples equal; first: {comparison.First}");
        }

        return isSame;
    }
}
