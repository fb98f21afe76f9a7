namespace Streaming.Qos.Reservation;

/// <summary>Two amounts that are kept together, each in a unit of its own.</summary>
internal readonly record struct Level(long First, long Second)
{
    public static Level operator +(Level left, Level right) =>
        new(checked(left.First + right.First), checked(left.Second + right.Second));

    public static Level operator -(Level left, Level right) =>
        new(checked(left.First - right.First), checked(left.Second - right.Second));

    /// <summary>The larger of each.</summary>
    public static Level Max(Level left, Level right) => new(Math.Max(left.First, right.First), Math.Max(left.Second, right.Second));

    public bool Exceeds(Level limit) => First > limit.First || Second > limit.Second;
}
