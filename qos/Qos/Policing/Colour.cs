namespace Streaming.Qos.Policing;

/// <summary>What a meter found. RFC 2697 §1, RFC 2698 §1.</summary>
public enum Colour
{
    /// <summary>Within what was committed.</summary>
    Green,

    /// <summary>Beyond that, within what is tolerated.</summary>
    Yellow,

    /// <summary>Beyond either.</summary>
    Red,
}
