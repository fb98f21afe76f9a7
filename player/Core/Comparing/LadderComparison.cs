using System.Buffers;
using Streaming.Formats.Media;
using Streaming.Player.Receiving;

namespace Streaming.Player.Comparing;

/// <summary>Compares a stream whose rendition may have changed while it came with every rendition of its film.</summary>
/// <remarks>
/// Whole samples say by their bytes which rendition they are from; that cuts the stream into runs, and each run is compared with its
/// rendition from the key picture it begins with to the one the next begins with. So a hole or an overlap at a change is found as what it
/// is, and damage is laid at the rendition that was playing.
/// </remarks>
public sealed class LadderComparison
{
    private const int Nobody = -1;

    private readonly IReadOnlyList<RenditionFilm> _ladder;
    private readonly IReadOnlyList<SampleDigest> _received;
    private readonly long _origin;
    private readonly Dictionary<long, int>?[] _places;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    private LadderComparison(IReadOnlyList<RenditionFilm> ladder, IReadOnlyList<SampleDigest> received, PlayedRange range)
    {
        _ladder = ladder;
        _received = received;
        _origin = ladder[0].Track.Track.Clock.ToUnits(range.Start);
        _places = new Dictionary<long, int>?[ladder.Count];
    }

    /// <summary>Samples [<paramref name="First"/>, <paramref name="End"/>) of what came are of one rendition, which takes over at a
    /// time.</summary>
    private readonly record struct Run(int Rendition, int First, int End, MediaTime From);

    /// <param name="ladder">At least one; of one clock; that which was asked for comes first.</param>
    /// <param name="received">In the order of arrival, which is decode order.</param>
    public static LadderResult Compare(IReadOnlyList<RenditionFilm> ladder, IReadOnlyList<SampleDigest> received, PlayedRange range) =>
        new LadderComparison(ladder, received, range).Compare(range);

    private LadderResult Compare(PlayedRange range)
    {
        List<Run> runs = _ladder.Count == 1 || _received.Count == 0 ? [new(0, 0, _received.Count, range.Start)] : Runs(range.Start);
        (long equal, long differences, long thinned) = (0, 0, 0);
        FilmDifference? first = null;
        List<RenditionRun> seen = [];
        for (int i = 0; i < runs.Count; i++)
        {
            Run run = runs[i];
            bool isLast = i == runs.Count - 1;
            MediaTime end = isLast ? range.End : runs[i + 1].From;
            List<SampleDigest> digests = [.. _received.Skip(run.First).Take(run.End - run.First)];
            FilmDifference? twice = null;
            if (!isLast)
                differences += TakeDuplicates(digests, run, end, out twice);
            PlayedRange part = range with { Start = run.From, End = end, IsWhole = !isLast || range.IsWhole };
            (TrackIndex track, IByteSource film) = _ladder[run.Rendition];
            ComparisonResult result = FilmComparison.Compare(track, film, digests, part, range.Start);
            equal += result.Equal;
            differences += result.Differences;
            thinned += result.Thinned;
            first ??= result.First ?? twice;
            if (_received.Count > 0)
                seen.Add(new(_ladder[run.Rendition].Name, run.From, result.Equal));
        }

        return new(equal, differences, thinned, first, seen);
    }

    /// <summary>Takes out what the next run shows as well.</summary>
    private int TakeDuplicates(List<SampleDigest> digests, Run run, MediaTime end, out FilmDifference? first)
    {
        TrackIndex track = _ladder[run.Rendition].Track;
        long from = track.Track.Clock.ToUnits(end);
        int at = digests.FindIndex(digest => digest.Units + _origin >= from);
        first = null;
        if (at >= 0)
        {
            long units = digests[at].Units!.Value + _origin;
            first = new(DifferenceKind.Duplicate, Place(run.Rendition, units), track.Track.Clock.ToTime(units));
        }

        return digests.RemoveAll(digest => digest.Units + _origin >= from);
    }

    private List<Run> Runs(MediaTime start)
    {
        int[] owners = Owners();
        List<Run> runs = [];
        Run current = new(Array.Find(owners, owner => owner != Nobody), 0, 0, start);
        int unknown = 0;
        for (int i = 0; i < owners.Length; i++)
        {
            if (owners[i] == Nobody)
                continue;
            if (owners[i] != current.Rendition)
            {
                // What lies between the two belongs to the new one from its key picture on.
                MediaTime from = TakesOver(owners[i], i);
                long units = _ladder[owners[i]].Track.Track.Clock.ToUnits(from);
                int cut = unknown;
                while (cut < i && !(_received[cut].Units + _origin >= units))
                    cut++;
                runs.Add(current with { End = cut });
                current = new(owners[i], cut, 0, from);
            }

            unknown = i + 1;
        }

        runs.Add(current with { End = owners.Length });
        return runs;
    }

    /// <summary>When the rendition that sample <paramref name="received"/> is from took over: at its last key picture up to
    /// there.</summary>
    private MediaTime TakesOver(int rendition, int received)
    {
        TrackIndex track = _ladder[rendition].Track;
        int at = Place(rendition, _received[received].Units!.Value + _origin);
        while (at > 0 && !track.Samples[at].IsKey)
            at--;
        return track.PresentationTime(at);
    }

    /// <summary>For each sample that came the rendition it is from; nobody for what is damaged, or in none of them.</summary>
    private int[] Owners()
    {
        int[] owners = new int[_received.Count];
        int current = 0;
        for (int i = 0; i < owners.Length; i++)
        {
            owners[i] = Nobody;
            for (int step = 0; step < _ladder.Count && owners[i] == Nobody; step++)
            {
                int rendition = (current + step) % _ladder.Count;
                if (IsFrom(rendition, _received[i]))
                    owners[i] = current = rendition;
            }
        }

        return owners;
    }

    private bool IsFrom(int rendition, SampleDigest digest)
    {
        if (!digest.IsComplete || digest.Units is not { } units || Place(rendition, units + _origin) is var at && at < 0)
            return false;
        _bytes.ResetWrittenCount();
        (TrackIndex track, IByteSource film) = _ladder[rendition];
        return SampleReader.TryRead(track, at, film, _bytes)
            && _bytes.WrittenCount == digest.Size && SampleTally.HashOf(_bytes.WrittenSpan) == digest.Hash;
    }

    /// <summary>The sample presented at a time, which on its way may have been rounded by one unit; −1 for none.</summary>
    private int Place(int rendition, long units)
    {
        Dictionary<long, int> places = _places[rendition] ??= Places(_ladder[rendition].Track);
        foreach (long near in new[] { units, units - 1, units + 1 })
        {
            if (places.TryGetValue(near, out int at))
                return at;
        }

        return Nobody;
    }

    private static Dictionary<long, int> Places(TrackIndex track)
    {
        Dictionary<long, int> places = new(track.Samples.Length);
        for (int i = 0; i < track.Samples.Length; i++)
            places[track.Samples[i].PresentationUnits] = i;
        return places;
    }
}
