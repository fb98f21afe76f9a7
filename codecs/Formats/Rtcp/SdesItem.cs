using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtcp;

/// <summary>One item of one source's description.</summary>
public readonly ref struct SdesItem
{
    internal SdesItem(Ssrc source, SdesItemType type, ReadOnlySpan<byte> text)
    {
        Source = source;
        Type = type;
        Text = text;
    }

    public Ssrc Source { get; }

    public SdesItemType Type { get; }

    /// <summary>UTF-8, at most 255 bytes, not checked.</summary>
    public ReadOnlySpan<byte> Text { get; }
}
