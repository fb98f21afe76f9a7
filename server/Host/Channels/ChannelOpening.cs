using Streaming.Formats.Media;
using Streaming.Server.Catalogue;
using Streaming.Server.Channels;
using Streaming.Server.Channels.TransportStreams;

namespace Streaming.Server.Host.Channels;

/// <summary>Makes a channel ready: its lanes by its titles, and what sends it.</summary>
internal sealed class ChannelOpening(ChannelStage stage, ChannelSettings settings)
{
    /// <summary>Titles that are measured for what the channel asks of a network: an index takes a few MB while that is done.</summary>
    private const int MostMeasured = 32;

    /// <summary>What was found out on the way, wrong or doubtful.</summary>
    public List<ChannelMistake> Mistakes { get; } = [];

    /// <summary>Its lanes; null where it cannot be played: the mistakes say why.</summary>
    /// <param name="first">The id of the title that it begins with, which decides.</param>
    public Lineup? Measure(string first)
    {
        List<MediaIndex> titles = [];
        foreach (string id in settings.Programme.Titles.Where(id => id != first).Prepend(first).Take(MostMeasured))
        {
            using OpenTitle? open = stage.Catalogue.Open(id);
            if (open is not null)
                titles.Add(open.Index);
        }

        if (titles.Count == 0 || titles[0].Title.Id != first)
        {
            Mistakes.Add(new(ChannelFault.UnknownTitle, first, $"'{first}' cannot be read", IsFatal: false));
            return null;
        }

        Lineup lineup = Lineup.Of(settings, titles);
        Mistakes.AddRange(lineup.Mistakes);
        return lineup.IsPlayable ? lineup : null;
    }

    /// <summary>What sends it, in all the forms that are asked for.</summary>
    /// <param name="course">Makes the programme of each from its beginning.</param>
    public ChannelSenders Senders(Lineup lineup, Instant now, Func<ProgrammeCourse> course)
    {
        ChannelSender? lanes = null;
        TransportStreamSender? stream = null;
        List<TitleFeed> feeds = [];
        if (settings.Format.HasFlag(ChannelFormat.Lanes))
        {
            // Its axis begins a delay before it does: what is presented to whoever comes first has a place on it, too.
            (Instant zero, NtpTime wall) = (now - settings.Delay, stage.Clock.Wall + -settings.Delay);
            feeds.Add(TitleFeed.Of(lanes = new(lineup, zero, wall, stage.Cname, stage.Clock.Seed()), stage.Catalogue, course()));
        }

        if (settings.Format.HasFlag(ChannelFormat.TransportStream))
        {
            if (TransportProgram.Of(settings, lineup.Lanes) is { } program)
            {
                stream = new(program, now, stage.Clock.Wall, stage.Cname, stage.Clock.Seed());
                feeds.Add(TitleFeed.Of(stream, lineup, stage.Catalogue, course()));
            }
            else
            {
                Mistakes.Add(new(ChannelFault.Codec, "format", "none of its lanes can be carried by a transport stream", IsFatal: false));
            }
        }

        return new(lanes, stream, feeds);
    }
}
