// RFC 7741: RTP payload format for VP8.
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Vpx;

namespace Streaming.Formats.Payloads.Vp8;

/// <summary>The payload descriptor of RFC 7741 §4.2.</summary>
/// <remarks>
/// <code>
///      0 1 2 3 4 5 6 7
///     +-+-+-+-+-+-+-+-+
///     |X|R|N|S|R| PID |
///     +-+-+-+-+-+-+-+-+
/// X:  |I|L|T|K| RSV   |
///     +-+-+-+-+-+-+-+-+
/// I:  |M| PictureID   |  and 8 more bits if M
///     +-+-+-+-+-+-+-+-+
/// L:  |   TL0PICIDX   |
///     +-+-+-+-+-+-+-+-+
/// T/K:|TID|Y| KEYIDX  |
///     +-+-+-+-+-+-+-+-+
/// </code>
/// We send the first byte alone: partitions are not told apart (PID 0 throughout), and picture numbers would serve feedback we
/// do not ask for.
/// </remarks>
internal sealed class Vp8Syntax : IFrameSyntax
{
    private const int Extended = 0x80;
    private const int NonReference = 0x20;
    private const int Start = 0x10;
    private const int Partition = 0x07;

    private const int HasPictureId = 0x80;
    private const int HasLayerZeroIndex = 0x40;
    private const int HasLayerOrKeyIndex = 0x30;
    private const int Long = 0x80;

    private Vp8Syntax()
    {
    }

    public static int DescriptorSize(in MediaSample sample, bool isFirst) => 1;

    public static void WriteDescriptor(Span<byte> descriptor, in MediaSample sample, Track track, bool isFirst, bool isLast)
    {
        bool isNeeded = (sample.Flags & SampleFlags.Disposable) == 0;
        descriptor[0] = (byte)((isNeeded ? 0 : NonReference) | (isFirst ? Start : 0));
    }

    public static bool TryReadDescriptor(ReadOnlySpan<byte> payload, out int size, out bool isStart)
    {
        size = 1;
        isStart = false;
        if (payload.IsEmpty)
            return false;
        isStart = (payload[0] & Start) != 0 && (payload[0] & Partition) == 0;
        if ((payload[0] & Extended) != 0)
        {
            if (payload.Length < 3)
                return false;
            int fields = payload[1];
            size++;
            if ((fields & HasPictureId) != 0)
                size += (payload[2] & Long) != 0 ? 2 : 1;
            size += (fields & HasLayerZeroIndex) != 0 ? 1 : 0;
            size += (fields & HasLayerOrKeyIndex) != 0 ? 1 : 0;
        }

        return size < payload.Length;
    }
}
