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
            return new(track, asked.Interleaved, null, null, null);
        }

        TransportSpec spec = header.Specs[0];
        if (!spec.IsRtpAvp || spec.IsMulticast == true)
            return null;
        if (isTcp)
        {
            bool isInterleaved = spec.IsTcp || spec.Interleaved is not null;
            return isInterleaved ? new(track, spec.Interleaved ?? asked.Interleaved, null, null, spec.Ssrc) : null;
        }

        return spec.IsTcp ? null : new(track, null, spec.ServerPort, spec.Source, spec.Ssrc);
    }

    /// <summary>The same for the parity of a track; null where the answer cannot be obeyed.</summary>
    public static ParitySetup? ReadParity(RtspResponse response, OfferedTrack track)
    {
        StreamSetup? read = Read(response, track, new());
        OfferedParity parity = track.Parity!;
        return read is null ? null : new(parity.PayloadType, read.Ssrc, parity.RepairWindow);
    }

    public static PortPair Channels(int place) => new(2 * place, (2 * place) + 1);
}
