using System.Buffers;

namespace Streaming.Formats.Media;

/// <summary>Reads samples in the form in which a receiver hands them out again, so that delivery can be compared with the film byte for
/// byte.</summary>
/// <remarks>
/// H.264 and H.265: every NAL unit behind a four-byte start code, whatever start codes the file has. Everything else is stored in that
/// form already: AV1 as OBUs with size fields and without temporal delimiters, JPEG and timed text as the importer writes them.
/// </remarks>
public static class SampleReader
{
    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>Appends sample <paramref name="index"/> of <paramref name="track"/>; false where the file cannot be read that
    /// far.</summary>
    public static bool TryRead(TrackIndex track, int index, IByteSource film, IBufferWriter<byte> destination)
    {
        ref readonly MediaSample sample = ref track.Samples[index];
        if (track.Track.Codec is not (Codec.H264 or Codec.H265))
            return TryCopy(film, sample.Offset, sample.Size, destination);
        foreach (ref readonly MediaUnit unit in track.UnitsOf(sample))
        {
            destination.Write(StartCode);
            if (!TryCopy(film, sample.Offset + unit.Offset, unit.Size, destination))
                return false;
        }

        return true;
    }

    /// <summary>How many bytes <see cref="TryRead"/> appends.</summary>
    public static int Size(TrackIndex track, int index)
    {
        ref readonly MediaSample sample = ref track.Samples[index];
        if (track.Track.Codec is not (Codec.H264 or Codec.H265))
            return sample.Size;
        int size = 0;
        foreach (ref readonly MediaUnit unit in track.UnitsOf(sample))
            size += StartCode.Length + unit.Size;
        return size;
    }

    private static bool TryCopy(IByteSource film, long offset, int size, IBufferWriter<byte> destination)
    {
        if (size == 0)
            return true;
        if (!film.TryRead(offset, destination.GetSpan(size)[..size]))
            return false;
        destination.Advance(size);
        return true;
    }
}
