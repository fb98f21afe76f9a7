using System.Collections;

namespace Streaming.Formats.Rtsp;

/// <summary>The header fields of one message: names compared without case, order kept.</summary>
/// <remarks>Not a dictionary: a message has about ten fields, and order and repetition are part of what was said. RFC 2326 §4.</remarks>
public sealed class RtspHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public int Count => _fields.Count;

    /// <summary>
    /// Read: the values of all fields of that name, joined by <c>", "</c> as RFC 2326 §4 (RFC 2068 §4.2) allows; null where there is none.
    /// Write: replaces them all by one at the place of the first; null removes them.
    /// </summary>
    public string? this[string name]
    {
        get => Find(name);
        set => Replace(name, value);
    }

    /// <summary>Whether a character may stand in a header name or a method. RFC 2068 §2.2, token.</summary>
    public static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (c is <= ' ' or >= (char)0x7f || "()<>@,;:\\\"/[]?={}".Contains(c))
                return false;
        }

        return !text.IsEmpty;
    }

    /// <summary>Appends a field; another of that name stays.</summary>
    /// <exception cref="InvalidOperationException">The name is no token, or the value holds control characters: it would end the field,
    /// and begin another that nobody wrote.</exception>
    public void Add(string name, string value)
    {
        Check(name, value);
        _fields.Add(new(name, value));
    }

    public bool Contains(string name)
    {
        foreach (KeyValuePair<string, string> field in _fields)
        {
            if (Same(field.Key, name))
                return true;
        }

        return false;
    }

    public bool Remove(string name) => _fields.RemoveAll(field => Same(field.Key, name)) > 0;

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether <paramref name="value"/> may stand behind a colon: no control characters but the tab.</summary>
    internal static bool IsValue(ReadOnlySpan<char> value)
    {
        foreach (char c in value)
        {
            if ((c < ' ' && c != '\t') || c == 0x7f)
                return false;
        }

        return true;
    }

    private static void Check(string name, string value)
    {
        Invariant.That(IsToken(name), "a header name is a token");
        Invariant.That(IsValue(value), "a header value holds no control characters");
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private string? Find(string name)
    {
        string? found = null;
        foreach (KeyValuePair<string, string> field in _fields)
        {
            if (!Same(field.Key, name))
                continue;
            if (found is not null)
                return string.Join(", ", _fields.Where(each => Same(each.Key, name)).Select(each => each.Value));
            found = field.Value;
        }

        return found;
    }

    private void Replace(string name, string? value)
    {
        int at = _fields.FindIndex(field => Same(field.Key, name));
        Remove(name);
        if (value is null)
            return;
        Check(name, value);
        _fields.Insert(at < 0 ? _fields.Count : at, new(name, value));
    }
}
