namespace Streaming.Ffmpeg.Importing;

/// <summary>One rendition that shall be made: its height in lines and its rate.</summary>
public sealed record Rung(int Height, BitRate Rate)
{
    /// <summary>As people call it: <c>720p</c>.</summary>
    public string Name => $"{Height}p";
}
