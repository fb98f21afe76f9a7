namespace Streaming.Server.Host.Configuration;

/// <summary>The words of one entry of a list: first those that stand for themselves, then <c>name=value</c> in any order.</summary>
/// <remarks>Whoever reads takes what he knows; what is left over at the end is a mistake. The first mistake is kept, later ones follow from
/// it.</remarks>
internal sealed class EntryWords
{
    /// <summary>More than any entry has, and few enough to compare each with each.</summary>
    private const int MostWords = 16;

    private readonly List<string> _plain = [];
    private readonly List<KeyValuePair<string, string>> _terms = [];

    public EntryWords(string text)
    {
        string[] words = text.Split(' ', MostWords + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > MostWords)
            Complain($"more than {MostWords} words");
        foreach (string word in words)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                _plain.Add(word);
            else if (_terms.Exists(term => term.Key == word[..equals]))
                Complain($"'{word[..equals]}' is given twice");
            else
                _terms.Add(new(word[..equals], word[(equals + 1)..]));
        }
    }

    /// <summary>The first thing wrong, for people; empty where nothing is.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The next plain word, which must be there.</summary>
    public T? Take<T>(string what, ValueKind<T> kind)
    {
        if (_plain.Count == 0)
        {
            Complain($"{what} is missing");
            return default;
        }

        string word = _plain[0];
        _plain.RemoveAt(0);
        return Read(word, word, kind);
    }

    /// <summary>The value of a term, or <paramref name="absent"/> where it is not given.</summary>
    public T Term<T>(string name, ValueKind<T> kind, T absent)
    {
        int index = _terms.FindIndex(term => term.Key == name);
        if (index < 0)
            return absent;
        string value = _terms[index].Value;
        _terms.RemoveAt(index);
        return Read($"{name}={value}", value, kind) ?? absent;
    }

    /// <summary>Complains of whatever nobody has taken.</summary>
    /// <param name="known">The names of all terms, for the message.</param>
    public void End(params ReadOnlySpan<string> known)
    {
        if (_plain.Count > 0)
            Complain($"'{_plain[0]}' is one word too many");
        else if (_terms.Count > 0)
            Complain($"'{_terms[0].Key}=' is not known here: there is {string.Join(", ", known)}");
    }

    public void Complain(string problem) => Problem = Problem.Length > 0 ? Problem : problem;

    private T? Read<T>(string shown, string text, ValueKind<T> kind)
    {
        if (kind.Parse(text, out T value))
            return value;
        Complain($"'{shown}' is not {kind.Expected}");
        return default;
    }
}
