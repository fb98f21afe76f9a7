using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Cuts uncompressed sound into samples of 20 ms, the packet time of RFC 3551 §4.2, where containers have blocks of any
/// size.</summary>
internal static class PcmCutter
{
    private const int PerSecond = 50;

    public static List<MediaSample> Cut(Track track, PacketTable table, SampleTiming[] timings)
    {
        int frameBytes = track.Channels * (track.Codec == Codec.L16 ? 2 : 1);
        List<MediaSample> samples = [];
        long offset = 0, runStart = 0, runOffset = 0, runBytes = 0;
        for (int i = 0; i < timings.Length; i++)
        {
            // A millisecond is what coarse containers round to; anything more is a gap that shall be heard as one.
            long expected = runStart + (runBytes / frameBytes);
            if (i == 0 || Math.Abs(timings[i].PresentationUnits - expected) > track.Clock.Hertz / 1000)
            {
                CutRun(track, frameBytes, runStart, runOffset, runBytes, samples);
                (runStart, runOffset, runBytes) = (timings[i].PresentationUnits, offset, 0);
                runStart = samples.Count > 0 ? Math.Max(runStart, samples[^1].DecodeUnits) : runStart;
            }

            runBytes += table.Rows[i].Size;
            offset += table.Rows[i].Size;
        }

        CutRun(track, frameBytes, runStart, runOffset, runBytes, samples);
        return samples;
    }

    private static void CutRun(Track track, int frameBytes, long start, long offset, long bytes, List<MediaSample> samples)
    {
        long frames = bytes / frameBytes;
        for (long number = 0, done = 0; done < frames; number++)
        {
            // At 11,025 Hz 20 ms are 220.5 frames: every other sample is one longer.
            long next = Math.Min(frames, (number + 1) * track.Clock.Hertz / PerSecond);
            int count = (int)(next - done);
            SampleFlags flags = SampleFlags.Key | (start + next <= 0 ? SampleFlags.Preroll : SampleFlags.None);
            samples.Add(new MediaSample(offset + (done * frameBytes), start + done, 0, count * frameBytes, count, 0, 0, flags));
            done = next;
        }
    }
}
