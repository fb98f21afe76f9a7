using System.Text.Json.Nodes;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A section whose keys are names that the author chose, each of the same form.</summary>
/// <param name="most">How many there may be.</param>
internal sealed class NamesForm<T>(string what, Form<T> each, int most) : Form<IReadOnlyList<T>>
{
    /// <summary>In the place of a name, where keys are listed.</summary>
    public const string AnyName = "NAME";

    private const string NameRule = "letters, digits, - and _, at most 64, not all of them digits";
    private const string NamePattern = "^(?=.*[A-Za-z_-])[A-Za-z0-9_-]{1,64}$";

    public override string Expected => $"{what}s, each a name and a section";

    /// <summary>Of whatever name.</summary>
    public override IReadOnlyList<KeyHelp> Keys => [new(AnyName, $"Of your choice: {NameRule}.", false, each)];

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = NamePattern },
        ["additionalProperties"] = each.Schema(),
    };

    public override bool TryRead(DocumentNode node, Place place, out IReadOnlyList<T> value)
    {
        value = [];
        if (node is DocumentNode.Scalar { Text: "" })
            return true;
        if (node is not DocumentNode.Mapping mapping)
        {
            place.Complain(node.Line, $"not {Expected}, in the lines below, indented");
            return false;
        }

        int before = place.Mistakes.Count;
        if (mapping.Entries.Count > most)
            place.Complain(mapping.Entries[most].Line, FormattableString.Invariant($"more than {most} {what}s"));
        List<T> all = [];
        foreach (DocumentEntry entry in mapping.Entries.Take(most))
        {
            if (!IsName(entry.Name))
                place.Complain(entry.Line, $"'{entry.Name}' is no name for a {what}: {NameRule}");
            else if (each.TryRead(entry.Value, place.In(entry.Name), out T one))
                all.Add(one);
        }

        value = all;
        return place.Mistakes.Count == before;
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 64
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && !text.All(char.IsAsciiDigit);
}
