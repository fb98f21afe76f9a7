namespace Streaming.Emulation.Networks;

/// <summary>A parcel in a queue that others may overtake it in, for one host or several behind it; used over and over.</summary>
internal sealed class HeldParcel<TLoad>
{
    public Parcel<TLoad> Parcel { get; set; }

    public Passage Passage { get; set; }

    /// <summary>With the order in which each was sent to.</summary>
    public List<(int Host, long Order)> Hosts { get; } = [];
}
