using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of a channel.</summary>
internal static class ChannelKeys
{
    public static Form<ChannelTerms> Form { get; } = new SectionForm<ChannelTerms>(
        "a channel",
        [
            Key<ChannelTerms>.Of("play", "Titles, one behind the other, over and over.",
                new ListForm<string>("titles", Words.Line("the name of a title"), Limits.Titles),
                (channel, value) => channel with { Titles = value }).Required(),
            Key<ChannelTerms>.Of("delay", "From sending to showing, the same for everybody. Default: the server's own choice.",
                Words.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5)),
                (channel, value) => channel with { Delay = value }),
            Key<ChannelTerms>.Of("parity", "What mends losses for everybody: none, 10x5, 10x0 or 10x5+rows. Default: none.",
                Words.Parity, (channel, value) => channel with { Parity = value }),
        ],
        name => new() { Name = name, Titles = [] });
}
