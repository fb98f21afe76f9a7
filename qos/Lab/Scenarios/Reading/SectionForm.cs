using System.Text.Json.Nodes;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>A section of keys that are known.</summary>
/// <param name="what">What it describes, with its article: <c>a link</c>.</param>
/// <param name="start">What it describes where no key is given; told the last part of its path.</param>
/// <param name="shortKey">The key that is meant where only its value is written; null: that is a mistake.</param>
internal sealed class SectionForm<T>(string what, IReadOnlyList<Key<T>> keys, Func<string, T> start, string? shortKey = null) : Form<T>
{
    private readonly Dictionary<string, Key<T>> _keys = keys.ToDictionary(key => key.Help.Name);

    public override string Expected => $"{what}: {{{string.Join(", ", keys.Select(key => key.Help.Name))}}}";

    public override IReadOnlyList<KeyHelp> Keys => [.. keys.Select(key => key.Help)];

    public override string? ShortKey => shortKey;

    /// <summary>The changes of a section that was given some keys only: each in the order of the file.</summary>
    public Form<Func<T, T>> Changes() => new ChangesForm(this);

    public override bool TryRead(DocumentNode node, Place place, out T value)
    {
        value = start(place.Name);
        if (!TryReadChange(node, place, out Func<T, T> change))
            return false;
        value = change(value);
        return true;
    }

    public override JsonObject Schema()
    {
        JsonObject properties = [];
        foreach (KeyHelp help in Keys)
        {
            JsonObject schema = help.Form.Schema();
            schema["description"] = help.Meaning;
            properties[help.Name] = schema;
        }

        JsonObject section = new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (Keys.Any(help => help.IsRequired))
            section["required"] = new JsonArray([.. Keys.Where(help => help.IsRequired).Select(help => JsonValue.Create(help.Name))]);
        return shortKey is null ? section : new() { ["anyOf"] = new JsonArray(_keys[shortKey].Help.Form.Schema(), section) };
    }

    private bool TryReadChange(DocumentNode node, Place place, out Func<T, T> change)
    {
        int before = place.Mistakes.Count;
        change = whole => whole;
        if (node is DocumentNode.Scalar { Text.Length: > 0 } && shortKey is not null)
            change = _keys[shortKey].Read(node, place) ?? change;
        else if (node is DocumentNode.Mapping mapping)
            change = Read(mapping, place);
        else if (node is not DocumentNode.Scalar { Text: "" } || shortKey is not null)
            place.Complain(node.Line, $"not {what}: its keys ({string.Join(", ", _keys.Keys)}) stand in the lines below, indented");
        if (node is DocumentNode.Mapping or DocumentNode.Scalar { Text: "" })
            RequireKeys(node, place);
        return place.Mistakes.Count == before;
    }

    private Func<T, T> Read(DocumentNode.Mapping mapping, Place place)
    {
        Func<T, T> all = whole => whole;
        foreach (DocumentEntry entry in mapping.Entries)
        {
            if (!_keys.TryGetValue(entry.Name, out Key<T>? key))
            {
                place.Complain(entry.Line, $"unknown key '{entry.Name}' of {what}{Nearest(entry.Name)}");
            }
            else if (key.Read(entry.Value, place.In(entry.Name)) is { } change)
            {
                Func<T, T> earlier = all;
                all = whole => change(earlier(whole));
            }
        }

        return all;
    }

    private void RequireKeys(DocumentNode node, Place place)
    {
        foreach (KeyHelp help in Keys.Where(help => help.IsRequired && (node as DocumentNode.Mapping)?.Find(help.Name) is null))
            place.Complain(node.Line, $"{what} needs '{help.Name}': {help.Form.Expected}");
    }

    private string Nearest(string given)
    {
        string near = Suggestion.For(given, _keys.Keys);
        return near.Length > 0 ? near : $"; there are {string.Join(", ", _keys.Keys)}";
    }

    private sealed class ChangesForm(SectionForm<T> section) : Form<Func<T, T>>
    {
        public override string Expected => section.Expected;

        public override IReadOnlyList<KeyHelp> Keys => section.Keys;

        public override string? ShortKey => section.ShortKey;

        public override JsonObject Schema() => section.Schema();

        public override bool TryRead(DocumentNode node, Place place, out Func<T, T> value) => section.TryReadChange(node, place, out value);
    }
}
