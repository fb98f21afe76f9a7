namespace Streaming.Formats.Rtcp;

/// <summary>The time of day at a receiver that sends nothing, so that it too can learn the round trip. RFC 3611 §4.4.</summary>
/// <remarks>
/// <code>
/// |     BT=4      |   reserved    |       block length = 2        |
/// |              NTP timestamp, most significant word             |
/// |             NTP timestamp, least significant word             |
/// </code>
/// </remarks>
public readonly record struct ReceiverReferenceTime(NtpTime Ntp)
{
    internal const int ContentSize = 8;

    public static bool TryParse(in XrBlock block, out ReceiverReferenceTime time)
    {
        time = default;
        ByteReader reader = new(block.Content);
        if (block.Type != XrBlockType.ReceiverReferenceTime || block.Content.Length != ContentSize
            || !reader.TryReadUInt64(out ulong ntp))
        {
            return false;
        }

        time = new(new(ntp));
        return true;
    }

    internal void Write(ref ByteWriter writer) => writer.WriteUInt64(Ntp.Value);
}
