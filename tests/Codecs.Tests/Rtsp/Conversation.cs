using System.Buffers;
using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtsp;

/// <summary>Hands a reader the pieces of a stream one after the other, as a connection does, and writes down what it made of
/// them.</summary>
internal static class Conversation
{
    /// <summary>One line per element or error; reading ends at an error that cannot be continued after.</summary>
    public static List<string> Read(Pieces stream, RtspLimits? limits = null)
    {
        RtspReader reader = new(limits ?? RtspLimits.Default);
        List<string> lines = [];
        List<byte[]> pending = [];
        foreach (byte[] part in stream.Parts)
        {
            // An empty segment now and then: pipes do not make them, other sequences may.
            pending.AddRange(part.Length % 2 == 0 ? [part, []] : [part]);
            if (!Drain(reader, pending, lines))
                break;
        }

        return lines;
    }

    private static bool Drain(RtspReader reader, List<byte[]> pending, List<string> lines)
    {
        while (true)
        {
            ReadOnlySequence<byte> input = Pieces.Join(pending);
            long before = input.Length;
            OperationStatus status = reader.TryRead(ref input, out RtspElement element, out RtspError error);
            if (status == OperationStatus.Done)
                lines.Add(Line(element));
            else if (status == OperationStatus.InvalidData)
                lines.Add(error.ToString());
            Drop(pending, before - input.Length);
            if (status == OperationStatus.NeedMoreData)
                return true;
            if (status == OperationStatus.InvalidData && !error.CanContinue)
                return false;
        }
    }

    public static string Line(RtspElement element) => element.Kind switch
    {
        RtspElementKind.Request => $"{element.Request} {Version(element.Request!.Protocol, element.Request.Version)}"
            + Rest(element.Request.Headers, element.Request.Body),
        RtspElementKind.Response => $"{Version(element.Response!.Protocol, element.Response.Version)} {element.Response}"
            + Rest(element.Response.Headers, element.Response.Body),
        _ => $"${element.Frame.Channel} {Encoding.UTF8.GetString(element.Frame.Payload)}",
    };

    private static string Version(string protocol, (int Major, int Minor) version) => $"{protocol}/{version.Major}.{version.Minor}";

    private static string Rest(RtspHeaders headers, byte[] body) =>
        string.Concat(headers.Select(field => $" | {field.Key}: {field.Value}"))
        + (body.Length > 0 ? $" || {Encoding.UTF8.GetString(body)}" : "");

    private static void Drop(List<byte[]> pending, long count)
    {
        while (pending.Count > 0 && count > 0)
        {
            int taken = (int)Math.Min(count, pending[0].Length);
            count -= taken;
            if (taken == pending[0].Length)
                pending.RemoveAt(0);
            else
                pending[0] = pending[0][taken..];
        }
    }
}
