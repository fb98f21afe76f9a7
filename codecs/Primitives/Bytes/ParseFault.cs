namespace Streaming.Primitives.Bytes;

/// <summary>What kind of wrong a parser met.</summary>
public enum ParseFault
{
    None,

    /// <summary>The input ended inside the production.</summary>
    Truncated,

    /// <summary>A value the grammar does not allow.</summary>
    Invalid,

    /// <summary>A version or type this parser does not know.</summary>
    Unsupported,

    /// <summary>More than the limit that bounds time and memory.</summary>
    TooLarge,
}
