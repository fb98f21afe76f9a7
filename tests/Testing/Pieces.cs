using System.Buffers;
using System.Text;

namespace Streaming.Testing;

/// <summary>A stretch of a byte stream, cut the way the network might have cut it.</summary>
/// <remarks>A row of a <see cref="WireAttribute"/>. It prints where it was cut, so that a failing row can be told from its
/// neighbours.</remarks>
public sealed class Pieces(string name, IReadOnlyList<byte[]> parts)
{
    public IReadOnlyList<byte[]> Parts { get; } = parts;

    public byte[] Whole => [.. Parts.SelectMany(part => part)];

    public string Text => Encoding.UTF8.GetString(Whole);

    /// <summary>Whole; byte by byte; and cut in two at every place.</summary>
    public static IEnumerable<Pieces> Of(byte[] stream)
    {
        yield return new("whole", [stream]);
        yield return new("byte by byte", [.. stream.Select(value => new[] { value })]);
        for (int cut = 1; cut < stream.Length; cut++)
            yield return new($"cut at {cut}", [stream[..cut], stream[cut..]]);
    }

    /// <summary>The parts as one sequence with as many segments; empty parts make empty segments.</summary>
    public static ReadOnlySequence<byte> Join(IReadOnlyList<byte[]> parts)
    {
        if (parts.Count == 0)
            return ReadOnlySequence<byte>.Empty;
        Segment first = new(parts[0], 0), last = first;
        for (int i = 1; i < parts.Count; i++)
            last = last.Append(parts[i]);
        return new(first, 0, last, last.Memory.Length);
    }

    public override string ToString() => name;

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long start)
        {
            Memory = bytes;
            RunningIndex = start;
        }

        public Segment Append(byte[] bytes)
        {
            Segment next = new(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
