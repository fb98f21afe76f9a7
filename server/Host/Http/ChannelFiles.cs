using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Streaming.Server.Host.Channels;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Http;

/// <summary><c>/api/v1/channels/NAME.sdp</c>, with which a player joins a channel by itself, and <c>NAME.m3u</c>, which opens one on its
/// address.</summary>
internal sealed class ChannelFiles(ChannelTable table, Func<int> rtspPort)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/channels").WithTags("channels");
        group.MapGet("/{name}.sdp", Description)
            .WithName("readChannelDescription")
            .WithSummary("The session description (RFC 8866): one picture and one sound, chosen by ?rendition= and ?audio=; everything "
                + "with ?layers=yes; the transport stream with ?format=ts.")
            .Produces<string>(StatusCodes.Status200OK, "application/sdp")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group.MapGet("/{name}.m3u", Playlist)
            .WithName("readChannelPlaylist").WithSummary("A playlist that opens a player on the channel.")
            .Produces<string>(StatusCodes.Status200OK, "audio/x-mpegurl").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private IResult Description(HttpRequest request, string name)
    {
        if (table.FindRun(name) is not { } run)
            return Problems.NoSuchChannel(name);
        if (!run.IsSent)
            return Problems.Unavailable($"channel '{name}' is not sent now: {run.Waiting}");
        MediaQuery query = MediaUri.Parse($"rtsp://host/x{request.QueryString}")?.Query ?? MediaQuery.Empty;
        IPAddress local = run.Source ?? request.HttpContext.Connection.LocalIpAddress ?? IPAddress.Loopback;
        string address = RtspAddress.OfChannel(request, rtspPort(), name);
        return ChannelDescription.Write(run, local, query, address, out string missing) is { } description
            ? TypedResults.Bytes(description, "application/sdp", $"{name}.sdp")
            : Problems.NotFound(missing);
    }

    private IResult Playlist(HttpRequest request, string name)
    {
        if (table.FindRun(name) is not { } run)
            return Problems.NoSuchChannel(name);

        // -1: nobody knows how long it is.
        string list = $"#EXTM3U\n#EXTINF:-1,{run.Label}\n{RtspAddress.OfChannel(request, rtspPort(), name)}\n";
        return TypedResults.Text(list, "audio/x-mpegurl");
    }
}
