using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>Computes the signs and round corners: how much of each pixel a shape covers, by four times four points of it.</summary>
internal static class Stencil
{
    private const int Fineness = 4;

    /// <summary>A filled circle; the corners of rounded rectangles are its quarters.</summary>
    public static byte[] Circle(int diameter) => Cover(diameter, (x, y) => Distance(x, y, 0.5, 0.5) <= 0.5);

    public static byte[] Symbol(SymbolKind kind, int size) => Cover(size, kind switch
    {
        SymbolKind.Play => (x, y) => IsForward(x, y, 0.12, 0.95),
        SymbolKind.Pause => (x, y) => x is (>= 0.14 and <= 0.38) or (>= 0.62 and <= 0.86) && y is >= 0.06 and <= 0.94,
        SymbolKind.FastForward => (x, y) => IsForward(x, y, 0, 0.5) || IsForward(x, y, 0.5, 1),
        SymbolKind.Rewind => (x, y) => IsForward(1 - x, y, 0, 0.5) || IsForward(1 - x, y, 0.5, 1),
        SymbolKind.Speaker => (x, y) => IsSpeaker(x, y) || IsWave(x, y, 0.28) || IsWave(x, y, 0.46),
        _ => (x, y) => IsSpeaker(x, y) || IsCross(x, y),
    });

    /// <param name="isInside">Of a square whose sides are 1.</param>
    /// <returns>One byte for each pixel: 255 where it is covered.</returns>
    private static byte[] Cover(int size, Func<double, double, bool> isInside)
    {
        byte[] pixels = new byte[size * size];
        for (int i = 0; i < pixels.Length; i++)
        {
            int covered = 0;
            for (int sample = 0; sample < Fineness * Fineness; sample++)
            {
                double x = ((i % size) + (((sample % Fineness) + 0.5) / Fineness)) / size;
                double y = ((i / size) + (((sample / Fineness) + 0.5) / Fineness)) / size;
                covered += isInside(x, y) ? 1 : 0;
            }

            pixels[i] = (byte)(covered * 255 / (Fineness * Fineness));
        }

        return pixels;
    }

    private static bool IsForward(double x, double y, double from, double to) =>
        x >= from && x <= to && Math.Abs(y - 0.5) <= 0.46 * (to - x) / (to - from);

    private static bool IsSpeaker(double x, double y) =>
        (x is >= 0 and <= 0.2 && Math.Abs(y - 0.5) <= 0.16)
            || (x is > 0.2 and <= 0.46 && Math.Abs(y - 0.5) <= 0.16 + ((x - 0.2) / 0.26 * 0.26));

    private static bool IsWave(double x, double y, double radius) =>
        x > 0.5 && Math.Abs(Distance(x, y, 0.44, 0.5) - radius) <= 0.045 && Math.Abs(y - 0.5) <= (x - 0.44) * 1.1;

    private static bool IsCross(double x, double y) =>
        x is >= 0.6 and <= 1 && y is >= 0.3 and <= 0.7 && (Math.Abs(x - 0.6 - (y - 0.3)) <= 0.06 || Math.Abs(x - 0.6 - (0.7 - y)) <= 0.06);

    private static double Distance(double x, double y, double centreX, double centreY) =>
        Math.Sqrt(((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)));
}
