using System.Buffers;
using System.Security.Cryptography;
using Streaming.Formats.Media;

namespace Streaming.World.Tests.Films;

/// <summary>A made-up track: its index, and the bytes the index speaks of.</summary>
public sealed record SyntheticTrack(TrackIndex Index, IByteSource Film)
{
    public Track Track => Index.Track;

    /// <summary>For the smallest buffer; null where the track does not know its traffic.</summary>
    public SendingPlan? Plan => Index.Traffic is { Plans: [SendingPlan smallest, ..] } ? smallest : null;

    /// <summary>The samples as a receiver must hand them out.</summary>
    public byte[] Sample(int index)
    {
        ArrayBufferWriter<byte> bytes = new();
        Assert.True(SampleReader.TryRead(Index, index, Film, bytes));
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The hash a receiver reports for the whole track.</summary>
    public string Sha256()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < Index.Samples.Length; i++)
            hash.AppendData(Sample(i));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
