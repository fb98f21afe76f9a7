using Streaming.Formats.Media;
using Streaming.Server.Channels;

namespace Streaming.Server.Host.Http;

/// <summary>A title in the programme of a channel.</summary>
/// <param name="Name">Of the title; its id where the library has it not.</param>
/// <param name="Begins">When its beginning is sent: in the past of one that plays; null where it follows whatever is before it.</param>
/// <param name="DurationSeconds">Null where the library has it not.</param>
internal sealed record ChannelTitleDetails(string Title, string Name, DateTimeOffset? Begins, double? DurationSeconds)
{
    public static ChannelTitleDetails Playing(ChannelEvent.Began began, Instant now, DateTimeOffset wall)
    {
        Title title = began.Title.Facts;
        return new(title.Id, title.Name, wall - (now - began.At), title.Duration.TotalSeconds);
    }

    public static ChannelTitleDetails Next(ProgrammeTurn turn, IReadOnlyList<Title> titles)
    {
        Title? title = titles.FirstOrDefault(one => one.Id == turn.Title);
        return new(turn.Title, title?.Name ?? turn.Title, turn.Begins, title?.Duration.TotalSeconds);
    }
}
