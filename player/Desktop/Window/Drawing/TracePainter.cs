using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window.Drawing;

/// <summary>Draws a line through values, filled down to its lower edge where wanted.</summary>
internal static unsafe class TracePainter
{
    // Points nearer than this are one: a minute of values in a plot as wide as a hand is more than can be seen.
    private const float LeastStep = 2;

    public static void Draw(SdlRendererHandle renderer, SceneItem.Trace trace)
    {
        Span<(float X, float Y)> points = Points(trace);
        if (points.Length == 0)
            return;
        if (trace.IsFilled)
            Fill(renderer, trace, points);
        Line(renderer, trace, points);
    }

    /// <summary>One point for every step; of the values within it the one farthest from zero, so that no spike is lost.</summary>
    private static (float X, float Y)[] Points(SceneItem.Trace trace)
    {
        int count = Math.Min(trace.Values.Count, trace.Full);
        if (count == 0 || trace.High <= trace.Low)
            return [];
        float perValue = trace.Box.Width / Math.Max(1, trace.Full - 1);
        int together = Math.Max(1, (int)MathF.Ceiling(LeastStep / perValue));
        List<(float X, float Y)> points = new((count / together) + 1);

        // Groups are counted from the newest, so that a moving plot does not shimmer.
        for (int end = trace.Values.Count; end > trace.Values.Count - count; end -= together)
        {
            float most = 0;
            for (int i = Math.Max(trace.Values.Count - count, end - together); i < end; i++)
                most = MathF.Abs(trace.Values[i]) >= MathF.Abs(most) ? trace.Values[i] : most;
            float share = Math.Clamp((most - trace.Low) / (trace.High - trace.Low), 0, 1);
            points.Add((trace.Box.Right - ((trace.Values.Count - end) * perValue), trace.Box.Bottom - (share * trace.Box.Height)));
        }

        points.Reverse();
        return [.. points];
    }

    private static void Fill(SdlRendererHandle renderer, SceneItem.Trace trace, ReadOnlySpan<(float X, float Y)> points)
    {
        SdlRenderNative.SetRenderDrawColor(renderer, trace.Colour.Red, trace.Colour.Green, trace.Colour.Blue,
            (byte)(trace.Colour.Alpha / 4));
        for (int i = 1; i < points.Length; i++)
        {
            float x = MathF.Round(points[i - 1].X);
            float width = MathF.Round(points[i].X) - x;
            if (width > 0 && points[i].Y < trace.Box.Bottom)
                SdlRenderNative.RenderFillRect(renderer, new(x, points[i].Y, width, trace.Box.Bottom - points[i].Y));
        }
    }

    private static void Line(SdlRendererHandle renderer, SceneItem.Trace trace, ReadOnlySpan<(float X, float Y)> points)
    {
        if (points.Length < 2)
            return;
        SdlColour colour = new(trace.Colour.Red, trace.Colour.Green, trace.Colour.Blue, trace.Colour.Alpha);
        SdlVertex[] vertices = new SdlVertex[(points.Length - 1) * 4];
        int[] triangles = new int[(points.Length - 1) * 6];
        for (int i = 0; i < points.Length - 1; i++)
        {
            (float x1, float y1) = points[i];
            (float x2, float y2) = points[i + 1];
            float length = MathF.Max(0.01f, MathF.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1))));
            float sideX = -(y2 - y1) / length * trace.Thickness / 2;
            float sideY = (x2 - x1) / length * trace.Thickness / 2;
            int v = i * 4;
            vertices[v] = new(x1 + sideX, y1 + sideY, colour, 0, 0);
            vertices[v + 1] = new(x1 - sideX, y1 - sideY, colour, 0, 0);
            vertices[v + 2] = new(x2 + sideX, y2 + sideY, colour, 0, 0);
            vertices[v + 3] = new(x2 - sideX, y2 - sideY, colour, 0, 0);
            ReadOnlySpan<int> quad = [v, v + 1, v + 2, v + 2, v + 1, v + 3];
            quad.CopyTo(triangles.AsSpan(i * 6));
        }

        fixed (SdlVertex* first = vertices)
        fixed (int* index = triangles)
            SdlRenderNative.RenderGeometry(renderer, 0, first, vertices.Length, index, triangles.Length);
    }
}
