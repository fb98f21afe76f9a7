namespace Streaming.Qos.Admission;

/// <summary>A link of a topology that was found consistent.</summary>
/// <param name="Index">Its place in <see cref="Topology.Links"/>: what paths name it by.</param>
/// <param name="Via">The index of the next link towards the server; null for the last.</param>
public sealed record Link(int Index, string Name, BitRate Rate, Ratio Reservable, ByteCount Buffer, TimeSpan Delay, int? Via)
{
    /// <summary>40 TB/s, as much as RFC 2215 §3.6 can name; sums of ten thousand of them still fit into 64 bits.</summary>
    public static readonly BitRate LargestRate = new(320_000_000_000_000);

    /// <summary>What of its rate may be promised.</summary>
    public BitRate ReservableRate => Rate * Reservable;
}
