using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.Player.Sessions;

/// <summary>Reads what the server chose in its answer to SETUP. RFC 2326 §12.39.</summary>
internal static class TransportAnswer
{
    /// <returns>Null where the answer cannot be obeyed.</returns>
    /// <param name="asked">What it was asked for.</param>
    public static StreamSetup? Read(RtspResponse response, OfferedTrack track, TransportSpec asked)
    {
        bool isTcp = asked.Interleaved is not null;
        if (!TransportHeader.TryParse(response.Headers["Transport"] ?? "", out TransportHeader? header, out _))
        {
            // Deviation: a server that answers 200 and says nothing does as it was asked.
            return asked.IsMulticast == true && track.Group is null
                ? null
                : new(track, asked.Interleaved, null, null, null) { Group = asked.IsMulticast == true ? track.Group : null };
        }

        TransportSpec spec = header.Specs[0];
        if (!spec.IsRtpAvp || (spec.IsMulticast == true) != (asked.IsMulticast == true))
            return null;
        if (asked.IsMulticast == true)
        {
            OfferedGroup? group = GroupOf(spec, track.Group);
            return group is null ? null : new(track, null, spec.ServerPort, spec.Source, spec.Ssrc) { Group = group };
        }

        if (isTcp)
        {
            bool isInterleaved = spec.IsTcp || spec.Interleaved is not null;
            return isInterleaved ? new(track, spec.Interleaved ?? asked.Interleaved, null, null, spec.Ssrc) : null;
        }

        return spec.IsTcp ? null : new(track, null, spec.ServerPort, spec.Source, spec.Ssrc);
    }

    /// <summary>The same for the parity of a track; null where the answer cannot be obeyed.</summary>
    public static ParitySetup? ReadParity(RtspResponse response, OfferedTrack track, bool isMulticast)
    {
        OfferedParity parity = track.Parity!;
        StreamSetup? read = Read(response, track with { Group = parity.Group }, new() { IsMulticast = isMulticast });
        return read is null ? null : new(parity.PayloadType, read.Ssrc, parity.RepairWindow) { Group = read.Group };
    }

    /// <returns>Null where no group is named that can be joined.</returns>
    private static OfferedGroup? GroupOf(TransportSpec spec, OfferedGroup? described)
    {
        string? address = spec.Destination ?? described?.Address;
        PortPair? ports = spec.Port ?? described?.Ports;
        return address is not null && ports is { } pair && OfferedGroup.IsMulticast(address)
            ? new(address, pair, spec.Ttl ?? described?.Ttl, described?.Source)
            : null;
    }

    public static PortPair Channels(int place) => new(2 * place, (2 * place) + 1);
}
