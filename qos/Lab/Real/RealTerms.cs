using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Real;

/// <summary>What a situation must keep to, to be played on the sockets of one machine.</summary>
internal static class RealTerms
{
    /// <summary>Each takes a receiver, a relay and eight sockets, on the processors that the server needs as well.</summary>
    public const int MostViewers = 200;

    /// <exception cref="RealRunException">It cannot be played so.</exception>
    public static void Check(Situation situation)
    {
        int viewers = situation.Audiences.Sum(audience => audience.Count);
        if (situation.Channels.Count > 0)
        {
            throw new RealRunException(
                "channels are for simulated runs: their groups pass no relay, but need a network with addresses and switches of its own");
        }

        if (viewers > MostViewers)
            throw new RealRunException($"{viewers} viewers are more than one machine plays by its own clock: {MostViewers} at most");
        if (!OperatingSystem.IsLinux() && situation.Links.Any(link => link.IsDeclared))
            throw new RealRunException("declared links need an address for each viewer, which only Linux gives without being asked");
    }
}
