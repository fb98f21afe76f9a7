using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Views;

/// <summary>Where the film's picture and its slide go.</summary>
/// <param name="Picture">Of the turned picture; null where there is none.</param>
internal readonly record struct FilmLayout(Box? Picture, Box? Slide)
{
    // A slide narrower than this share of the window cannot be read, and goes over the film instead.
    private const float LeastBeside = 0.24f;
    private const float OverShare = 0.3f;

    /// <param name="rotation">Of the picture, clockwise, in degrees.</param>
    /// <param name="isSlideFirst">The slide takes the picture's place, and the picture the slide's.</param>
    public static FilmLayout Of(Measures size, PictureShape? picture, PictureShape? slide, int rotation, bool isSlideFirst)
    {
        Box all = new(0, 0, size.Width, size.Height);
        if (picture is not { } film)
            return new(null, slide is { } alone ? all.Fit(alone.Aspect(0)) : null);
        if (slide is not { } page)
            return new(all.Fit(film.Aspect(rotation)), null);
        double first = isSlideFirst ? page.Aspect(0) : film.Aspect(rotation);
        double second = isSlideFirst ? film.Aspect(rotation) : page.Aspect(0);
        (Box large, Box small) = Place(all, size, first, second);
        return isSlideFirst ? new(small, large) : new(large, small);
    }

    private static (Box Large, Box Small) Place(Box all, Measures size, double first, double second)
    {
        // Beside: what is first keeps its full height, and what is second gets the rest of the width.
        float rest = all.Width - (float)(all.Height * first);
        if (rest >= all.Width * LeastBeside)
        {
            Box large = all with { Width = all.Width - rest };
            return (large.Fit(first), new Box(large.Right, 0, rest, all.Height).Inset(size.Of(8)).Fit(second));
        }

        float width = MathF.Round(all.Width * OverShare);
        float height = MathF.Min((float)(width / second), all.Height * 0.45f);
        width = (float)(height * second);
        return (all.Fit(first), new Box(all.Width - width - size.Margin, size.Margin, width, height).Fit(second));
    }
}
