using Streaming.Formats.Media;
using Streaming.Formats.Payloads.MpegTs;

namespace Streaming.Formats.Multiplexing;

/// <summary>The smallest constant rate at which a program's pictures and sounds are there when they are to be decoded.</summary>
public static class MultiplexRate
{
    /// <summary>Tables, and clock references that find no payload to ride on: 2 · 12.5 + 2 + 33 packets a second, 90 kb/s.</summary>
    private static readonly BitRate Overhead = new(60 * ProgramClock.PacketSize * 8);

    /// <summary>Of the time ahead of pictures, what is left for packets of the other streams to pass in front.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    /// <summary>Sound has small buffers: 100 ms of 280 kb/s are the 3 584 bytes of the common one.</summary>
    private static readonly TimeSpan AheadOfSound = TimeSpan.FromMilliseconds(100);

    /// <summary>Clock references and headers in front of the first packets of units: 2 %.</summary>
    private const int SlackPercent = 2;

    private const long LeastRate = 1_000, MostRate = 1_000_000_000;

    /// <param name="tracks">Pictures, sounds: what is woven together.</param>
    /// <param name="ahead">How long before it is decoded a unit may leave at most.</param>
    public static BitRate Of(IEnumerable<TrackIndex> tracks, TimeSpan ahead)
    {
        BitRate rate = Overhead;
        foreach (TrackIndex track in tracks)
            rate += Needed(track, track.Track.Kind == TrackKind.Video ? ahead - Margin : AheadOfSound);
        return new(rate.BitsPerSecond * (100 + SlackPercent) / 100);
    }

    /// <summary>By halves, to a hundredth: the rate at which all units, none sent earlier than so, are in time.</summary>
    private static BitRate Needed(TrackIndex track, TimeSpan ahead)
    {
        (long Decode, int Bytes)[] units = Units(track);
        long least = LeastRate, most = MostRate;
        while (most - least > most / 100)
        {
            long middle = (least + most) / 2;
            if (AreInTime(units, track.Track.Clock, ahead, middle))
                most = middle;
            else
                least = middle;
        }

        return new(most);
    }

    /// <summary>When each unit is decoded, and the bytes that it takes in packets of which the last is stuffed.</summary>
    private static (long Decode, int Bytes)[] Units(TrackIndex track)
    {
        List<(long, int)> units = new(track.Samples.Length);
        for (int next = 0; next < track.Samples.Length;)
        {
            int count = track.Track.Kind == TrackKind.Video ? 1 : SoundUnit.Count(track, next);
            long decode = track.Samples[next].DecodeUnits;
            int length = PesHeader.MaxSize + TransportHeader.FlagsSize;
            for (int end = next + count; next < end; next++)
                length += track.Samples[next].Size + UnitFraming.MaxSize;
            units.Add((decode, (length + TransportHeader.Room - 1) / TransportHeader.Room * ProgramClock.PacketSize));
        }

        return [.. units];
    }

    /// <summary>Twice, one behind the other: what is left of a title when the next one begins takes from the time of its first
    /// units.</summary>
    private static bool AreInTime((long Decode, int Bytes)[] units, ClockRate clock, TimeSpan ahead, long rate)
    {
        double perByte = 8.0 * clock.Hertz / rate, done = double.MinValue;
        long early = clock.ToUnits(ahead), length = units.Length > 0 ? units[^1].Decode - units[0].Decode : 0;
        for (int time = 0; time < 2; time++)
        {
            foreach ((long decode, int bytes) in units)
            {
                long due = decode + (time * length);
                done = Math.Max(done, due - early) + (bytes * perByte);
                if (done > due)
                    return false;
            }
        }

        return true;
    }
}
