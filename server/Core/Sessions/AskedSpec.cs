using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions;

/// <summary>What a client asks for in the headers of a request: Flow-Spec, and Bandwidth of RFC 2326 §12.6.</summary>
internal static class AskedSpec
{
    public const string Header = "Flow-Spec";

    /// <summary>Whether a request says anything about it.</summary>
    public static bool IsIn(RtspRequest request) => request.Headers.Contains(Header) || request.Headers.Contains("Bandwidth");

    /// <param name="before">What was asked for until now; a Flow-Spec takes its place, a Bandwidth alone only that of its rate.</param>
    /// <param name="wrong">Where false: which term, and why.</param>
    public static bool TryRead(RequestContext context, FlowSpec before, out FlowSpec asked, out string wrong)
    {
        (asked, wrong) = (before, "");
        RtspHeaders headers = context.Request.Headers;
        if (headers[Header] is { } text)
        {
            if (!FlowSpecText.TryParse(text, out FlowSpec? spec, out FlowSpecFault? fault))
            {
                wrong = $"{Header}: {fault}";
                return false;
            }

            asked = spec with { Priority = Allowed(spec.Priority, context.User) };
        }

        if (headers["Bandwidth"] is not { } bandwidth)
            return true;
        if (!BandwidthHeader.TryParse(bandwidth, out BandwidthHeader most, out _) || most.Rate == BitRate.Zero)
        {
            wrong = "Bandwidth is a number of bits per second above zero";
            return false;
        }

        bool isLess = headers[Header] is null || asked.MaxRate is not { } rate || most.Rate < rate;
        asked = isLess ? asked with { MaxRate = most.Rate } : asked;
        return true;
    }

    /// <summary>Anybody may give way; to go before others takes a name.</summary>
    private static int? Allowed(int? priority, string user) =>
        user.Length == 0 && priority > ReservationWish.DefaultPriority ? ReservationWish.DefaultPriority : priority;
}
