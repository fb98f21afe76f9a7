using System.Buffers;

namespace Streaming.Formats.Media.Bitstreams;

/// <summary>AAC from transport streams: takes the ADTS header off each frame and says as AudioSpecificConfig what it said.</summary>
/// <remarks>ISO/IEC 14496-3 §1.A.2.2 (header) and §1.6.2.1 (config). Frames of several raw data blocks are refused: nothing writes
/// them.</remarks>
public sealed class AdtsRewriter : ISampleRewriter
{
    private const int HeaderSize = 7;
    private const int SumSize = 2;

    public byte[] Configuration { get; private set; } = [];

    public bool TryRewrite(ReadOnlySpan<byte> packet, bool isKey, IBufferWriter<byte> stored, List<MediaUnit> units, out SampleFlags flags)
    {
        flags = SampleFlags.Key;
        if (packet.Length < HeaderSize || packet[0] != 0xFF || (packet[1] & 0xF6) != 0xF0)
            return false;
        int header = HeaderSize + ((packet[1] & 1) == 0 ? SumSize : 0);
        int length = ((packet[3] & 3) << 11) | (packet[4] << 3) | (packet[5] >> 5);
        int objectType = (packet[2] >> 6) + 1;
        int frequency = (packet[2] >> 2) & 0xF;
        int channels = ((packet[2] & 1) << 2) | (packet[3] >> 6);
        bool several = (packet[6] & 3) != 0;

        // Channel configuration 0 means that the first frame describes its channels itself; the caller decodes such a stream instead.
        if (length < header || length > packet.Length || several || channels == 0)
            return false;
        if (Configuration.Length == 0)
            Configuration = AudioSpecificConfig.Write(objectType, frequency, channels);
        stored.Write(packet[header..length]);
        return true;
    }
}
