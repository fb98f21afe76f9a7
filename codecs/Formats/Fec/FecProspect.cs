namespace Streaming.Formats.Fec;

/// <summary>What parity can still do about a missing packet.</summary>
public enum FecProspect
{
    /// <summary>No parity will cover it.</summary>
    None,

    /// <summary>It may still be recovered: a parity packet has not come yet, or waits for others that may.</summary>
    Pending,

    /// <summary>It was covered, and its parity is lost, or too much is missing beside it.</summary>
    Lost,
}
