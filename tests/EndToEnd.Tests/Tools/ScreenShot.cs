namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>A picture of a screen or of a film: rows from the top, three bytes (red, green, blue) for each place.</summary>
internal sealed record ScreenShot(int Width, int Height, byte[] Pixels)
{
    /// <summary>How far a colour is off at a place before anybody speaks of another colour.</summary>
    private const int Alike = 24;

    /// <summary>A part of it; what reaches over its edges is left out.</summary>
    public ScreenShot Crop(int x, int y, int width, int height)
    {
        (width, height) = (Math.Min(width, Width - x), Math.Min(height, Height - y));
        byte[] part = new byte[width * height * 3];
        for (int row = 0; row < height; row++)
            Array.Copy(Pixels, (((y + row) * Width) + x) * 3, part, row * width * 3, width * 3);
        return new(width, height, part);
    }

    /// <summary>The part between two shares of its height: 0 is the top, 1 the bottom.</summary>
    public ScreenShot Band(double from, double to) => Crop(0, (int)(from * Height), Width, (int)((to - from) * Height));

    /// <summary>The mean distance of two pictures of the same size, 0 … 255.</summary>
    public double DistanceTo(ScreenShot other)
    {
        Assert.Equal((Width, Height), (other.Width, other.Height));
        long sum = 0;
        for (int i = 0; i < Pixels.Length; i++)
            sum += Math.Abs(Pixels[i] - other.Pixels[i]);
        return (double)sum / Pixels.Length;
    }

    /// <summary>The share of places where the two are of another colour.</summary>
    public double ChangedAgainst(ScreenShot other)
    {
        if ((Width, Height) != (other.Width, other.Height))
            return 1;
        return Share(at => Enumerable.Range(at, 3).Any(i => Math.Abs(Pixels[i] - other.Pixels[i]) > Alike));
    }

    /// <summary>The share of places that are as good as white.</summary>
    public double White => Share(at => Pixels[at] > 225 && Pixels[at + 1] > 225 && Pixels[at + 2] > 225);

    /// <summary>The share of places that are as good as black.</summary>
    public double Black => Share(at => Pixels[at] < 30 && Pixels[at + 1] < 30 && Pixels[at + 2] < 30);

    /// <summary>The share of places with a colour of their own: the player's own surfaces are grey.</summary>
    public double Colourful => Share(at =>
        Math.Max(Pixels[at], Math.Max(Pixels[at + 1], Pixels[at + 2]))
        - Math.Min(Pixels[at], Math.Min(Pixels[at + 1], Pixels[at + 2])) > 120);

    private double Share(Func<int, bool> isMeant)
    {
        int count = 0;
        for (int at = 0; at < Pixels.Length; at += 3)
            count += isMeant(at) ? 1 : 0;
        return count / (Pixels.Length / 3.0);
    }
}
