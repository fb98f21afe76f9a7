namespace Streaming.Server.Channels;

/// <summary>What is wrong with a channel as it is declared, or with a title as a part of it.</summary>
public enum ChannelFault
{
    /// <summary>The name is no slug.</summary>
    Name,

    /// <summary>The base address is no multicast address.</summary>
    NotMulticast,

    /// <summary>The base port is odd: RTP goes to even ports, RTCP to the next. RFC 3550 §11.</summary>
    OddPort,

    /// <summary>The groups do not fit behind the base address or the base port.</summary>
    Overflow,

    /// <summary>Source-specific outside of 232/8 or ff3x::/32, or the other way round. RFC 4607 §1.</summary>
    SourceRange,

    /// <summary>The time to live is not 1 … 255.</summary>
    TimeToLive,

    /// <summary>The delay is zero, or more than it may become.</summary>
    Delay,

    /// <summary>There is nothing to play.</summary>
    Empty,

    /// <summary>The library has no such title.</summary>
    UnknownTitle,

    /// <summary>A title of the schedule begins before the one ahead of it is over.</summary>
    Overlap,

    /// <summary>Between two titles of the schedule nothing is sent.</summary>
    Gap,

    /// <summary>A start that its time zone skips, or has twice.</summary>
    LocalTime,

    /// <summary>More lanes than a channel holds, or none.</summary>
    Lanes,

    /// <summary>A title has no such rendition.</summary>
    Rendition,

    /// <summary>A title has no sound or text of that language.</summary>
    Language,

    /// <summary>A track of a title is of another coding than its lane.</summary>
    Codec,

    /// <summary>A track of a title is of another clock than its lane.</summary>
    Clock,

    /// <summary>A track of a title asks for more than its lane was given.</summary>
    Rate,

    /// <summary>A track of a title is not what the lane's description promises a decoder.</summary>
    Configuration,
}
