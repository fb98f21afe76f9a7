namespace Streaming.Server.Host.DataPlane;

/// <summary>Several ways that each packet of a stream takes, the group's and those of single members. Never changed, only replaced: its
/// loop reads it while control adds and takes away.</summary>
internal sealed class FanOut
{
    private FanOut(IEnumerable<Route> routes)
    {
        Datagrams = [.. routes.OfType<StreamRoute>()];
        Queues = [.. routes.OfType<QueueRoute>()];
    }

    public StreamRoute[] Datagrams { get; }

    public QueueRoute[] Queues { get; }

    /// <summary>The ways of before and one more.</summary>
    /// <param name="before">A way, several, or none: what a stream's sink keeps with it.</param>
    public static object With(object? before, Route route) => before is null ? route : new FanOut(RoutesOf(before).Append(route));

    /// <summary>The ways of before, but for those of one flow.</summary>
    public static object? Without(object? before, IFlow flow)
    {
        Route[] left = [.. RoutesOf(before).Where(route => route.Flow != flow)];
        return left.Length switch
        {
            0 => null,
            1 => left[0],
            _ => new FanOut(left),
        };
    }

    private static IEnumerable<Route> RoutesOf(object? state) => state switch
    {
        Route one => [one],
        FanOut all => [.. all.Datagrams, .. all.Queues],
        _ => [],
    };
}
