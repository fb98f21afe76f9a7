namespace Streaming.Emulation.Networks;

/// <summary>Reliable connections between the server and each host: what is lost is sent again, and nothing overtakes anything that goes the
/// same way.</summary>
internal sealed class Connections<TLoad>(NetworkLink<TLoad>[] links, int hosts)
{
    private readonly Instant[] _lastUp = Untouched(hosts), _lastDown = Untouched(hosts);

    /// <summary>When a message is there; never: a link on its way is down for good.</summary>
    /// <param name="path">From the server to the host.</param>
    /// <param name="link">Where it is then, since when.</param>
    public Instant Arrival(int host, bool isUp, ReadOnlySpan<int> path, Instant now, out (int Number, Instant Since) link)
    {
        link = (-1, now);
        Instant at = now;
        for (int i = 0; i < path.Length; i++)
        {
            link = (path[isUp ? path.Length - 1 - i : i], at);
            at = links[link.Number].Message(at, isUp);
            if (at == Instant.Never)
                return at;
        }

        ref Instant last = ref (isUp ? _lastUp : _lastDown)[host];
        return last = Instant.Max(last, at);
    }

    private static Instant[] Untouched(int hosts)
    {
        Instant[] all = new Instant[hosts];
        Array.Fill(all, new(long.MinValue));
        return all;
    }
}
