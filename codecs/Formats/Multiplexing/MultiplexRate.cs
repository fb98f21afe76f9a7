using Streaming.Formats.Media;
using Streaming.Formats.Payloads.MpegTs;

namespace Streaming.Formats.Multiplexing;

/// <summary>The smallest constant rate at which a program's pictures and sounds are there when they are to be decoded.</summary>
public static class MultiplexRate
{
    /// <summary>Tables, and clock references that find no payload to ride on: 2 · 12.5 + 2 + 33 packets a second, 90 kb/s.</summary>
    private static readonly BitRate Overhead = new(60 * ProgramClock.PacketSize * 8);

    /// <summary>Of the time ahead, what is left for packets of the other streams to pass in front.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    /// <summary>Clock references, headers of packets whose rest is stuffed, and the grain of sound in units: 2 %.</summary>
    private const int SlackPercent = 2;

    /// <param name="tracks">Pictures, sounds: what is woven together.</param>
    /// <param name="ahead">How long before it is decoded a unit may leave at most.</param>
    public static BitRate Of(IEnumerable<TrackIndex> tracks, TimeSpan ahead)
    {
        BitRate rate = Overhead;
        foreach (TrackIndex track in tracks)
            rate += track.Track.Kind == TrackKind.Video ? Pictures(track, ahead - Margin) : Sound(track);
        return new(rate.BitsPerSecond * (100 + SlackPercent) / 100);
    }

    /// <summary>Bytes that a unit takes in packets of which the last is stuffed.</summary>
    private static long Packed(long length)
    {
        long whole = length + PesHeader.MaxSize + TransportHeader.FlagsSize;
        return (whole + TransportHeader.Room - 1) / TransportHeader.Room * ProgramClock.PacketSize;
    }

    /// <summary>By halves, to a hundredth: the rate at which the pictures, each at most so early, are all in time.</summary>
    private static BitRate Pictures(TrackIndex track, TimeSpan ahead)
    {
        long least = 1_000, most = 1_000_000_000;
        while (most - least > most / 100)
        {
            long middle = (least + most) / 2;
            if (AreInTime(track, track.Track.Clock.ToUnits(ahead), middle))
                most = middle;
            else
                least = middle;
        }

        return new(most);
    }

    private static bool AreInTime(TrackIndex track, long ahead, long rate)
    {
        double unitsPerByte = 8.0 * track.Track.Clock.Hertz / rate, done = double.MinValue;
        foreach (ref readonly MediaSample sample in track.Samples)
        {
            done = Math.Max(done, sample.DecodeUnits - ahead) + (Packed(sample.Size + UnitFraming.MaxSize) * unitsPerByte);
            if (done > sample.DecodeUnits)
                return false;
        }

        return true;
    }

    /// <summary>The most of any second; where a unit holds as many frames as fit.</summary>
    private static BitRate Sound(TrackIndex track)
    {
        BitRate peak = track.Track.PeakRate;
        long frames = 0, bytes = 0;
        foreach (ref readonly MediaSample sample in track.Samples)
        {
            frames++;
            bytes += sample.Size;
        }

        if (frames == 0)
            return peak;
        long frame = (bytes / frames) + UnitFraming.MaxSize, together = Math.Max(1, SoundUnit.Target / frame);
        long unit = frame * together;
        return new((long)(peak.BitsPerSecond * ((double)Packed(unit) / unit) * frame * frames / Math.Max(1, bytes)));
    }
}
