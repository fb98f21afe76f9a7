using System.Buffers.Binary;
using System.Security.Cryptography;
using Streaming.Formats.Payloads;

namespace Streaming.Player.Receiving;

/// <summary>Counts and hashes the samples of one stream, so that delivery can be compared with the film.</summary>
/// <param name="keepsDigests">Whether each sample's digest is kept (48 bytes a sample) for a comparison one by one.</param>
/// <param name="hashes">Whether all whole samples go into one hash.</param>
public sealed class SampleTally(bool keepsDigests, bool hashes = true) : IDisposable
{
    private readonly IncrementalHash? _hash = hashes ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private readonly List<SampleDigest> _digests = [];

    /// <summary>Whole samples.</summary>
    public long Complete { get; private set; }

    /// <summary>Samples handed on although a part of them was lost.</summary>
    public long Damaged { get; private set; }

    /// <summary>Bytes of the whole samples.</summary>
    public long Bytes { get; private set; }

    public Instant? FirstAt { get; private set; }

    /// <summary>Lowest and highest presentation time of whole samples, unwrapped, in clock units.</summary>
    public (long First, long Last)? Span { get; private set; }

    /// <summary>In the order of arrival, which is decode order; empty unless they are kept.</summary>
    public IReadOnlyList<SampleDigest> Digests => _digests;

    /// <summary>The hash over all whole samples so far, in lower-case hexadecimal; empty where they are not hashed.</summary>
    public string Sha256 => _hash is null ? "" : Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>The digest of a sample's bytes.</summary>
    public static UInt128 HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public void Add(in ReceivedSample sample, long? unitsSinceStart, Instant now)
    {
        FirstAt ??= now;
        if (keepsDigests)
            _digests.Add(new(unitsSinceStart, sample.Bytes.Length, HashOf(sample.Bytes.Span), sample.IsComplete));
        if (!sample.IsComplete)
        {
            Damaged++;
            return;
        }

        Complete++;
        Bytes += sample.Bytes.Length;
        _hash?.AppendData(sample.Bytes.Span);
        (long first, long last) = Span ?? (sample.Time, sample.Time);
        Span = (Math.Min(first, sample.Time), Math.Max(last, sample.Time));
    }

    public void Dispose() => _hash?.Dispose();
}
