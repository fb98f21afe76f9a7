namespace Streaming.Server.Channels;

/// <summary>What a channel plays, and when.</summary>
/// <remarks>It knows no clock and keeps no place: what follows is asked with what is played now.</remarks>
public abstract record Programme
{
    private protected Programme()
    {
    }

    /// <summary>Ids of all titles that are ever played, each once, in the order in which they are declared.</summary>
    public abstract IReadOnlyList<string> Titles { get; }

    /// <summary>What a channel plays first that begins at this time of day; null: nothing any more.</summary>
    /// <param name="length">Of a title, by its id; null of one that is not there.</param>
    /// <returns>Of a schedule perhaps a title that began before: the channel enters it where it would be by now.</returns>
    public abstract ProgrammeTurn? First(DateTimeOffset now, Func<string, TimeSpan?> length);

    /// <summary>What follows; null: nothing, the channel falls silent.</summary>
    public abstract ProgrammeTurn? After(ProgrammeTurn turn);

    /// <summary>What is wrong with it.</summary>
    /// <param name="now">The time of day: what repeats is looked at from here on.</param>
    public IReadOnlyList<ChannelMistake> Check(DateTimeOffset now, Func<string, TimeSpan?> length)
    {
        List<ChannelMistake> mistakes = [];
        foreach (string title in Titles.Where(title => length(title) is null))
        {
            mistakes.Add(new(ChannelFault.UnknownTitle, title, $"there is no title '{title}' in the library: it is passed over until "
                + "there is", IsFatal: false));
        }

        if (mistakes.Count == Titles.Count)
            mistakes.Add(new(ChannelFault.Empty, "programme", "there is nothing to play: name a title that the library has"));
        CheckTimes(now, length, mistakes);
        return mistakes;
    }

    private protected virtual void CheckTimes(DateTimeOffset now, Func<string, TimeSpan?> length, List<ChannelMistake> mistakes)
    {
    }
}
