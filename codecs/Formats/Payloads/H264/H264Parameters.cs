// RFC 6184 §8.1: what a session description says about an H.264 stream.
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Payloads.H264;

/// <summary>Writes the parameters from the parameter sets of a track.</summary>
internal static class H264Parameters
{
    private const int SequenceSet = 7;
    private const int PictureSet = 8;
    private const int SequenceSetExtension = 13;

    public static string Describe(Track track)
    {
        List<byte[]> sets = AnnexB.Split(track.Configuration);
        sets.RemoveAll(set => (set[0] & 0x1f) is not (SequenceSet or PictureSet or SequenceSetExtension));
        byte[]? sequence = sets.Find(set => (set[0] & 0x1f) == SequenceSet);
        if (sequence is null || sequence.Length < 4)
            return "packetization-mode=1";

        // profile_idc, the constraint flags and level_idc are the three bytes behind the header of the sequence parameter set.
        string profile = Convert.ToHexString(sequence, 1, 3);
        string coded = string.Join(',', sets.Select(Convert.ToBase64String));
        return $"packetization-mode=1; profile-level-id={profile}; sprop-parameter-sets={coded}";
    }
}
