// RFC 7798 §7.1: what a session description says about an H.265 stream.
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Payloads.H265;

/// <summary>Writes the parameters from the parameter sets of a track.</summary>
internal static class H265Parameters
{
    private const int VideoSet = 32;
    private const int SequenceSet = 33;
    private const int PictureSet = 34;

    /// <summary>
    /// Behind the NAL unit header and a byte of identifiers, a sequence parameter set holds profile_tier_level. H.265 §7.3.2.2.
    /// </summary>
    private const int ProfileOffset = 3;

    private const int ProfileSize = 12;

    public static string Describe(Track track)
    {
        List<byte[]> sets = AnnexB.Split(track.Configuration);
        List<string> parameters = [];
        if (sets.Find(set => TypeOf(set) == SequenceSet) is { } sequence)
            AddProfile(AnnexB.Unescape(sequence), parameters);
        AddSets("sprop-vps", VideoSet, sets, parameters);
        AddSets("sprop-sps", SequenceSet, sets, parameters);
        AddSets("sprop-pps", PictureSet, sets, parameters);
        return string.Join("; ", parameters);
    }

    private static int TypeOf(byte[] unit) => (unit[0] >> 1) & 0x3f;

    /// <summary>
    /// profile_space 2 bits, tier 1, profile_idc 5; 32 compatibility flags; 48 bits of constraints; level_idc 8. H.265 §7.3.3.
    /// </summary>
    private static void AddProfile(byte[] sequence, List<string> parameters)
    {
        if (sequence.Length < ProfileOffset + ProfileSize)
            return;
        ReadOnlySpan<byte> profile = sequence.AsSpan(ProfileOffset, ProfileSize);
        parameters.Add($"profile-space={profile[0] >> 6}");
        parameters.Add($"profile-id={profile[0] & 0x1f}");
        parameters.Add($"tier-flag={(profile[0] >> 5) & 1}");
        parameters.Add($"level-id={profile[11]}");
        parameters.Add($"interop-constraints={Convert.ToHexString(profile.Slice(5, 6))}");
    }

    private static void AddSets(string name, int type, List<byte[]> sets, List<string> parameters)
    {
        List<byte[]> chosen = sets.FindAll(set => TypeOf(set) == type);
        if (chosen.Count > 0)
            parameters.Add($"{name}={string.Join(',', chosen.Select(Convert.ToBase64String))}");
    }
}
