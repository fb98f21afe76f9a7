using Streaming.Qos.Admission;

namespace Streaming.Lab.Virtual;

/// <summary>What is looked at once a step.</summary>
internal sealed class RunSteps
{
    /// <summary>Up to an hour, a report shows whole runs second by second; beyond that, no more values than of an hour.</summary>
    private const int Most = 3_600;

    private const int MostWithSeries = 200;

    private readonly SortedDictionary<string, List<long>> _reserved = new(StringComparer.Ordinal);
    private readonly List<int> _playing = [];
    private readonly List<int> _admitted = [];
    private readonly List<int> _refused = [];

    public IReadOnlyList<int> Playing => _playing;

    public IReadOnlyList<int> Admitted => _admitted;

    public IReadOnlyList<int> Refused => _refused;

    /// <summary>How long a step is in a run of that length: whole seconds.</summary>
    public static TimeSpan StepOf(TimeSpan duration) =>
        TimeSpan.FromSeconds(Math.Max(1, (long)Math.Ceiling(duration.TotalSeconds / Most)));

    /// <summary>Of whom series are kept: of more viewers than a few hundred the report shows no more of them anyway.</summary>
    public static Func<CastMember, bool> SeriesOf(int viewers) =>
        member => viewers <= MostWithSeries || member.Number % (viewers / MostWithSeries) == 0;

    /// <summary>Bits a second that were promised of a link, step by step; of one that everybody has one of, of all.</summary>
    public IReadOnlyList<long> ReservedOf(string account) => _reserved.TryGetValue(account, out List<long>? series) ? series : [];

    /// <summary>A step is over.</summary>
    /// <param name="playing">Sessions that are sent to.</param>
    /// <param name="usage">What is promised of each link.</param>
    /// <param name="accountOf">What a link is counted under.</param>
    public void Take(int playing, IReadOnlyList<LinkUsage> usage, ServerJournal journal, Func<string, string> accountOf) => Take(
        playing,
        journal.AdmittedCount,
        journal.RefusedCount,
        usage.Select(one => (accountOf(one.Link.Name), one.Reserved)));

    /// <inheritdoc cref="Take(int, IReadOnlyList{LinkUsage}, ServerJournal, Func{string, string})"/>
    /// <param name="admitted">So far; so is <paramref name="refused"/>.</param>
    /// <param name="reserved">What is promised of each link, by what it is counted under.</param>
    public void Take(int playing, int admitted, int refused, IEnumerable<(string Account, BitRate Reserved)> reserved)
    {
        _playing.Add(playing);
        _admitted.Add(admitted);
        _refused.Add(refused);
        foreach (List<long> series in _reserved.Values)
            series.Add(0);
        foreach ((string account, BitRate rate) in reserved)
            Series(account)[^1] += rate.BitsPerSecond;
    }

    private List<long> Series(string account)
    {
        if (!_reserved.TryGetValue(account, out List<long>? series))
            _reserved[account] = series = [.. Enumerable.Repeat(0L, _playing.Count)];
        return series;
    }
}
