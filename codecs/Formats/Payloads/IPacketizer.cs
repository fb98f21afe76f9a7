using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads;

/// <summary>
/// Cuts samples of one coding into RTP payloads: prefixes it writes, slices it names. One per stream; holds only a cursor.
/// </summary>
/// <remarks>
/// Contract: <see cref="Begin"/> with a sample, then <see cref="Write"/> exactly as often as it answered, with the same sample and units.
/// It never reads the film: sizes, unit bounds and unit heads in the index are all it gets. All packets of one call to
/// <see cref="Begin"/> but the last are, where the coding allows, of one size, so that the kernel can segment them.
/// </remarks>
public interface IPacketizer
{
    /// <summary>
    /// Starts on a sample and answers how many packets it takes: at least 1, or 0 for a sample this format sends nothing for.
    /// </summary>
    int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units);

    /// <summary>Appends the payload of the next packet behind the RTP header its caller has reserved.</summary>
    /// <returns>The marker bit of that packet.</returns>
    bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet);
}
