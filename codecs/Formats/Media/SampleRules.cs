using System.Runtime.CompilerServices;

namespace Streaming.Formats.Media;

/// <summary>What must hold of every sample and unit, so that whoever sends them need not look again.</summary>
internal static class SampleRules
{
    /// <summary>Four months: longer than any film, short enough that no conversion between clocks overflows.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromDays(120);

    /// <summary>The index of the first sample that breaks a rule; −1 where none does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FirstBroken(Track track, ReadOnlySpan<MediaSample> samples, ReadOnlySpan<MediaUnit> units)
    {
        long latest = track.Clock.ToUnits(MaxTime);
        long previous = -latest;
        for (int i = 0; i < samples.Length; i++)
        {
            ref readonly MediaSample sample = ref samples[i];
            if (sample.DecodeUnits < previous || sample.DecodeUnits > latest || Math.Abs((long)sample.PresentationDelay) > latest)
                return i;
            if (sample.Size < 0 || sample.Duration < 0 || sample.Offset < 0 || sample.Offset > track.SampleFileSize - sample.Size)
                return i;
            if (sample.FirstUnit < 0 || sample.FirstUnit > units.Length - sample.UnitCount)
                return i;
            foreach (ref readonly MediaUnit unit in units.Slice(sample.FirstUnit, sample.UnitCount))
            {
                if (unit.Offset < 0 || unit.Size < 0 || unit.Offset > sample.Size - unit.Size)
                    return i;
            }

            previous = sample.DecodeUnits;
        }

        return -1;
    }
}
