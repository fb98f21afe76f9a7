namespace Streaming.Ffmpeg.Importing;

/// <summary>A picture taken from a film, in two sizes, and how much there is to see in it.</summary>
/// <param name="Cover">JPEG, at most 640 samples wide.</param>
/// <param name="Thumbnail">The same, no side longer than 320.</param>
/// <param name="Grey">The picture in a few samples, dark to light.</param>
internal sealed record Still(byte[] Cover, byte[] Thumbnail, byte[] Grey)
{
    /// <summary>A field of one colour has a deviation of 0, noise in a black one of 2 or 3, a dim scene of 15, an ordinary one of 40 to
    /// 70.</summary>
    private const double LeastContrast = 12;

    /// <summary>Darker on average is a fade, lighter a flash.</summary>
    private const double Darkest = 20, Lightest = 235;

    public double Contrast => Math.Sqrt(Grey.Select(sample => (sample - Brightness) * (sample - Brightness)).DefaultIfEmpty().Average());

    /// <summary>Neither black nor blank.</summary>
    public bool IsTelling => Contrast >= LeastContrast && Brightness is >= Darkest and <= Lightest;

    private double Brightness => Grey.Select(sample => (double)sample).DefaultIfEmpty().Average();
}
