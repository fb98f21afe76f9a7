using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Payloads;

/// <summary>What a decoder must know of a stream: the way back from a session description to what <see cref="Track"/> says.</summary>
/// <param name="Codec">The coding.</param>
/// <param name="Configuration">
/// As in <see cref="Track.Configuration"/>; empty where the description says nothing: H.264 and H.265 may carry it in band alone.
/// </param>
/// <param name="SampleRate">Hertz of what is heard; 0 for what is not sound, or where the stream itself says it.</param>
/// <param name="Channels">Channels of sound; 0 where the stream itself says it.</param>
public sealed record CodedFormat(Codec Codec, byte[] Configuration, int SampleRate, int Channels)
{
    public static CodedFormat Of(Track track) => new(track.Codec, track.Configuration, track.SampleRate, track.Channels);

    /// <summary>
    /// Reads what a session description names; false for a coding that is not known. A parameter that cannot be read counts as missing.
    /// </summary>
    public static bool TryRead(PayloadDescription description, [NotNullWhen(true)] out CodedFormat? format)
    {
        int hertz = description.Clock.Hertz;
        int channels = Math.Max(1, description.Channels);
        FormatParameters parameters = new(description.Parameters);
        format = description.EncodingName.ToUpperInvariant() switch
        {
            "H264" => new(Codec.H264, Sets(parameters, "sprop-parameter-sets"), 0, 0),
            "H265" => new(
                Codec.H265,
                [.. Sets(parameters, "sprop-vps"), .. Sets(parameters, "sprop-sps"), .. Sets(parameters, "sprop-pps")],
                0,
                0),
            "VP8" => new(Codec.Vp8, [], 0, 0),
            "VP9" => new(Codec.Vp9, [], 0, 0),
            "AV1" => new(Codec.Av1, [], 0, 0),
            "JPEG" => new(Codec.Jpeg, [], 0, 0),
            "MPEG4-GENERIC" => new(Codec.Aac, Hex(parameters, "config"), hertz, description.Channels),
            "OPUS" => new(Codec.Opus, [], 48_000, 2),
            "MPA" => new(Codec.Mp3, [], 0, 0),
            "PCMU" => new(Codec.Pcmu, [], hertz, channels),
            "PCMA" => new(Codec.Pcma, [], hertz, channels),
            "L16" => new(Codec.L16, [], hertz, channels),
            "3GPP-TT" => new(Codec.TimedText, [], 0, 0),
            _ => null,
        };
        return format is not null;
    }

    /// <summary>NAL units in base64 with commas between them, each given a start code. RFC 6184 §8.1, RFC 7798 §7.1.</summary>
    private static byte[] Sets(FormatParameters parameters, string name)
    {
        if (!parameters.TryGet(name, out ReadOnlySpan<char> value))
            return [];
        List<byte> stream = [];
        foreach (Range range in value.Split(','))
        {
            ReadOnlySpan<char> text = value[range].Trim();
            byte[] unit = new byte[text.Length];
            if (!Convert.TryFromBase64Chars(text, unit, out int length) || length == 0)
                continue;
            stream.AddRange(AnnexB.StartCode);
            stream.AddRange(unit.AsSpan(0, length));
        }

        return [.. stream];
    }

    private static byte[] Hex(FormatParameters parameters, string name)
    {
        if (!parameters.TryGet(name, out ReadOnlySpan<char> value))
            return [];
        ReadOnlySpan<char> text = value.Trim('"');
        byte[] bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == bytes.Length
            ? bytes
            : [];
    }
}
