using System.Buffers;

namespace Streaming.Formats.Media.Bitstreams;

/// <summary>Turns the packets of a container, in decode order, into samples as they are stored, with their units.</summary>
public interface ISampleRewriter
{
    /// <summary>What <see cref="Track.Configuration"/> shall hold; complete after the first key sample.</summary>
    byte[] Configuration { get; }

    /// <summary>Appends the stored form of <paramref name="packet"/> and the bounds of its units, which count from the start of the
    /// sample.</summary>
    /// <param name="isKey">What the container says.</param>
    /// <param name="flags">What the bitstream says: <see cref="SampleFlags.Key"/> includes what the container said.</param>
    /// <returns>False for a packet that is not of this coding; nothing useful was appended then.</returns>
    bool TryRewrite(ReadOnlySpan<byte> packet, bool isKey, IBufferWriter<byte> stored, List<MediaUnit> units, out SampleFlags flags);
}
