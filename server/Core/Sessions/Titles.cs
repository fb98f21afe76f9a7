using System.Text;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Server.Catalogue;

namespace Streaming.Server.Sessions;

/// <summary>Looks titles up for the methods that name them.</summary>
internal static class Titles
{
    // Enough to find a typing error; the API pages through all of them.
    private const int MostListed = 100;

    public static Title? Find(ICatalogue catalogue, string id) => catalogue.Titles.FirstOrDefault(title => title.Id == id);

    /// <summary>404 that says what there is: the next thing anybody would ask.</summary>
    public static RequestOutcome.Answer NotFound(RequestContext context, ICatalogue catalogue, ServerSessionOptions options)
    {
        IReadOnlyList<Title> titles = catalogue.Titles;
        StringBuilder text = new(context.Target.Title.Length == 0 ? "name a title" : "there is no such title");
        text.Append(titles.Count == 0 ? "; the library is empty" : "; there are:");
        foreach (Title title in titles.Take(MostListed))
            text.Append("\r\n/").Append(title.Id);
        if (titles.Count > MostListed)
            text.Append("\r\nand ").Append(titles.Count - MostListed).Append(" more");
        return Replies.Refuse(context, options, RtspStatus.NotFound, text.ToString());
    }
}
