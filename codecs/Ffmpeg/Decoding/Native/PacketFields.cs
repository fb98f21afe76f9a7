namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>Where the fields of AVPacket lie that have no accessor: the same in all versions. libavcodec/packet.h.</summary>
internal static class PacketFields
{
    public const int Timestamp = 8;
    public const int Data = 24;
    public const int Size = 32;
}
