namespace Streaming.Lab.Records;

/// <summary>How many values fell into which class: exact sums over many sessions, whatever their order.</summary>
/// <remarks>Classes are a tenth of a millisecond wide up to 200 ms either way, then a millisecond up to 10 s, then the last one takes all.
/// Whole numbers: the same on every machine.</remarks>
public sealed class Distribution
{
    private const int Fine = 2_000, Coarse = 10_000;

    /// <summary>Where fine classes end, in microseconds.</summary>
    private const long FineEnd = 200_000;

    /// <summary>Of the class in the middle, 0: they go as far down as up.</summary>
    private const int Middle = Fine + Coarse;

    /// <summary>Classes that are kept together, half a kilobyte: values lie close to each other, and far from most classes.</summary>
    private const int Page = 64;

    private long[]?[] _pages = [];

    /// <summary>No page before and none behind these has any values.</summary>
    private int _firstPage = int.MaxValue, _lastPage = -1;
    private long _sum;
    private long _most = long.MinValue;

    public long Count { get; private set; }

    public void Add(TimeSpan value, long times = 1)
    {
        long microseconds = value.Ticks / TimeSpan.TicksPerMicrosecond;
        int at = ClassOf(microseconds);
        Slot(at) += times;
        _sum += microseconds * times;
        _most = Math.Max(_most, microseconds);
        Count += times;
    }

    /// <summary>Begins anew, in the same memory.</summary>
    public void Clear()
    {
        for (int page = _firstPage; page <= _lastPage; page++)
            _pages[page]?.AsSpan().Clear();
        (_firstPage, _lastPage, _sum, _most, Count) = (int.MaxValue, -1, 0, long.MinValue, 0);
    }

    /// <param name="copies">How often all of it.</param>
    public void Add(Distribution other, long copies = 1)
    {
        foreach ((int at, long times) in other.Classes())
            Slot(at) += times * copies;
        _sum += other._sum * copies;
        _most = Math.Max(_most, other._most);
        Count += other.Count * copies;
    }

    /// <summary>All of several; many sessions may share one, which is then looked at once.</summary>
    public static Distribution Together(IEnumerable<Distribution?> parts)
    {
        Distribution all = new();
        foreach (IGrouping<Distribution, Distribution> same in parts.OfType<Distribution>().GroupBy(part => part))
            all.Add(same.Key, same.Count());
        return all;
    }

    /// <summary>The least value that so large a share do not exceed, 0 … 1, in milliseconds; 0 of nothing.</summary>
    public double Quantile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count)), seen = 0;
        foreach ((int at, long times) in Classes())
        {
            seen += times;
            if (seen >= rank)
                return ValueOf(at);
        }

        return 0;
    }

    /// <summary>How far each is from zero.</summary>
    public Distribution Sizes()
    {
        Distribution sizes = new();
        foreach ((int at, long times) in Classes())
            sizes.Add(TimeSpan.FromMicroseconds(Math.Abs((long)(ValueOf(at) * 1_000))), times);
        return sizes;
    }

    /// <summary>What a share of all do not exceed in either direction, in milliseconds.</summary>
    public double QuantileOfSize(double share) => Sizes().Quantile(share);

    public double Mean => Count == 0 ? 0 : Math.Round(_sum / 1_000.0 / Count, 3);

    public double Max => Count == 0 ? 0 : Math.Round(_most / 1_000.0, 3);

    /// <summary>Null of nothing.</summary>
    public DistributionRecord? Summary() => Count == 0 ? null
        : new(Count, Mean, Quantile(0.01), Quantile(0.5), Quantile(0.95), Quantile(0.99), Quantile(0.999), Max);

    /// <summary>Those that have any, the least first.</summary>
    private IEnumerable<(int At, long Times)> Classes()
    {
        for (int page = _firstPage; page <= _lastPage; page++)
        {
            for (int i = 0; _pages[page] is { } there && i < Page; i++)
            {
                if (there[i] > 0)
                    yield return ((page * Page) + i - Middle, there[i]);
            }
        }
    }

    private ref long Slot(int at)
    {
        if (_pages.Length == 0)
            _pages = new long[]?[(2 * Middle / Page) + 1];
        int place = at + Middle, page = place / Page;
        _firstPage = Math.Min(_firstPage, page);
        _lastPage = Math.Max(_lastPage, page);
        return ref (_pages[page] ??= new long[Page])[place % Page];
    }

    private static int ClassOf(long microseconds)
    {
        long size = Math.Abs(microseconds);
        int at = size < FineEnd ? (int)((size + 50) / 100) : (int)Math.Min(Fine + ((size - FineEnd + 500) / 1_000), Fine + Coarse);
        return microseconds < 0 ? -at : at;
    }

    private static double ValueOf(int at)
    {
        int size = Math.Abs(at);
        double value = size <= Fine ? size / 10.0 : 200 + (size - Fine);
        return at < 0 ? -value : value;
    }
}
