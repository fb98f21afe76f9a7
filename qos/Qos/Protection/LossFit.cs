namespace Streaming.Qos.Protection;

/// <summary>A model of the network's losses, and how much there is behind it.</summary>
/// <param name="Packets">That were seen.</param>
/// <param name="Events">Losses, those in a row taken as one.</param>
public readonly record struct LossFit(GilbertElliott Model, long Packets, long Events)
{
    /// <summary>A loss and another are the least that is no accident.</summary>
    private const int LeastEvents = 2;

    public static readonly LossFit None = new(GilbertElliott.Lossless, 0, 0);

    /// <summary>Whether it says more than that nothing is known.</summary>
    public bool IsEvidence => Events >= LeastEvents;

    /// <summary>How far the loss may be off, as a share of it: events come by chance, and √N of N is the spread of chance.</summary>
    public double Uncertainty => Events > 0 ? 1 / Math.Sqrt(Events) : 1;
}
