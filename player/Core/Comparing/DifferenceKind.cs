namespace Streaming.Player.Comparing;

/// <summary>How a received stream may differ from its film.</summary>
public enum DifferenceKind
{
    /// <summary>The film has the sample, but it did not come.</summary>
    Missing,

    /// <summary>It came with a part lost.</summary>
    Damaged,

    /// <summary>It came with other bytes.</summary>
    Different,

    /// <summary>It came, but the film has no sample of that time.</summary>
    Unknown,

    /// <summary>It came, though another rendition had shown that time already.</summary>
    Duplicate,

    /// <summary>The film cannot be read there.</summary>
    Unreadable,
}
