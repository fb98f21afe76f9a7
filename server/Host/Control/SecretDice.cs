using System.Net;
using System.Security.Cryptography;
using Streaming.Formats.Rtp;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>From the system's cryptographic source: neither sessions nor streams may be guessed. RFC 3550 §5.1, §9.1.</summary>
internal sealed class SecretDice : IDice
{
    public FreshIdentity Draw(IPAddress client, NtpTime wall)
    {
        Span<byte> dice = stackalloc byte[36];
        RandomNumberGenerator.Fill(dice);
        ByteReader reader = new(dice);
        bool enough = reader.TryReadUInt64(out ulong high) & reader.TryReadUInt64(out ulong low);
        Invariant.That(enough);
        return new(new(new(high, low)), DrawStream(ref reader), DrawStream(ref reader), wall);
    }

    public ulong Seed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static StreamIdentity DrawStream(ref ByteReader dice)
    {
        bool enough = dice.TryReadUInt32(out uint ssrc) & dice.TryReadUInt16(out ushort first) & dice.TryReadUInt32(out uint epoch);
        Invariant.That(enough);
        return new(new(ssrc), new(first), new(epoch));
    }
}
