using System.Net;
using Streaming.Formats.Rtsp;

namespace Streaming.Lab.Virtual;

/// <summary>What virtual viewers put on their network. Each is called by its number in the run.</summary>
internal interface IViewerWire
{
    /// <summary>Opens a connection to the server; what is asked on it comes behind it.</summary>
    void Connect(int viewer, Instant now);

    void Ask(int viewer, RtspRequest request, Instant now);

    void Respond(int viewer, RtspResponse response, Instant now);

    void HangUp(int viewer, Instant now);

    /// <summary>A report to the server's port of reports.</summary>
    void Report(int viewer, int fromPort, ReadOnlySpan<byte> compound, Instant now);

    /// <summary>Packets of a group come from now on, or no more.</summary>
    void Join(int viewer, IPEndPoint group, Instant now);

    void Leave(int viewer, IPEndPoint group, Instant now);
}
