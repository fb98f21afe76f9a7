using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>What a PLAY says of how it is to be played: what is null, it does not name.</summary>
/// <param name="Scale">RFC 2326 §12.34.</param>
/// <param name="Speed">RFC 2326 §12.35.</param>
/// <param name="Style">RFC 7826 §18.47; one that is not offered is answered with the usual one.</param>
internal readonly record struct PlayTerms(double? Scale, double? Speed, SeekStyle? Style)
{
    public const string StyleHeader = "Seek-Style";

    private const string Next = "Next";

    /// <returns>False where a scale or a speed is no number.</returns>
    public static bool TryRead(RtspRequest request, out PlayTerms terms)
    {
        terms = default;
        if (request.Headers["Scale"] is { } scale)
        {
            if (!ScaleHeader.TryParse(scale, out ScaleHeader read, out _))
                return false;
            terms = terms with { Scale = read.Value };
        }

        if (request.Headers["Speed"] is { } speed)
        {
            if (!SpeedHeader.TryParse(speed, out SpeedHeader read, out _))
                return false;
            terms = terms with { Speed = read.Value };
        }

        if (request.Headers[StyleHeader] is { } style)
            terms = terms with { Style = IsNext(style) ? SeekStyle.Next : SeekStyle.RandomAccessPoint };
        return true;
    }

    /// <summary>The pace offered for it.</summary>
    /// <param name="canRun">There are key pictures to run through.</param>
    public PlayPace Pace(bool canRun)
    {
        int scale = canRun ? PlayPace.NearestScale(Scale ?? 1) : 1;
        return new(scale, scale == 1 ? PlaySpeed.Nearest(Speed ?? 1) : PlaySpeed.Normal);
    }

    /// <summary>Answers what is really done, wherever it was asked or is not the usual.</summary>
    public void Answer(RtspResponse response, PlayPace pace)
    {
        if (Scale is not null || pace.IsRun)
            response.Headers.Add("Scale", new ScaleHeader(pace.Scale).ToString());
        if (Speed is not null || !pace.Speed.IsNormal)
            response.Headers.Add("Speed", new SpeedHeader(pace.Speed.Value).ToString());
        if (Style is { } style)
            response.Headers.Add(StyleHeader, style == SeekStyle.Next && pace.Scale > 0 ? Next : "RAP");
    }

    private static bool IsNext(string style) => style.Trim().Equals(Next, StringComparison.OrdinalIgnoreCase);
}
