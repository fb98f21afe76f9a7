using Streaming.Formats.Media;
using Streaming.Primitives.Chance;

namespace Streaming.World.Tests.Films;

/// <summary>One picture in several sizes, as an encoder makes them: parameter sets in band at every key picture.</summary>
public static class Renditions
{
    private const int Frame = 3_600;

    /// <param name="size">Mean bytes of a picture that is no key.</param>
    /// <param name="group">Pictures from key to key.</param>
    /// <param name="isOpen">Two pictures behind a key picture are shown before it.</param>
    public static SyntheticTrack Make(ulong seed, int size, int group, double seconds = 8, bool isOpen = false, int id = 1)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(new()
        {
            Id = id, Kind = TrackKind.Video, Codec = Codec.H264, Clock = ClockRate.Video, Rendition = $"{size}", FrameRate = 25,
        });
        int count = (int)(seconds * 25);
        for (int i = 0; i < count; i++)
        {
            int place = i % group;
            bool isKey = place == 0;
            if (isKey)
            {
                builder.Raw([0, 0, 0, 1]).Unit(Unit(0x67, 20, random));
                builder.Raw([0, 0, 0, 1]).Unit(Unit(0x68, 8, random));
            }

            bool isNeeded = isKey || Delay(place, group, isOpen) > 0;
            builder.Raw([0, 0, 0, 1]).Unit(Unit(isKey ? (byte)0x65 : isNeeded ? (byte)0x41 : (byte)0x01, size * (isKey ? 8 : 1), random));
            SampleFlags flags = isKey ? SampleFlags.Key : isNeeded ? SampleFlags.None : SampleFlags.Disposable;
            builder.End((i - 1L) * Frame, Delay(place, group, isOpen) * Frame, Frame, flags);
        }

        return builder.Build();
    }

    /// <summary>In pictures. Closed: a reference, then the one shown before it. Open: the key picture, then two that are shown before
    /// it.</summary>
    private static int Delay(int place, int group, bool isOpen)
    {
        if (isOpen)
            return place == 0 ? 3 : place <= 2 ? 0 : 1;
        return place == 0 ? 1 : place % 2 == 0 ? 0 : place < group - 1 ? 2 : 1;
    }

    private static byte[] Unit(byte head, int size, SeededRandom random)
    {
        byte[] unit = new byte[Math.Max(3, (int)(size * (0.5 + random.NextDouble())))];
        random.Fill(unit);
        unit[0] = head;
        return unit;
    }
}
