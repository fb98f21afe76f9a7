using System.Net;

namespace Streaming.Lab.Virtual;

/// <summary>Who listens to which group.</summary>
internal sealed class Groups
{
    private readonly Dictionary<IPEndPoint, SortedSet<int>> _members = [];
    private readonly Dictionary<IPEndPoint, int[]> _lists = [];

    public void Join(int viewer, IPEndPoint group)
    {
        if (!_members.TryGetValue(group, out SortedSet<int>? members))
            _members[group] = members = [];
        members.Add(viewer);
        _lists.Remove(group);
    }

    public void Leave(int viewer, IPEndPoint group)
    {
        if (_members.TryGetValue(group, out SortedSet<int>? members))
            members.Remove(viewer);
        _lists.Remove(group);
    }

    /// <summary>By rising numbers; until the next call only.</summary>
    public int[] MembersOf(IPEndPoint group)
    {
        if (!_lists.TryGetValue(group, out int[]? list))
            _lists[group] = list = _members.TryGetValue(group, out SortedSet<int>? members) ? [.. members] : [];
        return list;
    }
}
