namespace Streaming.Primitives.Bytes;

/// <summary>Where a parser stopped and in which production; text is made only when it is printed.</summary>
/// <param name="Offset">Bytes (in text: characters) from the start of the input.</param>
/// <param name="Production">The grammar's name for what was being read; a constant string.</param>
public readonly record struct ParseError(ParseFault Fault, int Offset, string Production)
{
    public static readonly ParseError None = new(ParseFault.None, 0, "");

    public override string ToString() => Fault == ParseFault.None ? "no error" : $"{Fault} {Production} at offset {Offset}";
}
