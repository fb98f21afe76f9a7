using Streaming.Emulation.Links;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>Something that happens to everybody, as far as it was said.</summary>
internal sealed record EventDraft
{
    public TimeSpan At { get; init; }

    public string? Link { get; init; }

    /// <summary>What becomes of the link; null: nothing.</summary>
    public Func<LinkProfile, LinkProfile>? Change { get; init; }

    public bool IsTold { get; init; }

    /// <summary>killed or started.</summary>
    public string? Server { get; init; }

    public string? Viewers { get; init; }

    public TimeSpan? Clock { get; init; }

    public string? Problem
    {
        get
        {
            if ((Link is null ? 0 : 1) + (Server is null ? 0 : 1) + (Viewers is null ? 0 : 1) != 1)
                return "an event is of one of these: 'link', 'server', 'viewers'";
            if ((Change is not null || IsTold) && Link is null)
                return "'link' says of which link this is";
            if (Link is not null && Change is null)
                return "nothing becomes of the link: give a key of a link, such as 'rate' or 'down'";
            if (IsTold && Change!(new()).Rate is null)
                return "'told' tells the server of a rate: give 'rate'";
            return (Clock is null) == (Viewers is null) ? null : "'viewers' and 'clock' go together: the clocks of an audience jump";
        }
    }
}
