using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions.Methods;

/// <summary>DESCRIBE. RFC 2326 §10.2.</summary>
internal sealed class DescribeMethod(ICatalogue catalogue, ServerSessionOptions options, Negotiator negotiator)
{
    public RequestOutcome.Answer Answer(RequestContext context)
    {
        if (context.Target.Title.Length == 0 && LibraryAddress.IsWanted(context.Request))
            return LibraryAddress.Answer(context, options);
        if (Titles.Find(catalogue, context.Target.Title) is not { } title)
            return Titles.NotFound(context, catalogue, options);
        if (Descriptions.Refuse(context, options) is { } unacceptable)
            return unacceptable;
        if (!TrackSelection.TryChoose(title, context.Target.Query, out IReadOnlyList<Track>? tracks, out string? missing))
            return Replies.Refuse(context, options, RtspStatus.NotFound, missing);
        if (!AskedSpec.TryRead(context, FlowSpec.Nothing, out FlowSpec asked, out string wrong))
            return Replies.Refuse(context, options, RtspStatus.BadRequest, wrong);
        if (!InterleaveChoice.TryRead(context.Target.Query, out InterleavingPattern? pattern))
            return Replies.Refuse(context, options, RtspStatus.BadRequest, InterleaveChoice.Values);
        string rendition = context.Target.Query["rendition"] ?? "";
        if (rendition.Length == 0)
            tracks = WhatFits(context, title, tracks, asked);
        using (OpenTitle? film = pattern is null ? null : catalogue.Open(title.Id))
            tracks = InterleaveChoice.Describe(tracks, pattern, film);

        string repair = RepairOffer.In(context.Target) is { Length: > 0 } said ? said
            : Features.KnowsRepair(context.Request) ? RepairOffer.Plain : "";
        byte[] description = SdpOffer.Write(title, tracks, rendition, repair, context.Connection, options.MaxPacket);
        return Descriptions.Answer(context, options, title.Id, description);
    }

    /// <summary>The same streams, with the picture in the best rendition there is room for; where there is room for none, SETUP says
    /// so.</summary>
    private IReadOnlyList<Track> WhatFits(RequestContext context, Title title, IReadOnlyList<Track> tracks, FlowSpec asked)
    {
        Track? picture = tracks.FirstOrDefault(track => track.Kind == TrackKind.Video);
        if (picture is null || title.Tracks.Count(track => track.Kind == TrackKind.Video) == 1)
            return tracks;
        using OpenTitle? film = catalogue.Open(title.Id);
        if (film is null || tracks.Any(track => film.Index.Find(track.Id) is null))
            return tracks;

        // Renditions of one coding take each other's place in a stream; another coding is another stream, and has to be described as such.
        IEnumerable<Track> codings = StreamOffer.BestFirst(film.Index.Tracks.Where(index => index.Track.Kind == TrackKind.Video))
            .Select(index => index.Track).DistinctBy(track => track.Codec).OrderByDescending(track => track.Codec == picture.Codec);
        foreach (Track coding in codings)
        {
            StreamSetup[] streams =
            [
                .. tracks.Select(track => track == picture && track.Codec != coding.Codec ? coding : track)
                    .Select(track => new StreamSetup(film.Index.Find(track.Id)!, false, options.MaxPacket)),
            ];
            Bid bid = new(
                context.Fresh.Session, context.Connection.Client, film.Index, streams, asked, streams[0].Index.Track.Id, 1, title.Duration);
            if (negotiator.Ask(bid, context.Now).Answer is ReservationAnswer.Granted granted)
                return [.. granted.Point.Streams.Select(choice => film.Index.Find(choice.Track)!.Track)];
        }

        return tracks;
    }
}
