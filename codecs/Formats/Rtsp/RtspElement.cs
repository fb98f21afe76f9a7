using System.Diagnostics.CodeAnalysis;

namespace Streaming.Formats.Rtsp;

/// <summary>One whole thing read from an RTSP connection: a request, a response or a frame of media. A struct, because frames come by the
/// thousand.</summary>
public readonly struct RtspElement
{
    public RtspElement(RtspRequest request) => (Kind, Request) = (RtspElementKind.Request, request);

    public RtspElement(RtspResponse response) => (Kind, Response) = (RtspElementKind.Response, response);

    public RtspElement(InterleavedFrame frame) => (Kind, Frame) = (RtspElementKind.Frame, frame);

    public RtspElementKind Kind { get; }

    public RtspRequest? Request { get; }

    public RtspResponse? Response { get; }

    /// <summary>Meaningful where <see cref="Kind"/> says so.</summary>
    public InterleavedFrame Frame { get; }

    public bool TryGetRequest([NotNullWhen(true)] out RtspRequest? request) => (request = Request) is not null;

    public bool TryGetResponse([NotNullWhen(true)] out RtspResponse? response) => (response = Response) is not null;
}
