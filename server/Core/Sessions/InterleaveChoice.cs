using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;
using Streaming.Server.Catalogue;
using Streaming.Server.Traffic;

namespace Streaming.Server.Sessions;

/// <summary><c>?interleave=yes</c>, or <c>4x3</c>, in an address: sound whose access units are spread over packets. RFC 3640
/// §3.2.3.2.</summary>
/// <remarks>The description puts the pattern into the address of the sound, and SETUP keeps to it. What cannot be interleaved is sent as it
/// is: the description says so by not saying otherwise.</remarks>
internal static class InterleaveChoice
{
    public const string Name = "interleave";

    /// <summary>For a refusal.</summary>
    public const string Values = "interleave is yes, no, or PACKETSxUNITS, both 2 to 8 and 32 units in all";

    /// <summary>False where the query says what is no pattern; null where it wants none.</summary>
    public static bool TryRead(MediaQuery query, out InterleavingPattern? pattern)
    {
        pattern = null;
        string? text = query[Name];
        if (text is null or "no")
            return true;
        bool isRead = InterleavingPattern.TryParse(text.Length == 0 ? "yes" : text, out InterleavingPattern read);
        pattern = read;
        return isRead;
    }

    /// <summary>The tracks as they are described.</summary>
    public static IReadOnlyList<Track> Describe(IReadOnlyList<Track> tracks, InterleavingPattern? pattern, OpenTitle? film) =>
        pattern is not { } chosen || film is null
            ? tracks
            : [.. tracks.Select(track => film.Index.Find(track.Id) is { } index
                ? AccessUnitGroups.Of(index, chosen)?.Track ?? track : track)];

    /// <summary>What is sent of a track.</summary>
    public static TrackIndex Apply(TrackIndex index, InterleavingPattern? pattern) =>
        pattern is { } chosen ? InterleavedTracks.Of(index, chosen) : index;
}
