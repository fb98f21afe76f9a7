using System.Collections;

namespace Streaming.Formats.Sdp;

/// <summary>The attributes of one section, in their order; names may repeat. RFC 8866 §5.13.</summary>
/// <remarks>Names are compared exactly, as RFC 8866 wants it. A flag such as <c>recvonly</c> has a null value.</remarks>
public sealed class SdpAttributes : IEnumerable<KeyValuePair<string, string?>>
{
    private readonly List<KeyValuePair<string, string?>> _items = [];

    public int Count => _items.Count;

    /// <summary>The value of the first attribute of that name; null where there is none, or none with a value.</summary>
    public string? this[string name]
    {
        get
        {
            foreach ((string key, string? value) in _items)
            {
                if (key == name)
                    return value;
            }

            return null;
        }
    }

    public void Add(string name, string? value = null) => _items.Add(new(name, value));

    public bool Contains(string name) => _items.Exists(item => item.Key == name);

    /// <summary>The values of all attributes of that name, flags left out.</summary>
    public IEnumerable<string> All(string name)
    {
        foreach ((string key, string? value) in _items)
        {
            if (key == name && value is not null)
                yield return value;
        }
    }

    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
