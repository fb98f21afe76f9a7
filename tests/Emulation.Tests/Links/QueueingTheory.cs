namespace Streaming.Emulation.Tests.Links;

/// <summary>What is known of a queue with arrivals by chance (Poisson), one server and equal times of service: M/D/1.</summary>
/// <param name="Load">ρ, below 1.</param>
internal sealed record QueueingTheory(double Load)
{
    /// <summary>The mean wait, in times of service: Pollaczek and Khinchine.</summary>
    public double MeanWait => Load / (2 * (1 - Load));

    /// <summary>The share of packets that wait no longer than so many times of service.</summary>
    /// <remarks>G. J. Franx, "A simple solution for the M/D/c waiting time distribution", 2001: unlike Erlang's series its terms are all
    /// positive, so that nothing cancels.</remarks>
    public double WaitsAtMost(double services)
    {
        int k = (int)Math.Floor(services) + 1;
        double[] present = Present(k + 1);
        double left = Load * (k - services), share = 0, term = Math.Exp(-left);
        for (int j = 0; j < k; j++)
        {
            share += term * present[..(k - j + 1)].Sum();
            term *= left / (j + 1);
        }

        return share;
    }

    /// <summary>How often so many are there, 0 … n − 1, the one that is served included: what goes up over each level comes down over
    /// it.</summary>
    private double[] Present(int n)
    {
        double[] arrivals = new double[n + 1], present = new double[n];
        arrivals[0] = Math.Exp(-Load);
        for (int i = 1; i <= n; i++)
            arrivals[i] = arrivals[i - 1] * Load / i;
        double[] more = new double[n + 1];
        double sum = 0;
        for (int i = 0; i <= n; i++)
        {
            sum += arrivals[i];
            more[i] = 1 - sum;
        }

        present[0] = 1 - Load;
        for (int level = 0; level + 1 < n; level++)
        {
            double up = present[0] * more[level];
            for (int j = 1; j <= level; j++)
                up += present[j] * more[level + 1 - j];
            present[level + 1] = up / arrivals[0];
        }

        return present;
    }
}
