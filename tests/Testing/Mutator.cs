using Streaming.Primitives.Chance;

namespace Streaming.Testing;

/// <summary>Spoils an input the way networks, bugs and enemies do; the same seed spoils it the same way.</summary>
public sealed class Mutator(ulong seed, IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> words)
{
    private readonly SeededRandom _random = new(seed);

    /// <summary>One of the corpus, changed in one to four places.</summary>
    /// <param name="most">No result is longer than this.</param>
    public byte[] Next(int most = 4_096)
    {
        List<byte> bytes = [.. corpus[_random.Next(corpus.Count)]];
        for (int changes = 1 + _random.Next(4); changes > 0; changes--)
            Change(bytes);
        return [.. bytes.Take(most)];
    }

    private void Change(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1), length = Math.Min(bytes.Count - at, 1 + _random.Next(1 + _random.Next(32)));
        switch (_random.Next(7))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, words[_random.Next(words.Count)]);
                break;
            case 5:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, words[_random.Next(words.Count)]);
                break;
            default:
                // The front of this one and the back of another.
                byte[] other = corpus[_random.Next(corpus.Count)];
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other[_random.Next(other.Length + 1)..]);
                break;
        }
    }
}
