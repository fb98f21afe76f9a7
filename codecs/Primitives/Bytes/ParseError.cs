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

/// <summary>Where a parser stopped and in which production; text is made only when it is printed.</summary>
/// <param name="Offset">Bytes (in text: characters) from the start of the input.</param>
/// <param name="Production">The grammar's name for what was being read; a constant string.</param>
public readonly record struct ParseError(ParseFault Fault, int Offset, string Production)
{
    public static readonly ParseError None = new(ParseFault.None, 0, "");

    public override string ToString() => Fault == ParseFault.None ? "no error" : $"{Fault} {Production} at offset {Offset}";
}
