namespace Streaming.Ffmpeg.Decoding.Native;

/// <summary>Where the fields of AVCodecParameters lie that are written here: the same in all versions. libavcodec/codec_par.h.</summary>
internal static class ParameterFields
{
    public const int Extradata = 16;
    public const int ExtradataSize = 24;

    /// <summary>AV_INPUT_BUFFER_PADDING_SIZE: zeros behind extradata, because readers read ahead.</summary>
    public const int Padding = 64;
}
