using System.Collections.Immutable;

namespace Streaming.Qos.Admission;

/// <summary>The links over which one stream reaches all of its receivers: each counts once, however many of them are behind it.</summary>
/// <remarks>A flow whose path is <see cref="Links"/> is asked for the links that are new to it alone, and gives back those that nobody
/// needs any more. What it costs to join or to leave grows with the path, not with the number of receivers.</remarks>
/// <typeparam name="TReceiver">By what a receiver is known.</typeparam>
public sealed class DeliveryTree<TReceiver>
    where TReceiver : notnull
{
    private readonly Dictionary<TReceiver, ImmutableArray<int>> _paths = [];
    private readonly SortedDictionary<int, int> _receivers = [];

    /// <summary>In rising order, none of them twice.</summary>
    public ImmutableArray<int> Links { get; private set; } = [];

    /// <summary>In no particular order.</summary>
    public IReadOnlyCollection<TReceiver> Receivers => _paths.Keys;

    public bool Contains(TReceiver receiver) => _paths.ContainsKey(receiver);

    /// <summary>What <see cref="Links"/> would be if one more receiver joined.</summary>
    /// <param name="path">The links to it, in any order; of several receivers taken as one, those to any of them.</param>
    public ImmutableArray<int> With(ImmutableArray<int> path) =>
        path.All(_receivers.ContainsKey) ? Links : [.. Links.Union(path).Order()];

    /// <summary>A receiver joins, or has come to be reached by another path.</summary>
    public void Join(TReceiver receiver, ImmutableArray<int> path)
    {
        ImmutableArray<int> distinct = path.Distinct().Count() == path.Length ? path : [.. path.Distinct()];
        bool isOther = Forget(receiver);
        _paths[receiver] = distinct;
        foreach (int link in distinct)
        {
            int before = _receivers.GetValueOrDefault(link);
            _receivers[link] = before + 1;
            isOther |= before == 0;
        }

        if (isOther)
            Links = [.. _receivers.Keys];
    }

    /// <returns>False where it had not joined.</returns>
    public bool Leave(TReceiver receiver)
    {
        if (!Contains(receiver))
            return false;
        if (Forget(receiver))
            Links = [.. _receivers.Keys];
        return true;
    }

    /// <summary>Those that a link leads to.</summary>
    public IReadOnlyList<TReceiver> Behind(int link) =>
        _receivers.ContainsKey(link) ? [.. _paths.Where(pair => pair.Value.Contains(link)).Select(pair => pair.Key)] : [];

    /// <summary>Whether a link is needed no more by that.</summary>
    private bool Forget(TReceiver receiver)
    {
        if (!_paths.Remove(receiver, out ImmutableArray<int> path))
            return false;
        bool isOther = false;
        foreach (int link in path)
        {
            int left = _receivers[link] - 1;
            isOther |= left == 0;
            if (left == 0)
                _receivers.Remove(link);
            else
                _receivers[link] = left;
        }

        return isOther;
    }
}
