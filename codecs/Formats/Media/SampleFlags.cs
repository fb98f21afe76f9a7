namespace Streaming.Formats.Media;

/// <summary>What a sender may do with a sample.</summary>
[Flags]
public enum SampleFlags : ushort
{
    None = 0,

    /// <summary>Decoding can start here. Every sample of sound, text and slides is a key sample.</summary>
    Key = 1,

    /// <summary>No other sample needs this one: it may be left out without harm.</summary>
    Disposable = 2,

    /// <summary>Needed by the decoder, never shown: it lies before the beginning of the presentation (priming, edit list).</summary>
    Preroll = 4,
}
