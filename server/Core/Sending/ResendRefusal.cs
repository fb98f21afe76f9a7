namespace Streaming.Server.Sending;

/// <summary>Why a packet that was asked for is not sent again.</summary>
public enum ResendRefusal
{
    /// <summary>Never sent, or before the last seek.</summary>
    Unknown,

    /// <summary>It left too long ago to be of use.</summary>
    TooOld,

    /// <summary>It was sent again three times, or is on its way.</summary>
    TooOften,

    /// <summary>Too many wait already, or nothing is set aside for it.</summary>
    NoBudget,
}
