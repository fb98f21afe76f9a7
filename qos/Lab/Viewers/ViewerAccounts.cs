namespace Streaming.Lab.Viewers;

/// <summary>What a viewer itself has counted, for whoever checks it.</summary>
internal readonly record struct ViewerAccounts
{
    /// <summary>Different packets of media that came, and such as came again.</summary>
    public long Packets { get; init; }

    public long Duplicates { get; init; }

    /// <summary>Packets of media from the first to the highest that came, and how many of them did not.</summary>
    public long Expected { get; init; }

    public long Lost { get; init; }

    /// <summary>Datagrams that were taken for anything else: strays, and what is no RTP.</summary>
    public long Refused { get; init; }

    /// <summary>Pictures that came up later than the screen allows, though another had been shown just before.</summary>
    public long ShownLate { get; init; }

    /// <summary>How late the worst of them was.</summary>
    public TimeSpan Latest { get; init; }

    /// <summary>The most that waited for decoders at once.</summary>
    public ByteCount MostHeld { get; init; }
}
