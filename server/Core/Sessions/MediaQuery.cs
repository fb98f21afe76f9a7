namespace Streaming.Server.Sessions;

/// <summary>The parameters behind the question mark of a URI, names in lower case.</summary>
/// <remarks>Unknown ones are no error: clients add their own (<c>?tcp</c>, <c>?transport=udp</c>).</remarks>
public sealed class MediaQuery
{
    public static readonly MediaQuery Empty = new([]);

    // 32 parameters are more than there are things to choose, and bound the work that one URI can cause.
    private const int MostParameters = 32;

    private readonly List<KeyValuePair<string, string>> _parameters;

    private MediaQuery(List<KeyValuePair<string, string>> parameters) => _parameters = parameters;

    /// <summary>The first value of that name, "" for one without a value; null where there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach ((string key, string value) in _parameters)
            {
                if (key == name)
                    return value;
            }

            return null;
        }
    }

    /// <summary>Reads <c>a=b&amp;c=d</c>, percent-encoded; null for broken encoding.</summary>
    internal static MediaQuery? Parse(ReadOnlySpan<char> text)
    {
        List<KeyValuePair<string, string>> parameters = [];
        foreach (Range range in text.SplitAny('&', ';'))
        {
            ReadOnlySpan<char> parameter = text[range].Trim('/');
            if (parameter.IsEmpty)
                continue;
            if (parameters.Count == MostParameters)
                return null;
            int equals = parameter.IndexOf('=');
            string? name = PercentEncoding.Decode(equals < 0 ? parameter : parameter[..equals]);
            string? value = equals < 0 ? "" : PercentEncoding.Decode(parameter[(equals + 1)..]);
            if (name is null || value is null)
                return null;
            parameters.Add(new(name.ToLowerInvariant(), value));
        }

        return parameters.Count == 0 ? Empty : new(parameters);
    }
}
