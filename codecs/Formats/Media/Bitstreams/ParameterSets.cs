using System.Buffers;

namespace Streaming.Formats.Media.Bitstreams;

/// <summary>The parameter sets in force: what a decoder that joins at this point must have heard.</summary>
internal sealed class ParameterSets(Codec codec)
{
    // Keyed by type, then id: VPS, SPS, PPS, the order in which a decoder wants them.
    private readonly SortedDictionary<(int Type, int Id), byte[]> _sets = [];

    public int Count => _sets.Count;

    public IEnumerable<byte[]> All => _sets.Values;

    /// <summary>Takes a set in place of an earlier one of its id; one whose id cannot be read is no set and is refused.</summary>
    public bool Accept(ReadOnlySpan<byte> nal)
    {
        int type = NalSyntax.TypeOf(codec, nal);
        int id = NalSyntax.ParameterSetId(codec, nal);
        if (id < 0)
            return false;
        if (!_sets.TryGetValue((type, id), out byte[]? known) || !nal.SequenceEqual(known))
            _sets[(type, id)] = nal.ToArray();
        return true;
    }

    /// <summary>All sets, each behind a four-byte start code.</summary>
    public byte[] ToAnnexB()
    {
        ArrayBufferWriter<byte> bytes = new();
        foreach (byte[] set in _sets.Values)
        {
            bytes.Write<byte>([0, 0, 0, 1]);
            bytes.Write(set);
        }

        return bytes.WrittenSpan.ToArray();
    }
}
