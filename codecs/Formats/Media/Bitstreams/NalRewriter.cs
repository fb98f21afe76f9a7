using System.Buffers;
using System.Buffers.Binary;

namespace Streaming.Formats.Media.Bitstreams;

/// <summary>H.264 and H.265: every access unit as annex B with four-byte start codes, parameter sets in front of every key
/// picture.</summary>
/// <remarks>
/// "Every key picture" takes in those that are no IDR: the recovery points of an open GOP, where ffmpeg's own filter adds nothing and a
/// viewer who joins would see grey. Sets that the access unit has already are not repeated; a set that changed in the middle of the film
/// replaces the container's. Order within a key unit: delimiter, VPS, SPS, PPS, everything else as it was.
/// </remarks>
public sealed class NalRewriter : ISampleRewriter
{
    private readonly Codec _codec;
    private readonly ParameterSets _sets;
    private readonly int _lengthSize;
    private readonly List<Range> _ranges = [];
    private byte[]? _first;

    /// <param name="codec">H.264 or H.265.</param>
    /// <param name="extradata">The container's configuration record (avcC, hvcC), annex B parameter sets, or nothing.</param>
    public NalRewriter(Codec codec, ReadOnlySpan<byte> extradata)
    {
        Invariant.That(codec is Codec.H264 or Codec.H265);
        _codec = codec;
        _sets = new ParameterSets(codec);
        _lengthSize = NalConfiguration.Read(codec, extradata, _sets);
    }

    /// <summary>The parameter sets of the first key picture in annex B; before it, those of the container.</summary>
    public byte[] Configuration => _first ?? _sets.ToAnnexB();

    public bool TryRewrite(ReadOnlySpan<byte> packet, bool isKey, IBufferWriter<byte> stored, List<MediaUnit> units, out SampleFlags flags)
    {
        flags = SampleFlags.None;
        if (!Split(packet))
            return false;
        bool slices = false, disposable = true;
        foreach (Range range in _ranges)
        {
            ReadOnlySpan<byte> nal = packet[range];
            if (nal.Length < NalSyntax.HeaderSize(_codec))
                return false;
            int type = NalSyntax.TypeOf(_codec, nal);
            if (NalSyntax.IsParameterSet(_codec, type))
                _sets.Accept(nal);
            if (!NalSyntax.IsSlice(_codec, type))
                continue;
            slices = true;
            isKey |= NalSyntax.IsRandomAccess(_codec, type);
            disposable &= NalSyntax.IsNonReference(_codec, nal);
        }

        int position = 0;
        if (isKey)
            WriteKey(packet, stored, units, ref position);
        else
            WriteRest(packet, 0, withSets: true, stored, units, ref position);
        flags = isKey ? SampleFlags.Key : slices && disposable ? SampleFlags.Disposable : SampleFlags.None;
        return true;
    }

    private bool Split(ReadOnlySpan<byte> packet) =>
        (_lengthSize > 0 && NalSplitter.TrySplitLengths(packet, _lengthSize, _ranges)) || NalSplitter.TrySplitAnnexB(packet, _ranges);

    private void WriteKey(ReadOnlySpan<byte> packet, IBufferWriter<byte> stored, List<MediaUnit> units, ref int position)
    {
        int from = 0;
        if (NalSyntax.IsDelimiter(_codec, NalSyntax.TypeOf(_codec, packet[_ranges[0]])))
            Write(packet[_ranges[from++]], stored, units, ref position);
        foreach (byte[] set in _sets.All)
            Write(set, stored, units, ref position);
        WriteRest(packet, from, withSets: false, stored, units, ref position);
        _first ??= _sets.ToAnnexB();
    }

    private void WriteRest(
        ReadOnlySpan<byte> packet, int from, bool withSets, IBufferWriter<byte> stored, List<MediaUnit> units, ref int position)
    {
        for (int i = from; i < _ranges.Count; i++)
        {
            ReadOnlySpan<byte> nal = packet[_ranges[i]];
            if (withSets || !NalSyntax.IsParameterSet(_codec, NalSyntax.TypeOf(_codec, nal)))
                Write(nal, stored, units, ref position);
        }
    }

    private static void Write(ReadOnlySpan<byte> nal, IBufferWriter<byte> stored, List<MediaUnit> units, ref int position)
    {
        stored.Write<byte>([0, 0, 0, 1]);
        stored.Write(nal);
        ushort head = nal.Length > 1 ? BinaryPrimitives.ReadUInt16BigEndian(nal) : (ushort)(nal[0] << 8);
        units.Add(new(position + 4, nal.Length, head));
        position += 4 + nal.Length;
    }
}
