namespace Streaming.Formats.Rtcp;

/// <summary>What a source says about itself. RFC 3550 §6.5.</summary>
public enum SdesItemType : byte
{
    End = 0,

    /// <summary>The one name that binds the streams of one sender together.</summary>
    CanonicalName = 1,
    Name = 2,
    Email = 3,
    Phone = 4,
    Location = 5,
    Tool = 6,
    Note = 7,
    Private = 8,
}
