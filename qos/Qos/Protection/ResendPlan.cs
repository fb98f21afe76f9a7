namespace Streaming.Qos.Protection;

/// <summary>What resends can do for a stream: how often a packet can be asked for in time, and what of that fails.</summary>
internal readonly struct ResendPlan
{
    /// <summary>What a receiver takes to tell a loss from packets that overtook each other, and a sender to find its turn.</summary>
    private static readonly TimeSpan Handling = TimeSpan.FromMilliseconds(20);

    /// <summary>A packet is asked for, and at most twice more.</summary>
    private const int MostRequests = 3;

    private const double Unevenness = 1.5;

    /// <summary>Room is set aside in doublings of it: few changes of a contract are worth the asking.</summary>
    private static readonly Ratio LeastShare = Ratio.Percent(5);

    /// <summary>Of the packets asked for: a request and its answer go the same way as what was lost.</summary>
    private readonly double _fails;

    private ResendPlan(int requests, double fails) => (Requests, _fails) = (requests, fails);

    /// <summary>How often a packet can be asked for; 0: resends come too late, or not at all.</summary>
    public int Requests { get; }

    /// <param name="left">Of the delay that repair may take, what is left for resends.</param>
    public static ResendPlan Of(in ProtectionSnapshot stream, TimeSpan left, in GilbertElliott model)
    {
        if (!stream.CanResend || stream.RoundTrip is not { } roundTrip)
            return default;
        TimeSpan each = roundTrip + Handling;
        int requests = (int)Math.Clamp(left.Ticks / each.Ticks, 0, MostRequests);
        double again = model.LossAfter(each.TotalSeconds * stream.PacketsPerSecond);
        return new(requests, 1 - ((1 - model.Loss) * (1 - again)));
    }

    /// <summary>What is still missing, of what parity leaves, where so much is set aside: what there is no room for is not sent.</summary>
    public double Residual(double loss, Ratio resend)
    {
        if (Requests == 0 || loss <= 0)
            return loss;
        double served = Math.Min(1, resend.Billionths / (double)Ratio.One.Billionths / Resends(loss));
        return loss * (1 - (served * (1 - Powers.Of(_fails, Requests))));
    }

    /// <summary>What has to be set aside: every resend that may be needed, and half as much again, because losses come unevenly.</summary>
    public Ratio Share(double loss)
    {
        if (Requests == 0 || loss <= 0)
            return Ratio.Zero;
        double wanted = Resends(loss) * Unevenness * Ratio.One.Billionths;
        long share = LeastShare.Billionths;
        while (share < wanted)
            share *= 2;
        return new(share);
    }

    /// <summary>Resends for each packet of the media.</summary>
    private double Resends(double loss) => loss * (1 - Powers.Of(_fails, Requests)) / (1 - Math.Min(_fails, 0.99));
}
