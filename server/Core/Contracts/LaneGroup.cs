namespace Streaming.Server.Contracts;

/// <summary>What is reserved once for all who receive it: a lane of a channel, or its parity.</summary>
/// <param name="Lane">Its number.</param>
public readonly record struct LaneGroup(string Channel, int Lane, bool IsParity)
{
    public override string ToString() => $"{Channel}/{(IsParity ? "parity" : "lane")} {Lane}";
}
